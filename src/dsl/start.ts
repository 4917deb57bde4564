import { TRUE, type Expr } from '../ir/expr.js'
import type { Cell, PathStep, Update } from '../ir/system.js'
import {
  cardinality,
  indexValues,
  type ArrayType,
  type RecordType,
  type Scalar,
  type Type,
} from '../ir/type.js'
import { complaint } from './complaint.js'
import {
  isDerived,
  memberOf,
  pairOf,
  partType,
  valueType,
  withCase,
  writtenCase,
  type DerivedType,
} from './data/compose.js'
import { firstValue } from './data/first-value.js'
import { indexLiteral } from './formula.js'
import { constant, lift, unknownField } from './lift.js'
import { meaningOf } from './meaning.js'
import { nothing } from './data/nothing.js'
import { hasFilledParts } from './data/reading.js'

/** In place of a start value: every value of the sort, as far as the assumptions allow. */
export const anything: unique symbol = Symbol('anything')
export type Anything = typeof anything

/** How a part of the state starts. */
export type Start =
  | { readonly kind: 'anything' }
  | (DerivedStart & { readonly kind: 'value'; readonly value: Expr })
  | (DerivedStart & { readonly kind: 'record'; readonly fields: Readonly<Record<string, Start>> })
  /** Elements in the order of their index values. */
  | (DerivedStart & { readonly kind: 'array'; readonly elements: readonly Start[] })

/** Of a derived sort, how what it holds starts, as far as a start value leaves that out. */
interface DerivedStart {
  readonly parts?: Readonly<Record<string, Start>>
}

/** A start that is not open as a whole. */
type Given = Exclude<Start, { readonly kind: 'anything' }>

const FREE: Start = Object.freeze({ kind: 'anything' })

/**
 * The first value of the type.
 * @param parts of a derived sort: how what it holds starts.
 */
export function firstStart(type: Type, parts: Readonly<Record<string, Start>> = {}): Start {
  return { kind: 'value', value: firstValue(type), parts }
}

/**
 * What a user wrote as a start value.
 * @param fallback what starts as it did: the fields that a record leaves out.
 * @throws ModelError when it does not fit the type.
 */
export function startOf(written: unknown, type: Type, fallback: Start): Start {
  if (written === anything) return freeStart(type)
  if (isDerived(type)) return derivedStart(written, type, fallback)
  if (type.kind === 'record' && isObject(written)) return recordStart(written, type, fallback)
  if (
    type.kind === 'array' &&
    Array.isArray(written) &&
    [...indexValues(type.index)].length === written.length
  ) {
    const before = fallback.kind === 'array' ? fallback.elements : []
    return {
      kind: 'array',
      elements: written.map((element, place) => startOf(element, type.element, before[place] ?? FREE)),
    }
  }
  return { kind: 'value', value: lift(written, type) }
}

/** @throws ModelError where the type has parts that mean nothing at times: then not everything is a value. */
function freeStart(type: Type): Start {
  if (!hasFilledParts(type)) return FREE
  throw complaint(
    'type-mismatch',
    'A sequence, option, union or map cannot start with just anything.',
    'Start it with one value, and let `anything` stand inside it; or let a first step choose.',
  )
}

function derivedStart(written: unknown, type: DerivedType, fallback: Start): Start {
  const { parts = {} } = fallback.kind === 'anything' ? {} : fallback
  const part = (name: string, of: Type): Start => parts[name] ?? firstStart(of)
  const start: Given = writtenStart(written, type, part) ?? { kind: 'value', value: lift(written, type) }
  return { ...start, parts }
}

