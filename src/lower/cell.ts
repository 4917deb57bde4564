import { assertNever } from '../ir/assert-never.js'
import {
  cardinality,
  indexValues,
  type BitsType,
  type EnumType,
  type IntegerType,
  type RangeType,
  type ScalarType,
  type Type,
} from '../ir/type.js'
import { representable } from './bit-vector-arithmetic.js'
import { UNBOUNDED, type BoundedInterval, type Interval } from './interval.js'
import { shapeMismatch, type Lowered, type LoweredScalar } from './lowered.js'
import { asBits, asBool, asNumber, elementAt, fieldOf, lowerScalar, type Lowering } from './lowering.js'
import { number, wordInterval } from './arithmetic.js'
import { BOOL_SORT, bitVecSort, type Frame, type Symbol, type Term } from './term.js'

/** A scalar part of a state variable: one symbol in the current state, one in the next. */
export interface Cell {
  /** As it appears in traces: `endpoint[0].active`. */
  readonly name: string
  /** The state variable that it is a part of. */
  readonly variable: string
  readonly type: ScalarType
  readonly current: Symbol
  readonly next: Symbol
  /** The current value is one of the type's, which a bit-vector of spare patterns need not be. Kept by every step. */
  readonly domain: Term
}

/** A state variable's value in a frame, its scalars named; `declare` is told each symbol. Scalars with one value need none. */
export function lowerVariable(
  lowering: Lowering,
  name: string,
  type: Type,
  frame: Frame,
  declare: (name: string, type: ScalarType, symbol: Symbol) => void,
): Lowered {
  const part = (partName: string, partType: Type): Lowered =>
    lowerVariable(lowering, partName, partType, frame, declare)
  switch (type.kind) {
    case 'bool':
    case 'enum':
    case 'range':
    case 'bits':
    case 'integer': {
      const { value, symbol } = lowerSymbol(lowering, name, type, frame)
      if (symbol !== undefined) declare(name, type, symbol)
      return value
    }
    case 'record': {
      const fields = Object.entries(type.fields).map(
        ([field, fieldType]) => [field, part(`${name}.${field}`, fieldType)] as const,
      )
      return { kind: 'record', fields: Object.fromEntries(fields) }
    }
    case 'array': {
      const elements = [...indexValues(type.index)].map((index) =>
        part(`${name}[${String(index)}]`, type.element),
      )
      return { kind: 'array', index: type.index, elements }
    }
    default:
      return assertNever(type)
  }
}

/** A scalar that is a symbol of its own, or a constant where its type has one value only. */
export function lowerSymbol(
  lowering: Lowering,
  name: string,
  type: ScalarType,
  frame: Frame,
): { readonly value: LoweredScalar; readonly symbol?: Symbol } {
  const { terms, arithmetic } = lowering
  if (type.kind !== 'integer' && cardinality(type) === 1) {
    const [only] = indexValues(type)
    if (only !== undefined) return { value: lowerScalar(lowering, type, only) }
  }
  if (type.kind === 'bool') {
    const symbol = terms.symbol(name, BOOL_SORT, frame)
    return { value: { kind: 'bool', term: symbol }, symbol }
  }
  if (type.kind === 'bits') {
    const symbol = terms.symbol(name, bitVecSort(type.width), frame)
    return { value: { kind: 'bits', term: symbol }, symbol }
  }
  const interval = intervalOf(type)
  const symbol = terms.symbol(name, arithmetic.sort(interval), frame)
  const value = number(symbol, interval)
  return { value: type.kind === 'enum' ? { kind: 'member', type, place: value } : value, symbol }
}

/** Whether a symbol of a scalar type's sort holds one of its values, which a bit-vector of spare patterns need not. */
export function withinDomain(lowering: Lowering, type: ScalarType, symbol: Symbol): Term {
  const { terms, arithmetic } = lowering
  if (type.kind === 'bool' || type.kind === 'bits' || type.kind === 'integer') return terms.true
  const values = intervalOf(type)
  const patterns = symbol.sort.kind === 'BitVec' ? representable(symbol.sort.width, values) : UNBOUNDED
  const held = number(symbol, patterns)
  return terms.and(
    terms.not(arithmetic.lessThan(held, arithmetic.constant(values.lo))),
    terms.not(arithmetic.lessThan(arithmetic.constant(values.hi), held)),
  )
}

/** The integers that stand for a scalar type's values: an enumeration's places, a range's numbers, a word's unsigned value. */
export function intervalOf(type: EnumType | RangeType | BitsType): BoundedInterval
export function intervalOf(type: EnumType | RangeType | BitsType | IntegerType): Interval
export function intervalOf(type: EnumType | RangeType | BitsType | IntegerType): Interval {
  switch (type.kind) {
    case 'bits':
      return wordInterval(type.width)
    case 'enum':
      return { lo: 0, hi: type.values.length - 1 }
    case 'range':
      return { lo: type.lo, hi: type.hi }
    case 'integer':
      return UNBOUNDED
    default:
      return assertNever(type)
  }
}

/** The term of each scalar of a value, in the representation of the cell of that name. */
export function termsByCell(
  lowering: Lowering,
  name: string,
  type: Type,
  value: Lowered,
): readonly (readonly [cell: string, term: Term])[] {
  const { arithmetic } = lowering
  switch (type.kind) {
    case 'bool':
      return [[name, asBool(value)]]
    case 'bits':
      return [[name, asBits(value)]]
    case 'enum':
      if (value.kind !== 'member') throw shapeMismatch()
      return [[name, arithmetic.represent(value.place, intervalOf(type))]]
    case 'range':
    case 'integer':
      return [[name, arithmetic.represent(asNumber(value), intervalOf(type))]]
    case 'record':
      return Object.entries(type.fields).flatMap(([field, fieldType]) =>
        termsByCell(lowering, `${name}.${field}`, fieldType, fieldOf(value, field)),
      )
    case 'array':
      return [...indexValues(type.index)].flatMap((index, place) =>
        termsByCell(lowering, `${name}[${String(index)}]`, type.element, elementAt(value, place)),
      )
    default:
      return assertNever(type)
  }
}
