import { divide, negate, type Integer } from '../ir/integer.js'
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
import { BOOL_SORT, INT_SORT, type Operator, type Sort, type Term } from './term.js'
import type { Terms } from './terms.js'

/** Integers as SMT-LIB Ints: unbounded, exact, slower to solve than bit-vectors. */
export class IntegerArithmetic implements Arithmetic {
  constructor(private readonly terms: Terms) {}

  constant(value: Integer): LoweredNumber {
    return number(this.terms.int(BigInt(value)), { lo: value, hi: value })
  }

  sort(): Sort {
    return INT_SORT
  }

  represent({ term }: LoweredNumber): Term {
    return term
  }

  add(a: LoweredNumber, b: LoweredNumber): LoweredNumber {
    const sum = this.combine('+', interval.sum(a.interval, b.interval), a, b)
    if (isSingle(b.interval)) return offsetBy(sum, a, b.interval.lo)
    return isSingle(a.interval) ? offsetBy(sum, b, a.interval.lo) : sum
  }

  subtract(a: LoweredNumber, b: LoweredNumber): LoweredNumber {
    const difference = this.combine('-', interval.difference(a.interval, b.interval), a, b)
    return isSingle(b.interval) ? offsetBy(difference, a, negate(b.interval.lo)) : difference
  }

  multiply(a: LoweredNumber, b: LoweredNumber): LoweredNumber {
    return this.combine('*', interval.product(a.interval, b.interval), a, b)
  }

  divide(a: LoweredNumber, b: LoweredNumber): Division {
    if (isSingle(a.interval) && isSingle(b.interval) && b.interval.lo !== 0) {
      const { quotient, remainder } = divide(a.interval.lo, b.interval.lo)
      return { quotient: this.constant(quotient), remainder: this.constant(remainder) }
    }
    return {
      quotient: this.combine('div', interval.quotient(a.interval), a, b),
      remainder: this.combine('mod', interval.remainder(b.interval), a, b),
    }
  }

  ofBits(word: Term, width: number): LoweredNumber {
    return number(this.terms.apply('bv2nat', INT_SORT, [word]), wordInterval(width))
  }

  lessThan(a: LoweredNumber, b: LoweredNumber): Term {
    const comparison = withoutOffsets(this, a, b)
    return (
      lessByIntervals(this.terms, this, comparison) ??
      this.terms.apply(
        '<',
        BOOL_SORT,
        comparison.map(({ term }) => term),
      )
    )
  }

  equal(a: LoweredNumber, b: LoweredNumber): Term {
    const comparison = withoutOffsets(this, a, b)
    const [left, right] = comparison
    return equalByIntervals(this.terms, comparison) ?? this.terms.equal(left.term, right.term)
  }

  choose(condition: Term, whenTrue: LoweredNumber, whenFalse: LoweredNumber): LoweredNumber {
    if (condition.kind === 'bool') return condition.value ? whenTrue : whenFalse
    return number(
      this.terms.ite(condition, whenTrue.term, whenFalse.term),
      interval.hull(whenTrue.interval, whenFalse.interval),
    )
  }

  private combine(
    operator: Operator,
    result: interval.Interval,
    a: LoweredNumber,
    b: LoweredNumber,
  ): LoweredNumber {
    if (isSingle(result)) return this.constant(result.lo)
    return number(this.terms.apply(operator, INT_SORT, [a.term, b.term]), result)
  }
}
