import { integer, subtract, type Integer } from '../ir/integer.js'
import type { BoundedInterval, Interval } from './interval.js'
import type { Sort, Term } from './term.js'

/** An integer-valued term with an interval that contains all its values. */
export interface LoweredNumber {
  readonly kind: 'number'
  readonly interval: Interval
  readonly term: Term
  /** Where the number is known to be the sum of another, itself no such sum, and a constant. */
  readonly offset?: { readonly of: LoweredNumber; readonly by: Integer }
}

/**
 * How integers are represented as terms. Two implementations: bit-vectors of inferred width for systems in which everything is finite,
 * and SMT-LIB Ints for systems with unbounded integers. Numbers of two arithmetics must not be mixed.
 */
export interface Arithmetic {
  constant(value: Integer): LoweredNumber
  /** The sort of a symbol that holds the values of an interval. */
  sort(interval: Interval): Sort
  /** The number as a term of `sort(interval)`. Its value must lie in the interval wherever the term is used. */
  represent(number: LoweredNumber, interval: Interval): Term
  add(a: LoweredNumber, b: LoweredNumber): LoweredNumber
  subtract(a: LoweredNumber, b: LoweredNumber): LoweredNumber
  multiply(a: LoweredNumber, b: LoweredNumber): LoweredNumber
  /** Euclidean (0 <= remainder < |b|); arbitrary where `b` is zero, which the caller reports as undefined. */
  divide(a: LoweredNumber, b: LoweredNumber): Division
  /** A word of bits read as an unsigned integer. */
  ofBits(word: Term, width: number): LoweredNumber
  lessThan(a: LoweredNumber, b: LoweredNumber): Term
  equal(a: LoweredNumber, b: LoweredNumber): Term
  choose(condition: Term, whenTrue: LoweredNumber, whenFalse: LoweredNumber): LoweredNumber
}

export interface Division {
  readonly quotient: LoweredNumber
  readonly remainder: LoweredNumber
}

export function number(term: Term, interval: Interval): LoweredNumber {
  return { kind: 'number', interval, term }
}

/** The values of words of so many bits. */
export function wordInterval(width: number): BoundedInterval {
  return { lo: 0, hi: subtract(integer(1n << BigInt(width)), 1) }
}

/** Whether the number can have one value only. */
export function isSingle(interval: Interval): interval is BoundedInterval {
  return interval.lo !== undefined && interval.lo === interval.hi
}
