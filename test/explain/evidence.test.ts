import { describe, expect, it } from 'vitest'
import type { Expr } from '../../src/ir/expr.js'
import type { State } from '../../src/ir/state.js'
import { BOOL, arrayType, rangeType, recordType } from '../../src/ir/type.js'
import { evidenceFor } from '../../src/explain/evidence.js'
import { valuesIn } from '../../src/report/state/state-change.js'
import { int, variable } from '../report/dns-race.js'

const index = rangeType(0, 2)
const system = {
  name: 'evidence',
  variables: [
    { name: 'a', type: BOOL },
    { name: 'b', type: BOOL },
    { name: 'c', type: BOOL },
    { name: 'at', type: index },
    { name: 'xs', type: arrayType(index, recordType({ up: BOOL, n: rangeType(0, 9) })) },
  ],
  init: { updates: [], assumptions: [] },
  actions: [],
  mayEnd: variable('a'),
  properties: [],
}
const state: State = {
  a: true,
  b: false,
  c: false,
  at: 1,
  xs: [
    { up: true, n: 3 },
    { up: false, n: 4 },
    { up: false, n: 5 },
  ],
}
const [a, b, c, at, xs] = ['a', 'b', 'c', 'at', 'xs'].map(variable) as [Expr, Expr, Expr, Expr, Expr]
const i: Expr = { kind: 'bound', name: 'i' }
const up = (place: Expr): Expr => ({
  kind: 'field',
  record: { kind: 'element', array: xs, index: place },
  field: 'up',
})
const n = (place: Expr): Expr => ({
  kind: 'field',
  record: { kind: 'element', array: xs, index: place },
  field: 'n',
})
const not = (body: Expr): Expr => ({ kind: 'not', body })

function cells(expr: Expr, next?: State): readonly string[] {
  const { restsOn } = evidenceFor(system, expr, { state, next })
  return valuesIn(system.variables, state, restsOn).map(({ cell }) => cell)
}

describe('a formula rests on', () => {
  it.each<readonly [string, Expr, readonly string[]]>([
    ['the first conjunct that fails', { kind: 'and', operands: [a, b, c] }, ['b']],
    ['all conjuncts where none fails', { kind: 'and', operands: [a, not(b)] }, ['a', 'b']],
    ['the first disjunct that holds', { kind: 'or', operands: [b, a, c] }, ['a']],
    ['all disjuncts where none holds', { kind: 'or', operands: [b, c] }, ['b', 'c']],
    ['both sides of an implication that fails', { kind: 'implies', left: a, right: b }, ['a', 'b']],
    ['the premise of one that does not apply', { kind: 'implies', left: b, right: c }, ['b']],
    [
      'the branch taken, and what chose it',
      { kind: 'ite', condition: b, whenTrue: a, whenFalse: c },
      ['b', 'c'],
    ],
    [
      'the first element that refutes',
      { kind: 'forall', bound: 'i', over: index, body: up(i) },
      ['xs[1].up'],
    ],
    [
      'all elements where none is a witness',
      { kind: 'exists', bound: 'i', over: index, body: { kind: 'eq', left: n(i), right: int(9) } },
      ['xs[0].n', 'xs[1].n', 'xs[2].n'],
    ],
    [
      'all that is counted',
      { kind: 'lt', left: { kind: 'count', bound: 'i', over: index, body: up(i) }, right: int(2) },
      ['xs[0].up', 'xs[1,2].up'],
    ],
    ['an element and what points to it', up(at), ['at', 'xs[1].up']],
    [
      'all of a compared whole',
      {
        kind: 'eq',
        left: { kind: 'element', array: xs, index: int(2) },
        right: { kind: 'element', array: xs, index: int(2) },
      },
      ['xs[2].up', 'xs[2].n'],
    ],
  ])('%s', (_, expr, expected) => {
    expect(cells(expr)).toEqual(expected)
  })

  it('an index that is out of bounds, when that is why it has no value', () => {
    const beyond: Expr = { kind: 'add', left: at, right: int(2) }
    expect(cells(up(beyond))).toEqual(['at'])
  })

  it('the next state where it says so, by the indices of that state', () => {
    const next = { ...state, at: 0 }
    expect(cells({ kind: 'next', body: up(at) }, next)).toEqual(['at', 'xs[0].up'])
  })

  it('a part in either reading of a shared subformula', () => {
    const shared = up(i)
    const body: Expr = { kind: 'and', operands: [shared, shared] }
    expect(cells({ kind: 'exists', bound: 'i', over: index, body })).toEqual(['xs[0].up'])
  })
})
