import { divide, integer, negate, type Integer } from '../ir/integer.js'
import {
  isSingle,
  number,
  wordInterval,
  type Arithmetic,
  type Division,
  type LoweredNumber,
} from './arithmetic.js'
import { equalByIntervals, lessByIntervals, offsetBy, withoutOffsets } from './comparison.js'
import * as interval from './interval.js'
import type { BoundedInterval, Interval } from './interval.js'
import { BOOL_SORT, bitVecSort, type BitVecSort, type Operator, type Term } from './term.js'
import type { Terms } from './terms.js'

/**
 * Integers as bit-vectors just wide enough for their interval: unsigned for naturals, two's complement where it reaches below zero.
 * Operations first widen the operands to a width that holds operands and result, so no intermediate value can overflow.
 */
export class BitVectorArithmetic implements Arithmetic {
  constructor(private readonly terms: Terms) {}

  constant(value: Integer): LoweredNumber {
    const single = { lo: value, hi: value }
    return number(this.terms.bits(widthOf(single), BigInt(value)), single)
  }

  sort(values: Interval): BitVecSort {
    return bitVecSort(widthOf(bounded(values)))
  }

  represent(value: LoweredNumber, values: Interval): Term {
    const to = bounded(values)
    const wide = interval.hull(bounded(value.interval), to)
    return this.narrow(this.widen(value, wide), wide, to).term
  }

  add(a: LoweredNumber, b: LoweredNumber): LoweredNumber {
    const sum = this.combine('bvadd', interval.sum(a.interval, b.interval), a, b)
    if (isSingle(b.interval)) return offsetBy(sum, a, b.interval.lo)
    return isSingle(a.interval) ? offsetBy(sum, b, a.interval.lo) : sum
  }

  subtract(a: LoweredNumber, b: LoweredNumber): LoweredNumber {
    const difference = this.combine('bvsub', interval.difference(a.interval, b.interval), a, b)
    return isSingle(b.interval) ? offsetBy(difference, a, negate(b.interval.lo)) : difference
  }

  multiply(a: LoweredNumber, b: LoweredNumber): LoweredNumber {
    return this.combine('bvmul', interval.product(a.interval, b.interval), a, b)
  }

  divide(a: LoweredNumber, b: LoweredNumber): Division {
    const [dividend, divisor] = [bounded(a.interval), bounded(b.interval)]
    if (isSingle(dividend) && isSingle(divisor) && divisor.lo !== 0) {
      const { quotient, remainder } = divide(dividend.lo, divisor.lo)
      return { quotient: this.constant(quotient), remainder: this.constant(remainder) }
    }
    return dividend.lo < 0 || divisor.lo < 0 ? this.divideSigned(a, b) : this.divideUnsigned(a, b)
  }

  ofBits(word: Term, width: number): LoweredNumber {
    return number(word, wordInterval(width))
  }

  lessThan(a: LoweredNumber, b: LoweredNumber): Term {
    const comparison = withoutOffsets(this, a, b)
    const [left, right] = comparison
    const wide = interval.hull(bounded(left.interval), bounded(right.interval))
    return (
      lessByIntervals(this.terms, this, comparison) ??
      this.terms.apply(wide.lo < 0 ? 'bvslt' : 'bvult', BOOL_SORT, [
        this.widen(left, wide),
        this.widen(right, wide),
      ])
    )
  }

  equal(a: LoweredNumber, b: LoweredNumber): Term {
    const comparison = withoutOffsets(this, a, b)
    const [left, right] = comparison
    const wide = interval.hull(bounded(left.interval), bounded(right.interval))
    return (
      equalByIntervals(this.terms, comparison) ??
      this.terms.equal(this.widen(left, wide), this.widen(right, wide))
    )
  }

  choose(condition: Term, whenTrue: LoweredNumber, whenFalse: LoweredNumber): LoweredNumber {
    if (condition.kind === 'bool') return condition.value ? whenTrue : whenFalse
    const wide = interval.hull(bounded(whenTrue.interval), bounded(whenFalse.interval))
    return number(this.terms.ite(condition, this.widen(whenTrue, wide), this.widen(whenFalse, wide)), wide)
  }

  private combine(operator: Operator, values: Interval, a: LoweredNumber, b: LoweredNumber): LoweredNumber {
    const result = bounded(values)
    if (isSingle(result)) return this.constant(result.lo)
    const wide = interval.hull(result, interval.hull(bounded(a.interval), bounded(b.interval)))
    const sort = bitVecSort(widthOf(wide))
    const term = this.terms.apply(operator, sort, [this.widen(a, wide), this.widen(b, wide)])
    return this.narrow(term, wide, result)
  }

