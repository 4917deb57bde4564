import fc from 'fast-check'
import { expect, it } from 'vitest'
import { number } from '../../src/lower/arithmetic.js'
import { BitVectorArithmetic, representable, widthOf } from '../../src/lower/bit-vector-arithmetic.js'
import type { BoundedInterval } from '../../src/lower/interval.js'
import { termValue, type TermValue } from '../../src/lower/term-value.js'
import type { Symbol, Term } from '../../src/lower/term.js'
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

it('compares sums with constants as the integers do', () => {
  const from = (lo: number): fc.Arbitrary<BoundedInterval> =>
    fc.integer({ min: lo, max: lo + 4 }).map((hi) => ({ lo, hi }))
  const interval = fc.integer({ min: -3, max: 3 }).chain(from)
  const offset = fc.integer({ min: -4, max: 4 })
  const summand = interval.chain(({ lo, hi }) =>
    fc.record({
      interval: fc.constant({ lo, hi }),
      value: fc.integer({ min: Number(lo), max: Number(hi) }),
      plus: offset,
      minus: offset,
    }),
  )
  const agree = fc.property(summand, summand, fc.boolean(), (first, second, areSame) => {
    const terms = new Terms()
    const arithmetic = new BitVectorArithmetic(terms)
    const other = areSame ? { ...second, interval: first.interval, value: first.value } : second
    const names = ['x', areSame ? 'x' : 'y']
    const values = new Map<Symbol, TermValue>()
    const [a, b] = [first, other].map(({ interval, value, plus, minus }, place) => {
      const symbol = terms.symbol(names[place]!, arithmetic.sort(interval), 'current')
      values.set(symbol, BigInt.asUintN(widthOf(interval), BigInt(value)))
      const sum = arithmetic.add(arithmetic.constant(plus), number(symbol, interval))
      return arithmetic.subtract(sum, arithmetic.constant(minus))
    })
    const [m = 0, n = 0] = [first, other].map(({ value, plus, minus }) => value + plus - minus)
    const constant = arithmetic.constant(other.plus)
    const meant: readonly (readonly [Term, boolean])[] = [
      [arithmetic.lessThan(a!, b!), m < n],
      [arithmetic.equal(a!, b!), m === n],
      [arithmetic.lessThan(a!, constant), m < other.plus],
      [arithmetic.lessThan(constant, a!), other.plus < m],
      [arithmetic.equal(constant, a!), other.plus === m],
    ]
    for (const [term, meaning] of meant) {
      expect(termValue(term, (symbol) => values.get(symbol)!)).toBe(meaning)
    }
  })
  fc.assert(agree, { numRuns: 5000 })
})

it('takes equal patterns of bits for different numbers where they are', () => {
  const arithmetic = new BitVectorArithmetic(new Terms())
  const [one, minusOne] = [arithmetic.constant(1), arithmetic.constant(-1)]
  expect(one.term).toBe(minusOne.term)
  expect(arithmetic.equal(one, minusOne)).toMatchObject({ kind: 'bool', value: false })
})

it('needs no addition to compare with a constant', () => {
  const terms = new Terms()
  const arithmetic = new BitVectorArithmetic(terms)
  const interval = { lo: 0, hi: 7 }
  const x = number(terms.symbol('x', arithmetic.sort(interval), 'current'), interval)
  const next = arithmetic.add(x, arithmetic.constant(1))
  expect(arithmetic.lessThan(next, arithmetic.constant(5))).toBe(
    arithmetic.lessThan(x, arithmetic.constant(4)),
  )
  expect(arithmetic.lessThan(arithmetic.constant(7), next)).toBe(arithmetic.equal(x, arithmetic.constant(7)))
})
