import { add, larger, multiply, negate, smaller, subtract, type Integer } from '../ir/integer.js'

/**
 * All integers from lo to hi; an absent end is unbounded. Interval analysis gives every number one that contains all its values
 * (Moore, Interval Analysis, 1966), from which come bit widths and the checks that can be left out.
 */
export interface Interval {
  readonly lo: Integer | undefined
  readonly hi: Integer | undefined
}

export interface BoundedInterval {
  readonly lo: Integer
  readonly hi: Integer
}

export const UNBOUNDED: Interval = Object.freeze({ lo: undefined, hi: undefined })

export function isBounded(interval: Interval): interval is BoundedInterval {
  return interval.lo !== undefined && interval.hi !== undefined
}

/** Whether every value of `a` is smaller than every value of `b`. */
export function isBelow(a: Interval, b: Interval): boolean {
  return a.hi !== undefined && b.lo !== undefined && a.hi < b.lo
}

/** Whether no value of `a` is smaller than a value of `b`. */
export function isNotBelow(a: Interval, b: Interval): boolean {
  return a.lo !== undefined && b.hi !== undefined && a.lo >= b.hi
}

export function hull(a: BoundedInterval, b: BoundedInterval): BoundedInterval
export function hull(a: Interval, b: Interval): Interval
export function hull(a: Interval, b: Interval): Interval {
  return { lo: lift(smaller, a.lo, b.lo), hi: lift(larger, a.hi, b.hi) }
}

export function sum(a: Interval, b: Interval): Interval {
  return { lo: lift(add, a.lo, b.lo), hi: lift(add, a.hi, b.hi) }
}

export function difference(a: Interval, b: Interval): Interval {
  return { lo: lift(subtract, a.lo, b.hi), hi: lift(subtract, a.hi, b.lo) }
}

export function product(a: Interval, b: Interval): Interval {
  if (!isBounded(a) || !isBounded(b)) return UNBOUNDED
  const corners = [multiply(a.lo, b.lo), multiply(a.lo, b.hi), multiply(a.hi, b.lo), multiply(a.hi, b.hi)]
  return { lo: corners.reduce(smaller), hi: corners.reduce(larger) }
}

/** Of Euclidean division, whatever the divisor but zero. */
export function quotient(dividend: Interval): Interval {
  if (!isBounded(dividend)) return UNBOUNDED
  const largest = magnitude(dividend)
  return { lo: negate(largest), hi: largest }
}

/** Of Euclidean division: 0 up to the divisor's magnitude less one. */
export function remainder(divisor: Interval): Interval {
  return { lo: 0, hi: isBounded(divisor) ? larger(0, subtract(magnitude(divisor), 1)) : undefined }
}

/** The largest absolute value. */
export function magnitude({ lo, hi }: BoundedInterval): Integer {
  return larger(larger(lo, negate(lo)), larger(hi, negate(hi)))
}

function lift(
  operation: (a: Integer, b: Integer) => Integer,
  a: Integer | undefined,
  b: Integer | undefined,
): Integer | undefined {
  return a === undefined || b === undefined ? undefined : operation(a, b)
}