  private divideUnsigned(a: LoweredNumber, b: LoweredNumber): Division {
    const [dividend, divisor] = [bounded(a.interval), bounded(b.interval)]
    const wide = interval.hull(dividend, divisor)
    const sort = bitVecSort(widthOf(wide))
    const operands = [this.widen(a, wide), this.widen(b, wide)]
    return {
      quotient: this.narrow(this.terms.apply('bvudiv', sort, operands), wide, { lo: 0, hi: dividend.hi }),
      remainder: this.narrow(
        this.terms.apply('bvurem', sort, operands),
        wide,
        bounded(interval.remainder(divisor)),
      ),
    }
  }

  /** bvsdiv truncates towards zero: where that leaves a negative rest, quotient and rest move one divisor further. */
  private divideSigned(a: LoweredNumber, b: LoweredNumber): Division {
    const { terms } = this
    const [dividend, divisor] = [bounded(a.interval), bounded(b.interval)]
    const quotients = bounded(interval.quotient(dividend))
    const largest = interval.magnitude(divisor)
    const wide = interval.hull(quotients, { lo: negate(largest), hi: largest })
    const sort = bitVecSort(widthOf(wide))
    const [x, y] = [this.widen(a, wide), this.widen(b, wide)]
    const [zero, one] = [terms.bits(sort.width, 0n), terms.bits(sort.width, 1n)]
    const truncated = terms.apply('bvsdiv', sort, [x, y])
    const rest = terms.apply('bvsrem', sort, [x, y])
    const restIsNegative = terms.apply('bvslt', BOOL_SORT, [rest, zero])
    const divisorIsPositive = terms.apply('bvslt', BOOL_SORT, [zero, y])
    const corrected = (value: Term, amount: Term, positive: Operator, negative: Operator): Term =>
      terms.ite(
        restIsNegative,
        terms.ite(
          divisorIsPositive,
          terms.apply(positive, sort, [value, amount]),
          terms.apply(negative, sort, [value, amount]),
        ),
        value,
      )
    return {
      quotient: this.narrow(corrected(truncated, one, 'bvsub', 'bvadd'), wide, quotients),
      remainder: this.narrow(
        corrected(rest, y, 'bvadd', 'bvsub'),
        wide,
        bounded(interval.remainder(divisor)),
      ),
    }
  }

  private widen({ interval: from, term }: LoweredNumber, to: BoundedInterval): Term {
    const width = widthOf(bounded(from))
    const extra = widthOf(to) - width
    if (extra === 0) return term
    const isSigned = bounded(from).lo < 0
    if (term.kind === 'number') {
      return this.terms.bits(width + extra, isSigned ? BigInt.asIntN(width, term.value) : term.value)
    }
    return this.terms.apply(
      isSigned ? 'sign_extend' : 'zero_extend',
      bitVecSort(width + extra),
      [term],
      [extra],
    )
  }

  /** Drops the high bits that a narrower interval does not need. */
  private narrow(term: Term, from: BoundedInterval, to: BoundedInterval): LoweredNumber {
    const width = widthOf(to)
    return number(width === widthOf(from) ? term : this.lowBits(term, width), to)
  }

  /** The low bits of sums, differences and products depend on the low bits of their operands only. */
  private lowBits(term: Term, width: number): Term {
    const { terms } = this
    if (term.kind === 'number') return terms.bits(width, term.value)
    const sort = bitVecSort(width)
    if (term.kind === 'application') {
      const { operator, operands } = term
      const [operand] = operands
      if (MODULAR.has(operator)) {
        return terms.apply(
          operator,
          sort,
          operands.map((part) => this.lowBits(part, width)),
        )
      }
      if ((operator === 'zero_extend' || operator === 'sign_extend') && operand?.sort.kind === 'BitVec') {
        const extra = width - operand.sort.width
        if (extra === 0) return operand
        return extra < 0 ? this.lowBits(operand, width) : terms.apply(operator, sort, [operand], [extra])
      }
    }
    return terms.apply('extract', sort, [term], [width - 1, 0])
  }
}

const MODULAR: ReadonlySet<Operator> = new Set(['bvadd', 'bvsub', 'bvmul'])

/** Bits needed: unsigned for intervals of naturals, two's complement otherwise; at least 1. */
export function widthOf({ lo, hi }: BoundedInterval): number {
  if (lo >= 0) return Math.max(1, bitLength(BigInt(hi)))
  return Math.max(bitLength(-BigInt(lo) - 1n), hi >= 0 ? bitLength(BigInt(hi)) : 0) + 1
}

/** All integers that the bit patterns of a width stand for, in the representation of an interval. */
export function representable(width: number, { lo }: BoundedInterval): BoundedInterval {
  const size = 2n ** BigInt(width)
  return lo < 0 ? { lo: integer(-size / 2n), hi: integer(size / 2n - 1n) } : { lo: 0, hi: integer(size - 1n) }
}

function bitLength(value: bigint): number {
  return value === 0n ? 0 : value.toString(2).length
}

function bounded(values: Interval): BoundedInterval {
  if (!interval.isBounded(values)) throw new TypeError('an unbounded integer in bit-vector arithmetic')
  return values
}
