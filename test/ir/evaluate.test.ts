import { describe, expect, it } from 'vitest'
import { evaluate, truth } from '../../src/ir/evaluate.js'
import type { Expr } from '../../src/ir/expr.js'
import { layoutOf } from '../../src/ir/layout.js'
import type { State } from '../../src/ir/state.js'
import { BOOL, INTEGER, arrayType, enumType, rangeType, recordType, type Value } from '../../src/ir/type.js'
import {
  UNDEFINED_CONDITION,
  UNDEFINED_INTEGER,
  array,
  binary,
  bound,
  element,
  field,
  flag,
  int,
  invariant,
  ite,
  member,
  nary,
  neg,
  next,
  not,
  over,
  record,
  ref,
  system,
} from './syntax.js'

const COLOUR = enumType(['red', 'green', 'blue'])
const SLOTS = rangeType(2, 4)
const POINT = recordType({ x: INTEGER, y: INTEGER })
const host = system({
  n: INTEGER,
  on: BOOL,
  hue: COLOUR,
  point: POINT,
  slots: arrayType(SLOTS, INTEGER),
  byHue: arrayType(COLOUR, BOOL),
  byFlag: arrayType(BOOL, INTEGER),
  grid: arrayType(SLOTS, arrayType(rangeType(-1, 0), INTEGER)),
})
const state: State = {
  n: 7,
  on: true,
  hue: 'green',
  point: { x: 1, y: 2 },
  slots: [20, 30, 40],
  byHue: [false, true, false],
  byFlag: [100, 200],
  grid: [
    [1, 2],
    [3, 4],
    [5, 6],
  ],
}

function value(expr: Expr): Value {
  const evaluation = evaluate(host, expr, { state })
  if (evaluation.kind === 'undefined') throw new Error(`undefined: ${evaluation.fault.message}`)
  return evaluation.value
}

function fault(expr: Expr): { readonly code: string; readonly message: string } {
  const evaluation = evaluate(host, expr, { state })
  if (evaluation.kind === 'value') throw new Error(`defined: ${JSON.stringify(evaluation.value)}`)
  return evaluation.fault
}

const T = flag(true)
const F = flag(false)

describe('leaves', () => {
  it('reads literals, variables and members', () => {
    expect(value(int(3))).toBe(3)
    expect(value(ref('n'))).toBe(7)
    expect(value(ref('point'))).toEqual({ x: 1, y: 2 })
    expect(value(binary(ref('hue'), 'eq', member('green', ...COLOUR.values)))).toBe(true)
    expect(value(binary(ref('hue'), 'eq', member('red', ...COLOUR.values)))).toBe(false)
  })

  it('reads bound names, inner before outer', () => {
    const outer = { name: 'i', over: SLOTS, value: 2, outer: undefined }
    const inner = { name: 'i', over: SLOTS, value: 4, outer: { ...outer, name: 'j' } }
    expect(evaluate(host, bound('i'), { state, bound: inner })).toEqual({ kind: 'value', value: 4 })
    expect(evaluate(host, bound('j'), { state, bound: inner })).toEqual({ kind: 'value', value: 2 })
  })

  it('reads the next state inside `next` only, with the same bound names', () => {
    const after = { ...state, n: 8, slots: [0, 0, 9] }
    const expr = nary(
      'and',
      binary(ref('n'), 'eq', int(7)),
      binary(next(ref('n')), 'eq', int(8)),
      binary(next(binary(ref('n'), 'add', ref('n'))), 'eq', int(16)),
      over('exists', 'i', SLOTS, binary(next(element(ref('slots'), bound('i'))), 'eq', int(9))),
      binary(ref('n'), 'eq', int(7)),
    )
    expect(evaluate(host, expr, { state, next: after })).toEqual({ kind: 'value', value: true })
  })
})

