import {
  all,
  array,
  flag,
  howMany,
  invariant,
  map,
  model,
  next,
  none,
  not,
  nothing,
  option,
  range,
  sequence,
  setOf,
  some,
  state,
  step,
  transition,
  union,
} from 'premortem'
import { describe, expect, it } from 'vitest'
import { explain } from '../../src/explain/explain.js'
import type { FormulaValue } from '../../src/explain/explanation.js'
import { formulaText } from '../../src/explain/formula-text.js'
import { formulaValue } from '../../src/explain/formula-value.js'
import type { Expr } from '../../src/ir/expr.js'
import { isStated, type TransitionSystem } from '../../src/ir/system.js'
import { BOOL, INTEGER, rangeType } from '../../src/ir/type.js'
import { firing } from '../report/firing.js'
import {
  UNDEFINED_CONDITION,
  binary,
  bound,
  element,
  int,
  nary,
  not as negated,
  over,
  ref,
  system,
} from '../ir/syntax.js'

const shapes = model({
  name: 'shapes',
  build() {
    const queue = state(sequence(range(0, 9), 2))
    const members = state(setOf(3))
    const slot = state(option(range(0, 9)))
    const prices = state(map(2, range(0, 9)))
    const message = state(union({ none: {}, accepted: { by: range(0, 3) } }))
    const xs = state(array(2, range(0, 9)))
    const up = state(flag())
    return {
      queue,
      members,
      slot,
      prices,
      message,
      xs,
      up,
      raise: step(up.becomes(true)),
      properties: {
        length: invariant(queue.length.below(2)),
        empty: invariant(queue.isEmpty()),
        holds: invariant(queue.has(3)),
        first: invariant(queue.head().is(3)),
        member: invariant(members.has(1)),
        noMember: invariant(not(members.has(1))),
        size: invariant(members.size().atMost(2)),
        something: invariant(slot.isSome()),
        nothing: invariant(slot.is(nothing)),
        isNone: invariant(slot.isNone()),
        value: invariant(slot.value().is(1)),
        key: invariant(prices.has(1)),
        price: invariant(prices.at(1).above(3)),
        keys: invariant(prices.size().is(0)),
        accepted: invariant(message.is('accepted')),
        by: invariant(message.as('accepted').by.is(2)),
        every: invariant(all(xs, (x) => x.is(0))),
        someOne: invariant(some(xs, (x) => x.above(3))),
        noOne: invariant(none(xs, (x) => x.above(3))),
        many: invariant(howMany(xs, (x) => x.is(0)).is(2)),
        grows: transition(next(xs.at(0)).atLeast(xs.at(0))),
      },
    }
  },
}).instantiate()

function textOf(name: string): string {
  const property = shapes.properties.find((candidate) => candidate.name === name)
  if (property === undefined || !isStated(property)) throw new Error('no formula')
  return formulaText(shapes, property.expr)
}

describe('a formula reads', () => {
  it.each([
    ['length', 'queue.length < 2'],
    ['empty', 'queue.length = 0'],
    ['holds', '3 in queue'],
    ['first', 'queue[0] = 3'],
    ['member', '1 in members'],
    ['noMember', '1 not in members'],
    ['size', 'members.size <= 2'],
    ['something', 'slot is something'],
    ['isNone', 'slot is nothing'],
    ['value', 'slot = 1'],
    ['key', '1 in prices'],
    ['price', 'prices[1] > 3'],
    ['keys', 'prices.size = 0'],
    ['accepted', 'message is accepted'],
    ['by', 'message.by = 2'],
    ['every', 'for every i in 0..1: xs[i] = 0'],
    ['someOne', 'for some i in 0..1: xs[i] > 3'],
    ['noOne', 'for no i in 0..1: xs[i] > 3'],
    ['grows', 'xs[0] <= next(xs[0])'],
  ])('%s', (name, text) => {
    expect(textOf(name)).toBe(text)
  })

  const plain = system({ a: BOOL, b: BOOL, n: INTEGER, i: BOOL })
  it.each<readonly [string, Expr]>([
    ['(a or b) and a', nary('and', nary('or', ref('a'), ref('b')), ref('a'))],
    ['a and b or a', nary('or', nary('and', ref('a'), ref('b')), ref('a'))],
    ['not (a and b)', negated(nary('and', ref('a'), ref('b')))],
    ['n != 3', negated(binary(ref('n'), 'eq', int(3)))],
    [
      'n - (n - 1) = 2 * (n + 1)',
      binary(
        binary(ref('n'), 'sub', binary(ref('n'), 'sub', int(1))),
        'eq',
        binary(int(2), 'mul', binary(ref('n'), 'add', int(1))),
      ),
    ],
    ['(a implies b) implies a', binary(binary(ref('a'), 'implies', ref('b')), 'implies', ref('a'))],
    // A variable is called `i`, so the bound name gets another letter.
    [
      'for every j in 0..1: n = j',
      over('forall', '$1', rangeType(0, 1), binary(ref('n'), 'eq', bound('$1'))),
    ],
  ])('%s', (text, expr) => {
    expect(formulaText(plain, expr)).toBe(text)
  })

  it('no longer than somebody can read, however often parts are shared', () => {
    let expr: Expr = ref('a')
    for (let depth = 0; depth < 200; depth += 1) expr = nary('and', expr, expr)
    const text = formulaText(plain, expr)
    expect(text.length).toBeLessThan(1_000)
    expect(text).toContain('...')
  })
})

