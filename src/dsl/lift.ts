import { FALSE, TRUE, type Expr } from '../ir/expr.js'
import { integer, isInteger, type Integer } from '../ir/integer.js'
import { ModelError } from '../ir/model-error.js'
import {
  BOOL,
  INTEGER,
  cardinality,
  compatible,
  isNumeric,
  rangeType,
  showType,
  type ArrayType,
  type EnumType,
  type RecordType,
  type Type,
} from '../ir/type.js'
import { complaint } from './complaint.js'
import { composed, isDerived } from './data/compose.js'
import { meaningOf } from './meaning.js'
import { suggestion } from './nearest.js'
import { nothing } from './data/nothing.js'
import { readsAlike } from './data/reading.js'

/**
 * The expression for what a user wrote where a value of this type belongs: a symbolic value, a constant, or a list or an object of
 * such; for a derived sort, what its values are written as.
 * @throws ModelError when it is not of the type.
 */
export function lift(value: unknown, expected: Type): Expr {
  const meaning = meaningOf(value)
  if (meaning !== undefined && compatible(meaning.type, expected) && readsAlike(meaning.type, expected)) {
    return meaning.expr
  }
  if (isDerived(expected)) {
    const expr = composed(value, expected, lift)
    if (expr !== undefined) return expr
  } else if (meaning === undefined) {
    const expr = plain(value, expected)
    if (expr !== undefined) return expr
  }
  throw mismatch(
    meaning === undefined ? showWritten(value) : `a value of ${showType(meaning.type)}`,
    expected,
  )
}

function plain(value: unknown, expected: Type): Expr | undefined {
  if (expected.kind === 'bool' && typeof value === 'boolean') return value ? TRUE : FALSE
  if (isNumeric(expected) && isInteger(value)) return constant(value)
  if (expected.kind === 'enum' && typeof value === 'string') return member(value, expected)
  if (expected.kind === 'record' && isPlainObject(value)) return record(value, expected)
  if (expected.kind === 'array' && Array.isArray(value)) return array(value, expected)
  return undefined
}

/** Whether the value may stand where one of the type belongs. */
export function isLiftable(value: unknown, expected: Type): boolean {
  try {
    lift(value, expected)
    return true
  } catch (error) {
    if (error instanceof ModelError) return false
    throw error
  }
}

export function liftCondition(value: unknown): Expr {
  return lift(value, BOOL)
}

export function liftInteger(value: unknown): Expr {
  return lift(value, INTEGER)
}

export function constant(value: Integer): Expr {
  const exact = integer(value)
  return { kind: 'literal', type: rangeType(exact, exact), value: exact }
}

function member(value: string, type: EnumType): Expr {
  if (type.values.includes(value)) return { kind: 'literal', type, value }
  throw complaint(
    'unknown-member',
    `'${value}' is not a member of ${showType(type)}.`,
    suggestion(value, type.values),
  )
}

function record(value: Readonly<Record<string, unknown>>, type: RecordType): Expr {
  const extra = Object.keys(value).find((name) => !Object.hasOwn(type.fields, name))
  if (extra !== undefined) throw unknownField(extra, type)
  const missing = Object.keys(type.fields).find((name) => !Object.hasOwn(value, name))
  if (missing !== undefined) {
    throw complaint(
      'type-mismatch',
      `The field \`${missing}\` is missing.`,
      'Write every field of the record, or assign its fields one by one.',
    )
  }
  const fields = Object.entries(type.fields).map(([name, field]) => [name, lift(value[name], field)] as const)
  return { kind: 'record', fields: Object.fromEntries(fields) }
}

function array(value: readonly unknown[], type: ArrayType): Expr {
  if (value.length !== cardinality(type.index)) {
    throw complaint(
      'type-mismatch',
      `A list of ${String(value.length)} is written where ${showType(type)} is expected.`,
      `Write ${String(cardinality(type.index))} elements.`,
    )
  }
  return { kind: 'array', index: type.index, elements: value.map((element) => lift(element, type.element)) }
}

/** The complaint about a field that the record does not have. */
export function unknownField(name: string, type: RecordType): ModelError {
  return complaint(
    'unknown-member',
    `There is no field \`${name}\` here.`,
    suggestion(name, Object.keys(type.fields)),
  )
}

function mismatch(written: string, expected: Type): ModelError {
  return complaint(
    'type-mismatch',
    `${written} is written where ${showType(expected)} is expected.`,
    'Write a value of that sort; numbers are whole.',
  )
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function showWritten(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`
  if (Array.isArray(value)) return `A list of ${String(value.length)}`
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return String(value)
  if (value === nothing) return '`nothing`'
  return value === null ? 'null' : `something of type ${typeof value}`
}