describe('conditions', () => {
  it.each([
    [not(T), false],
    [not(F), true],
    [nary('and'), true],
    [nary('or'), false],
    [nary('and', T, T), true],
    [nary('and', T, F), false],
    [nary('or', F, T), true],
    [nary('or', F, F), false],
    [binary(T, 'implies', T), true],
    [binary(T, 'implies', F), false],
    [binary(F, 'implies', T), true],
    [binary(F, 'implies', F), true],
    [ite(T, T, F), true],
    [ite(F, T, F), false],
    [binary(int(2), 'lt', int(3)), true],
    [binary(int(3), 'lt', int(3)), false],
    [binary(int(3), 'le', int(3)), true],
    [binary(int(4), 'le', int(3)), false],
  ])('%j is %s', (expr, expected) => {
    expect(value(expr)).toBe(expected)
  })

  it('compares records and arrays by their contents', () => {
    expect(value(binary(ref('point'), 'eq', record({ y: int(2), x: int(1) })))).toBe(true)
    expect(value(binary(ref('point'), 'eq', record({ x: int(1), y: int(3) })))).toBe(false)
    expect(value(binary(ref('slots'), 'eq', array(SLOTS, int(20), int(30), int(40))))).toBe(true)
    expect(value(binary(ref('slots'), 'eq', array(SLOTS, int(20), int(30), int(41))))).toBe(false)
  })
})

describe('laziness', () => {
  const U = UNDEFINED_CONDITION
  it.each([
    ['and after false', nary('and', F, U), false],
    ['or after true', nary('or', T, U), true],
    ['implies from false', binary(F, 'implies', U), true],
    ['ite, the other branch', ite(T, F, U), false],
    ['ite, the other branch', ite(F, U, T), true],
  ])('%s', (_, expr, expected) => {
    expect(value(expr)).toBe(expected)
  })

  it.each([
    ['and before false', nary('and', U, F)],
    ['and after true', nary('and', T, U)],
    ['or before true', nary('or', U, T)],
    ['or after false', nary('or', F, U)],
    ['implies to the left', binary(U, 'implies', T)],
    ['implies from true', binary(T, 'implies', U)],
    ['ite in its condition', ite(U, T, T)],
    ['ite in the taken branch', ite(F, T, U)],
    ['not', not(U)],
    ['eq of a thing with itself', binary(UNDEFINED_INTEGER, 'eq', UNDEFINED_INTEGER)],
    ['multiplication by zero', binary(int(0), 'mul', UNDEFINED_INTEGER)],
    ['min', nary('min', int(0), UNDEFINED_INTEGER)],
    ['a field that is not taken', field(record({ x: int(1), y: UNDEFINED_INTEGER }), 'x')],
    ['an element that is not taken', element(array(BOOL, int(1), UNDEFINED_INTEGER), F)],
  ])('is undefined: %s', (_, expr) => {
    expect(fault(expr).code).toBe('division-by-zero')
  })

  /** Undefined exactly for the middle slot. */
  const undefinedAtThree = binary(binary(int(1), 'div', binary(bound('i'), 'sub', int(3))), 'le', int(5))
  const at = (index: number): Expr => binary(bound('i'), 'eq', int(index))

  it('stops quantifiers at the first deciding value, in index order', () => {
    expect(value(over('exists', 'i', SLOTS, nary('or', at(2), undefinedAtThree)))).toBe(true)
    expect(value(over('forall', 'i', SLOTS, nary('and', not(at(2)), undefinedAtThree)))).toBe(false)
    expect(fault(over('exists', 'i', SLOTS, nary('and', not(at(2)), undefinedAtThree))).code).toBe(
      'division-by-zero',
    )
    expect(fault(over('forall', 'i', SLOTS, undefinedAtThree)).code).toBe('division-by-zero')
  })

  it('counts through all values', () => {
    expect(fault(over('count', 'i', SLOTS, nary('or', at(2), undefinedAtThree))).code).toBe(
      'division-by-zero',
    )
  })

  it('reports the first fault in evaluation order', () => {
    const outside = element(ref('slots'), int(9))
    expect(fault(binary(outside, 'add', UNDEFINED_INTEGER)).code).toBe('index-out-of-range')
    expect(fault(binary(UNDEFINED_INTEGER, 'add', outside)).code).toBe('division-by-zero')
  })
})

