import { assertNever } from '../ir/assert-never.js'
import type { Expr } from '../ir/expr.js'
import { indexValues, type IndexType, type Scalar, type ScalarType } from '../ir/type.js'
import type { Arithmetic, LoweredNumber } from './arithmetic.js'
import { shapeMismatch, type Lowered, type LoweredScalar } from './lowered.js'
import type { Term } from './term.js'
import type { Terms } from './terms.js'

/** What everything in this room works with: the terms' maker and the representation of integers. */
export interface Lowering {
  readonly terms: Terms
  readonly arithmetic: Arithmetic
  /** What expressions have been found to be in each scope: what is shared is lowered once. */
  readonly known: WeakMap<Scope, Map<Expr, Defined>>
}

/** What names mean where an expression stands. */
export interface Scope {
  /** State variables' values. */
  readonly current: ReadonlyMap<string, Lowered>
  /** Their values in the next state, where `next` may be used. */
  readonly next?: ReadonlyMap<string, Lowered>
  readonly bound: ReadonlyMap<string, Lowered>
}

/** An expression's value where `fault` is false; where it is true the expression is undefined and the value arbitrary. */
export interface Defined {
  readonly value: Lowered
  readonly fault: Term
}

export function lowerScalar({ terms, arithmetic }: Lowering, type: ScalarType, value: Scalar): LoweredScalar {
  switch (type.kind) {
    case 'bool':
      return { kind: 'bool', term: terms.bool(value === true) }
    case 'enum':
      return { kind: 'member', type, place: arithmetic.constant(type.values.indexOf(String(value))) }
    case 'bits':
      if (typeof value !== 'number' && typeof value !== 'bigint') throw shapeMismatch()
      return { kind: 'bits', term: terms.bits(type.width, BigInt(value)) }
    case 'range':
    case 'integer':
      if (typeof value !== 'number' && typeof value !== 'bigint') throw shapeMismatch()
      return arithmetic.constant(value)
    default:
      return assertNever(type)
  }
}

/** Every value of an index type as constants, in its order. */
export function lowerIndexValues(lowering: Lowering, type: IndexType): readonly LoweredScalar[] {
  return [...indexValues(type)].map((value) => lowerScalar(lowering, type, value))
}

/** Whether an index lies outside its index type, as only integers can. */
export function outsideOf({ terms, arithmetic }: Lowering, type: IndexType, index: Lowered): Term {
  if (type.kind !== 'range') return terms.false
  const place = asNumber(index)
  return terms.or(
    arithmetic.lessThan(place, arithmetic.constant(type.lo)),
    arithmetic.lessThan(arithmetic.constant(type.hi), place),
  )
}

/** Structural equality. */
export function equal(lowering: Lowering, a: Lowered, b: Lowered): Term {
  const { terms, arithmetic } = lowering
  if (a.kind === 'bool' && b.kind === 'bool') return terms.equal(a.term, b.term)
  if (a.kind === 'bits' && b.kind === 'bits') return terms.equal(a.term, b.term)
  if (a.kind === 'number' && b.kind === 'number') return arithmetic.equal(a, b)
  if (a.kind === 'member' && b.kind === 'member') return arithmetic.equal(a.place, b.place)
  if (a.kind === 'record' && b.kind === 'record') {
    return terms.and(
      ...Object.entries(a.fields).map(([name, field]) => equal(lowering, field, fieldOf(b, name))),
    )
  }
  if (a.kind === 'array' && b.kind === 'array') {
    return terms.and(...a.elements.map((element, place) => equal(lowering, element, elementAt(b, place))))
  }
  throw shapeMismatch()
}

/** `condition ? a : b`, scalar by scalar. */
export function choose(lowering: Lowering, condition: Term, a: Lowered, b: Lowered): Lowered {
  const { terms, arithmetic } = lowering
  if (a.kind === 'bool' && b.kind === 'bool') {
    return { kind: 'bool', term: terms.ite(condition, a.term, b.term) }
  }
  if (a.kind === 'bits' && b.kind === 'bits') {
    return { kind: 'bits', term: terms.ite(condition, a.term, b.term) }
  }
  if (a.kind === 'number' && b.kind === 'number') return arithmetic.choose(condition, a, b)
  if (a.kind === 'member' && b.kind === 'member') {
    return { kind: 'member', type: a.type, place: arithmetic.choose(condition, a.place, b.place) }
  }
  if (a.kind === 'record' && b.kind === 'record') {
    const fields = Object.entries(a.fields).map(
      ([name, field]) => [name, choose(lowering, condition, field, fieldOf(b, name))] as const,
    )
    return { kind: 'record', fields: Object.fromEntries(fields) }
  }
  if (a.kind === 'array' && b.kind === 'array') {
    const elements = a.elements.map((element, place) =>
      choose(lowering, condition, element, elementAt(b, place)),
    )
    return { kind: 'array', index: a.index, elements }
  }
  throw shapeMismatch()
}

export function asBool(value: Lowered): Term {
  if (value.kind !== 'bool') throw shapeMismatch()
  return value.term
}

export function asBits(value: Lowered): Term {
  if (value.kind !== 'bits') throw shapeMismatch()
  return value.term
}

export function asNumber(value: Lowered): LoweredNumber {
  if (value.kind !== 'number') throw shapeMismatch()
  return value
}

export function fieldOf(value: Lowered, name: string): Lowered {
  const field = value.kind === 'record' ? value.fields[name] : undefined
  if (field === undefined) throw shapeMismatch()
  return field
}

export function elementAt(value: Lowered, place: number): Lowered {
  const element = value.kind === 'array' ? value.elements[place] : undefined
  if (element === undefined) throw shapeMismatch()
  return element
}
