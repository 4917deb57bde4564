import { expect, it } from 'vitest'
import { number } from '../../src/lower/arithmetic.js'
import { BitVectorArithmetic, representable, widthOf } from '../../src/lower/bit-vector-arithmetic.js'
import { Terms } from '../../src/lower/terms.js'

it.each([
  [0, 0, 1],
  [0, 1, 1],
  [0, 2, 2],
  [0, 255, 8],
  [0, 256, 9],
  [5, 7, 3],
  [-1, 0, 1],
  [-1, 1, 2],
  [-2, 1, 2],
  [-128, 127, 8],
  [-129, 0, 9],
  [-1, 128, 9],
  [-5, -5, 4],
])('the integers %i to %i need %i bits', (lo, hi, width) => {
  expect(widthOf({ lo, hi })).toBe(width)
  const all = representable(width, { lo, hi })
  expect(all.lo <= lo && all.hi >= hi).toBe(true)
})

it('widens before it computes, so that no operation can overflow', () => {
  const terms = new Terms()
  const arithmetic = new BitVectorArithmetic(terms)
  const interval = { lo: -3, hi: 200 }
  const x = number(terms.symbol('x', arithmetic.sort(interval), 'current'), interval)
  for (const result of [arithmetic.add(x, x), arithmetic.subtract(x, x), arithmetic.multiply(x, x)]) {
    const { lo, hi } = result.interval
    expect(result.term.sort).toEqual(arithmetic.sort({ lo, hi }))
  }
  expect(arithmetic.add(x, x).interval).toEqual({ lo: -6, hi: 400 })
  expect(arithmetic.subtract(x, x).interval).toEqual({ lo: -203, hi: 203 })
  expect(arithmetic.multiply(x, x).interval).toEqual({ lo: -600, hi: 40_000 })
})

it('decides comparisons of disjoint intervals without a term', () => {
  const terms = new Terms()
  const arithmetic = new BitVectorArithmetic(terms)
  const x = number(terms.symbol('x', arithmetic.sort({ lo: 0, hi: 7 }), 'current'), { lo: 0, hi: 7 })
  expect(arithmetic.lessThan(x, arithmetic.constant(8))).toBe(terms.true)
  expect(arithmetic.lessThan(arithmetic.constant(7), x)).toBe(terms.false)
  expect(arithmetic.equal(x, arithmetic.constant(-1))).toBe(terms.false)
})