describe('arithmetic', () => {
  it.each([
    [binary(int(2), 'add', int(3)), 5],
    [binary(int(2), 'sub', int(3)), -1],
    [binary(int(-2), 'mul', int(3)), -6],
    [binary(int(0), 'mul', int(-3)), 0],
    [neg(int(4)), -4],
    [neg(int(0)), 0],
    [nary('min', int(3), int(-1), int(2)), -1],
    [nary('max', int(3), int(-1), int(4), int(2)), 4],
    [nary('max', int(3)), 3],
  ])('%j is %s', (expr, expected) => {
    expect(value(expr)).toBe(expected)
  })

  it.each([
    [7, 2, 3, 1],
    [7, -2, -3, 1],
    [-7, 2, -4, 1],
    [-7, -2, 4, 1],
    [6, 2, 3, 0],
    [6, -2, -3, 0],
    [-6, 2, -3, 0],
    [-6, -2, 3, 0],
    [1, 5, 0, 1],
    [-1, 5, -1, 4],
    [-1, -5, 1, 4],
    [0, -5, 0, 0],
  ])('divides %i by %i the Euclidean way: %i, remainder %i', (dividend, divisor, quotient, remainder) => {
    expect(value(binary(int(dividend), 'div', int(divisor)))).toBe(quotient)
    expect(value(binary(int(dividend), 'mod', int(divisor)))).toBe(remainder)
  })

  it('is undefined for a divisor of zero', () => {
    expect(fault(binary(int(5), 'div', int(0)))).toMatchObject({
      code: 'division-by-zero',
      message: '5 div 0 has no value',
    })
    expect(fault(binary(int(0), 'mod', int(0))).code).toBe('division-by-zero')
  })

  it('is exact beyond 2^53, and comes back to plain numbers', () => {
    const big = int(2n ** 53n)
    expect(value(binary(big, 'add', int(1)))).toBe(2n ** 53n + 1n)
    expect(value(binary(int(Number.MAX_SAFE_INTEGER), 'add', int(1)))).toBe(2n ** 53n)
    expect(value(binary(big, 'sub', int(1)))).toBe(Number.MAX_SAFE_INTEGER)
    expect(value(binary(big, 'mul', big))).toBe(2n ** 106n)
    expect(value(binary(binary(big, 'mul', big), 'div', big))).toBe(2n ** 53n)
    expect(value(binary(int(-(2n ** 64n) - 1n), 'mod', big))).toBe(Number.MAX_SAFE_INTEGER)
    expect(value(binary(binary(big, 'add', int(1)), 'eq', binary(big, 'add', int(2))))).toBe(false)
    expect(value(binary(binary(big, 'add', int(1)), 'lt', binary(big, 'add', int(2))))).toBe(true)
    expect(value(binary(binary(big, 'add', int(1)), 'eq', binary(int(1), 'add', big)))).toBe(true)
  })
})

describe('records and arrays', () => {
  it('takes fields and elements, by range, member and flag', () => {
    expect(value(field(ref('point'), 'y'))).toBe(2)
    expect(value(element(ref('slots'), int(2)))).toBe(20)
    expect(value(element(ref('slots'), int(4)))).toBe(40)
    expect(value(element(ref('byHue'), member('green', ...COLOUR.values)))).toBe(true)
    expect(value(element(ref('byHue'), member('blue', ...COLOUR.values)))).toBe(false)
    expect(value(element(ref('byFlag'), F))).toBe(100)
    expect(value(element(ref('byFlag'), ref('on')))).toBe(200)
    expect(value(element(element(ref('grid'), int(3)), int(-1)))).toBe(3)
  })

  it('indexes whatever is an array', () => {
    const two = array(BOOL, int(1), int(2))
    expect(value(element(two, T))).toBe(2)
    expect(value(element(ite(F, two, ref('byFlag')), T))).toBe(200)
    expect(value(element(field(record({ inner: two }), 'inner'), F))).toBe(1)
    const ofBound = array(SLOTS, bound('i'), bound('i'), int(0))
    expect(value(over('count', 'i', SLOTS, binary(element(ofBound, bound('i')), 'eq', bound('i'))))).toBe(2)
  })

  it.each([1, 5, -1])('is undefined for the index %i of slots 2 to 4', (index) => {
    expect(fault(element(ref('slots'), int(index)))).toMatchObject({
      code: 'index-out-of-range',
      message: `slots[${String(index)}] is indexed by range(2, 4)`,
    })
  })

  it('names the inner array of an index that is outside', () => {
    expect(fault(element(element(ref('grid'), int(2)), int(1))).message).toBe(
      'grid[2][1] is indexed by range(-1, 0)',
    )
  })

  it('builds records and arrays', () => {
    expect(value(record({ a: int(1), b: ref('on') }))).toEqual({ a: 1, b: true })
    expect(value(array(BOOL, ref('n'), int(1)))).toEqual([7, 1])
  })
})

