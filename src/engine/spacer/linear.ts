import type { Term } from '../../lower/term.js'

/** A sum of integer-valued terms with coefficients other than zero, and a constant. */
export interface Linear {
  readonly coefficients: ReadonlyMap<Term, bigint>
  readonly constant: bigint
}

/** An integer-valued term as a sum. What is no sum itself, for example a remainder, counts as one unknown. */
export function linear(term: Term): Linear {
  if (term.kind === 'number') return { coefficients: new Map(), constant: term.value }
  const [left, right] = term.kind === 'application' ? term.operands : []
  if (term.kind === 'application' && left !== undefined && right !== undefined) {
    if (term.operator === '+') return plus(linear(left), linear(right))
    if (term.operator === '-') return plus(linear(left), times(linear(right), -1n))
    if (term.operator === '*') {
      const [a, b] = [linear(left), linear(right)]
      if (a.coefficients.size === 0) return times(b, a.constant)
      if (b.coefficients.size === 0) return times(a, b.constant)
    }
  }
  return { coefficients: new Map([[term, 1n]]), constant: 0n }
}

export function plus(a: Linear, b: Linear): Linear {
  const sums = new Map(a.coefficients)
  for (const [term, coefficient] of b.coefficients) sums.set(term, (sums.get(term) ?? 0n) + coefficient)
  return {
    coefficients: new Map([...sums].filter(([, coefficient]) => coefficient !== 0n)),
    constant: a.constant + b.constant,
  }
}

export function times({ coefficients, constant }: Linear, factor: bigint): Linear {
  return {
    coefficients: new Map(
      factor === 0n ? [] : [...coefficients].map(([term, coefficient]) => [term, coefficient * factor]),
    ),
    constant: constant * factor,
  }
}

/** The largest number that divides all coefficients; 1 where there are none. */
export function content({ coefficients }: Linear): bigint {
  const divisor = [...coefficients.values()].reduce(greatestCommonDivisor, 0n)
  return divisor === 0n ? 1n : divisor
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  const size = (x: bigint): bigint => (x < 0n ? -x : x)
  return b === 0n ? size(a) : greatestCommonDivisor(b, a % b)
}

/** Rounds down, where the sign of the remainder of `/` is that of the dividend. */
export function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor
  return dividend % divisor < 0n ? quotient - 1n : quotient
}