describe('the values of a formula', () => {
  const xs = { xs: { kind: 'array', index: rangeType(0, 2), element: INTEGER } } as const
  const numbers: TransitionSystem = system({ ...xs, a: BOOL, b: BOOL })
  const state = { xs: [1, 2, 3], a: true, b: false }
  const tell = (expr: Expr): FormulaValue =>
    formulaValue(numbers, { expr, scene: { state } }, ({ variable, keys, type }) => ({
      part: { variable, keys, type },
      value: 0,
      step: 0,
    }))
  const leaves = ({ text, value, parts }: FormulaValue): readonly unknown[] =>
    parts.length === 0 ? [[text, value]] : parts.flatMap(leaves)

  it('are those of the first value that refutes, and of that only', () => {
    const expr = over('forall', '$1', rangeType(0, 2), binary(element(ref('xs'), bound('$1')), 'lt', int(2)))
    expect(tell(expr)).toMatchObject({ value: false, binding: { name: 'i', value: 1 } })
    expect(leaves(tell(expr))).toEqual([['xs[1]', 2]])
  })

  it('are those of all values where none is a witness', () => {
    const expr = over('exists', '$1', rangeType(0, 2), binary(element(ref('xs'), bound('$1')), 'eq', int(9)))
    expect(tell(expr).binding).toBeUndefined()
    expect(leaves(tell(expr))).toEqual([
      ['xs[0]', 1],
      ['xs[1]', 2],
      ['xs[2]', 3],
    ])
  })

  it('are those of the conjunct that fails', () => {
    expect(leaves(tell(nary('and', ref('a'), ref('b'), UNDEFINED_CONDITION)))).toEqual([['b', false]])
  })

  it('tell why there is none', () => {
    const told = tell(nary('and', ref('a'), UNDEFINED_CONDITION))
    expect(told.value).toBeUndefined()
    expect(told.fault?.message).toBe('1 div 0 has no value')
  })

  it('name the element that an index comes to, and the index', () => {
    const chosen = element(ref('xs'), binary(element(ref('xs'), int(0)), 'add', int(1)))
    expect(tell(binary(chosen, 'eq', int(9))).parts).toMatchObject([
      { text: 'xs[2]', value: 3, parts: [{ text: 'xs[0]', value: 1 }] },
    ])
  })

  it('are told of the step, where it is about one', () => {
    const up = model({
      name: 'up',
      build() {
        const level = levels()
        return {
          level,
          rise: step(level.becomes(level.plus(2))),
          properties: { slowly: transition(next(level).atMost(level.plus(1))) },
        }
      },
    }).instantiate()
    const [slowly] = up.properties
    if (slowly === undefined) throw new Error('no property')
    const { formula, origins } = explain(up, slowly, firing(up, ['rise']))
    expect(formula).toMatchObject({ text: 'next(level) <= level + 1', value: false })
    expect(formula?.parts).toMatchObject([
      { text: 'next(level)', value: 2, origin: { step: 1, value: 2 } },
      { text: 'level', value: 0, origin: { step: 0, value: 0 } },
    ])
    expect(origins).toMatchObject([
      { value: 0, step: 0 },
      { value: 2, step: 1 },
    ])
  })
})

function levels() {
  return state(range(0, 9))
}