/** How it starts, where that is written out part by part; undefined where it is not, or not well. */
function writtenStart(
  written: unknown,
  type: DerivedType,
  part: (name: string, type: Type) => Start,
): Given | undefined {
  if (meaningOf(written) !== undefined) return undefined
  if (type.kind === 'array') {
    return type.reads === 'map' && Array.isArray(written) ? mapStart(written, type, part) : undefined
  }
  switch (type.reads) {
    case 'sequence':
    case 'channel':
      return Array.isArray(written) ? sequenceStart(written, type, part) : undefined
    case 'option': {
      const value = partType(type, 'value')
      return written === nothing ? undefined : optionStart(startOf(written, value, part('value', value)))
    }
    case 'union': {
      const found = writtenCase(written, type)
      const fields = found === undefined ? undefined : type.fields[found.name]
      if (found === undefined || fields === undefined) return undefined
      const whole = withCase(type, found.name, firstValue)
      const others = Object.entries(whole.fields).map(
        ([name, value]) => [name, { kind: 'value', value }] as const,
      )
      const own = startOf(found.fields, fields, part(found.name, fields))
      return { kind: 'record', fields: { ...Object.fromEntries(others), [found.name]: own } }
    }
    case 'tuple': {
      const fields = Object.entries(type.fields)
      if (!Array.isArray(written) || written.length !== fields.length) return undefined
      const starts = fields.map(
        ([name, field], place) => [name, startOf(written[place], field, part(name, field))] as const,
      )
      return { kind: 'record', fields: Object.fromEntries(starts) }
    }
    default:
      return undefined
  }
}

function sequenceStart(
  written: readonly unknown[],
  type: RecordType,
  part: (name: string, type: Type) => Start,
): Given | undefined {
  const items = partType(type, 'items')
  if (items.kind !== 'array' || written.length > cardinality(items.index)) return undefined
  const elements = Array.from(indexValues(items.index), (_, place) =>
    place < written.length
      ? startOf(written[place], items.element, part('item', items.element))
      : firstStart(items.element),
  )
  const length: Start = { kind: 'value', value: constant(written.length) }
  return { kind: 'record', fields: { length, items: { kind: 'array', elements } } }
}

function mapStart(
  written: readonly unknown[],
  type: ArrayType,
  part: (name: string, type: Type) => Start,
): Given | undefined {
  const values = new Map<Scalar, Start>()
  for (const pair of written) {
    const entry = pairOf(pair)
    if (entry === undefined) return undefined
    const [key, value] = entry
    const at = memberOf(key, type.index, lift)
    if (at.kind !== 'literal') return undefined
    const of = valueType(type)
    values.set(at.value, optionStart(startOf(value, of, part('value', of))))
  }
  const absent = firstStart(type.element)
  return { kind: 'array', elements: Array.from(indexValues(type.index), (key) => values.get(key) ?? absent) }
}

function optionStart(value: Start): Given {
  return { kind: 'record', fields: { some: { kind: 'value', value: TRUE }, value } }
}

function recordStart(written: Readonly<Record<string, unknown>>, type: RecordType, fallback: Start): Start {
  const extra = Object.keys(written).find((name) => !Object.hasOwn(type.fields, name))
  if (extra !== undefined) throw unknownField(extra, type)
  const fields = Object.entries(type.fields).map(([name, field]) => {
    const before = (fallback.kind === 'record' ? fallback.fields[name] : undefined) ?? FREE
    return [name, Object.hasOwn(written, name) ? startOf(written[name], field, before) : before] as const
  })
  return { kind: 'record', fields: Object.fromEntries(fields) }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The start as assignments to the scalars inside the cell; what may be anything is left out. */
export function startUpdates(target: Cell, type: Type, start: Start): readonly Update[] {
  const inside = (step: PathStep): Cell => ({ ...target, path: [...target.path, step] })
  if (start.kind === 'anything') return []
  if (start.kind === 'record' && type.kind === 'record') {
    return Object.entries(type.fields).flatMap(([field, part]) =>
      startUpdates(inside({ kind: 'field', field }), part, start.fields[field] ?? FREE),
    )
  }
  if (start.kind === 'array' && type.kind === 'array') {
    return [...indexValues(type.index)].flatMap((value, place) =>
      startUpdates(
        inside({ kind: 'index', index: indexLiteral(type.index, value) }),
        type.element,
        start.elements[place] ?? FREE,
      ),
    )
  }
  return start.kind === 'value' ? [{ target, value: start.value }] : []
}
