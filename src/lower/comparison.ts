import { add, subtract, type Integer } from '../ir/integer.js'
import { isSingle, type Arithmetic, type LoweredNumber } from './arithmetic.js'
import * as interval from './interval.js'
import type { Term } from './term.js'
import type { Terms } from './terms.js'

/** Two numbers that compare as two others do. */
export type Comparison = readonly [LoweredNumber, LoweredNumber]

/** The sum of a number and a constant, remembered as such, so that a comparison can do without the addition. */
export function offsetBy(sum: LoweredNumber, base: LoweredNumber, offset: Integer): LoweredNumber {
  const { of, by } = base.offset ?? { of: base, by: 0 }
  return { ...sum, offset: { of, by: add(by, offset) } }
}

/** Brings constants to one side: `x + 2 < 5` compares as `x < 3` does, `x + 1 = x + 2` as `1 = 2` does. */
export function withoutOffsets(arithmetic: Arithmetic, a: LoweredNumber, b: LoweredNumber): Comparison {
  if (a.offset !== undefined && isSingle(b.interval)) {
    return [a.offset.of, arithmetic.constant(subtract(b.interval.lo, a.offset.by))]
  }
  if (b.offset !== undefined && isSingle(a.interval)) {
    return [arithmetic.constant(subtract(a.interval.lo, b.offset.by)), b.offset.of]
  }
  const [left, right] = [a.offset ?? { of: a, by: 0 }, b.offset ?? { of: b, by: 0 }]
  return isSame(left.of, right.of) ? [arithmetic.constant(left.by), arithmetic.constant(right.by)] : [a, b]
}

/** Equal terms alone do not make equal numbers: the bit 1 is 1 in the interval from 0 to 1, and -1 in that from -1 to 0. */
function isSame(a: LoweredNumber, b: LoweredNumber): boolean {
  return a.term === b.term && a.interval.lo === b.interval.lo && a.interval.hi === b.interval.hi
}

/** Whether a < b, where the intervals tell or leave one value to look at; undefined elsewhere. */
export function lessByIntervals(terms: Terms, arithmetic: Arithmetic, [a, b]: Comparison): Term | undefined {
  if (interval.isBelow(a.interval, b.interval)) return terms.true
  if (interval.isNotBelow(a.interval, b.interval)) return terms.false
  if (isSingle(b.interval)) {
    const { lo, hi } = a.interval
    if (hi === b.interval.lo) return terms.not(arithmetic.equal(a, b))
    if (lo !== undefined && add(lo, 1) === b.interval.lo) return arithmetic.equal(a, arithmetic.constant(lo))
  }
  if (isSingle(a.interval)) {
    const { lo, hi } = b.interval
    if (lo === a.interval.lo) return terms.not(arithmetic.equal(a, b))
    if (hi !== undefined && subtract(hi, 1) === a.interval.lo) {
      return arithmetic.equal(b, arithmetic.constant(hi))
    }
  }
  return undefined
}

/** Whether a = b, where the intervals tell; undefined elsewhere. */
export function equalByIntervals(terms: Terms, [a, b]: Comparison): Term | undefined {
  return interval.isBelow(a.interval, b.interval) || interval.isBelow(b.interval, a.interval)
    ? terms.false
    : undefined
}
