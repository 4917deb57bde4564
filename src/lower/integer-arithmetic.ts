import { divide, type Integer } from '../ir/integer.js'
import { isSingle, number, type Arithmetic, type Division, type LoweredNumber } from './arithmetic.js'
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
    return this.combine('+', interval.sum(a.interval, b.interval), a, b)
  }

  subtract(a: LoweredNumber, b: LoweredNumber): LoweredNumber {
    return this.combine('-', interval.difference(a.interval, b.interval), a, b)
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

  lessThan(a: LoweredNumber, b: LoweredNumber): Term {
    if (interval.isBelow(a.interval, b.interval)) return this.terms.true
    if (interval.isNotBelow(a.interval, b.interval)) return this.terms.false
    return this.terms.apply('<', BOOL_SORT, [a.term, b.term])
  }

  equal(a: LoweredNumber, b: LoweredNumber): Term {
    return this.terms.equal(a.term, b.term)
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
