import type { EnumType, IndexType } from '../ir/type.js'
import type { LoweredNumber } from './arithmetic.js'
import type { Term } from './term.js'

/** A value as terms: one for each scalar in it. */
export type Lowered = LoweredScalar | LoweredRecord | LoweredArray

export type LoweredScalar = LoweredBool | LoweredNumber | LoweredMember | LoweredBits

export interface LoweredBool {
  readonly kind: 'bool'
  readonly term: Term
}

/** A member of an enumeration, by its place among the members. */
export interface LoweredMember {
  readonly kind: 'member'
  readonly type: EnumType
  readonly place: LoweredNumber
}

/** A word of bits: a bit-vector of just its width. */
export interface LoweredBits {
  readonly kind: 'bits'
  readonly term: Term
}

export interface LoweredRecord {
  readonly kind: 'record'
  readonly fields: Readonly<Record<string, Lowered>>
}

export interface LoweredArray {
  readonly kind: 'array'
  readonly index: IndexType
  readonly elements: readonly Lowered[]
}

/** Two lowered values that should have one shape and do not: a system that was not validated. */
export function shapeMismatch(): TypeError {
  return new TypeError('values of different types met while lowering: the system was not validated')
}