describe('quantifiers', () => {
  const isOn = element(ref('byHue'), bound('c'))
  it('ranges over every kind of index', () => {
    expect(value(over('exists', 'c', COLOUR, isOn))).toBe(true)
    expect(value(over('forall', 'c', COLOUR, isOn))).toBe(false)
    expect(value(over('forall', 'c', COLOUR, nary('or', isOn, not(isOn))))).toBe(true)
    expect(value(over('exists', 'b', BOOL, nary('and', bound('b'), not(bound('b')))))).toBe(false)
    expect(value(over('forall', 'i', SLOTS, binary(int(20), 'le', element(ref('slots'), bound('i')))))).toBe(
      true,
    )
    expect(value(over('count', 'i', SLOTS, binary(int(20), 'lt', element(ref('slots'), bound('i')))))).toBe(2)
    expect(value(over('count', 'b', BOOL, bound('b')))).toBe(1)
  })

  it('nests, an inner name hiding an outer one', () => {
    const same = binary(bound('i'), 'eq', bound('j'))
    const pairs = over('count', 'i', SLOTS, over('exists', 'j', rangeType(3, 9), same))
    expect(value(pairs)).toBe(2)
    const hidden = over(
      'forall',
      'i',
      SLOTS,
      over('exists', 'i', rangeType(9, 9), binary(bound('i'), 'eq', int(9))),
    )
    expect(value(hidden)).toBe(true)
  })
})

describe('truth', () => {
  it('is the fault where there is none', () => {
    expect(truth(host, T, { state })).toBe(true)
    expect(truth(host, F, { state })).toBe(false)
    expect(truth(host, UNDEFINED_CONDITION, { state })).toMatchObject({ code: 'division-by-zero' })
  })
})

describe('shared expressions', () => {
  /** 2^60 nodes as a tree, 60 as a graph; under quantifiers and in both states. */
  let doubled: Expr = ref('n')
  for (let times = 0; times < 60; times += 1) doubled = binary(doubled, 'add', doubled)
  const equal = (i: Expr): Expr => binary(binary(doubled, 'add', i), 'eq', binary(i, 'add', doubled))
  const tangled = system(
    { n: INTEGER },
    { properties: [invariant('tangled', over('forall', 'i', SLOTS, equal(bound('i'))))] },
  )

  it('are evaluated once', () => {
    expect(evaluate(tangled, doubled, { state: { n: 3 } })).toEqual({ kind: 'value', value: 3n * 2n ** 60n })
    const property = over(
      'count',
      'i',
      SLOTS,
      nary('and', equal(bound('i')), binary(bound('i'), 'lt', int(4))),
    )
    expect(evaluate(tangled, property, { state: { n: 3 } })).toEqual({ kind: 'value', value: 2 })
  })

  it('are not confused between the two states', () => {
    const grown = binary(next(doubled), 'sub', doubled)
    const surroundings = { state: { n: 3 }, next: { n: 5 } }
    expect(evaluate(tangled, grown, surroundings)).toEqual({ kind: 'value', value: 2n ** 61n })
  })

  it('cost ordinary systems no memory', () => {
    expect(layoutOf(host).tangled).toBe(false)
    expect(layoutOf(tangled).tangled).toBe(true)
  })
})
