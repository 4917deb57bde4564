import { describe, expect, it } from 'vitest'
import { moves } from '../../src/ir/execute.js'
import type { Expr } from '../../src/ir/expr.js'
import { judgeState, judgeStep } from '../../src/ir/judge.js'
import type { Action, Property, TransitionSystem } from '../../src/ir/system.js'
import { INTEGER } from '../../src/ir/type.js'
import {
  DEADLOCK,
  RANGE,
  UNDEFINED_CONDITION,
  UNDEFINED_INTEGER,
  action,
  binary,
  bound,
  flag,
  goal,
  int,
  invariant,
  next,
  ref,
  set,
  system,
  transition,
} from './syntax.js'
import { rangeType } from '../../src/ir/type.js'

const T = flag(true)
const F = flag(false)
const FOUND = {}

function host(
  properties: readonly Property[],
  actions: readonly Action[] = [],
  mayEnd: Expr = T,
): TransitionSystem {
  return system({ n: INTEGER }, { properties, actions, mayEnd })
}

/** What the first property says of the state n = 1. */
function inState(parts: TransitionSystem) {
  const state = { n: 1 }
  return judgeState(parts, parts.properties[0]!, state, moves(parts, state))
}

/** What the first property says of the step from n = 1 to n = 2. */
function inStep(parts: TransitionSystem) {
  return judgeStep(parts, parts.properties[0]!, { n: 1 }, { n: 2 })
}

const one = binary(ref('n'), 'eq', int(1))
const thenTwo = binary(next(ref('n')), 'eq', int(2))
const undefinedThen = binary(next(UNDEFINED_INTEGER), 'eq', int(2))
const source = { file: 'model.ts', line: 7 }

describe('an invariant', () => {
  it('is violated by a state where it is false or undefined, never by a step', () => {
    expect(inState(host([invariant('p', one)]))).toBeUndefined()
    expect(inState(host([invariant('p', F)]))).toEqual(FOUND)
    expect(inState(host([{ kind: 'invariant', name: 'p', expr: UNDEFINED_CONDITION, source }]))).toEqual({
      fault: { code: 'division-by-zero', message: '1 div 0 has no value', subject: 'p', source },
    })
    expect(inStep(host([invariant('p', F)]))).toBeUndefined()
  })
})

describe('a transition property', () => {
  it('is violated by a step where it is false or undefined, never by a state', () => {
    expect(inStep(host([transition('p', binary(one, 'implies', thenTwo))]))).toBeUndefined()
    expect(inStep(host([transition('p', binary(one, 'implies', next(one)))]))).toEqual(FOUND)
    expect(inStep(host([transition('p', F)]))).toEqual(FOUND)
    expect(inStep(host([transition('p', undefinedThen)]))?.fault).toMatchObject({ subject: 'p' })
    expect(inState(host([transition('p', F)]))).toBeUndefined()
  })
})

describe('a goal', () => {
  it('is reached where it is true, on states', () => {
    expect(inState(host([goal('p', one)]))).toEqual(FOUND)
    expect(inState(host([goal('p', F)]))).toBeUndefined()
    expect(inState(host([goal('p', UNDEFINED_CONDITION)]))).toBeUndefined()
    expect(inStep(host([goal('p', T)]))).toBeUndefined()
  })

  it('is reached where it is true, on steps if it says `next`', () => {
    expect(inStep(host([goal('p', thenTwo)]))).toEqual(FOUND)
    expect(inStep(host([goal('p', next(one))]))).toBeUndefined()
    expect(inStep(host([goal('p', undefinedThen)]))).toBeUndefined()
    expect(inState(host([goal('p', thenTwo)]))).toBeUndefined()
  })
})

const ready = action('ready', T, [])
const blocked = action('blocked', F, [])
const faultyGuard = action('faultyGuard', UNDEFINED_CONDITION, [])
const faultyUpdate = action('faultyUpdate', T, [set('n', UNDEFINED_INTEGER)])
const someChoice = action('someChoice', binary(bound('c'), 'eq', int(2)), [], {
  choices: [{ name: 'c', domain: rangeType(0, 2) }],
})

describe('a deadlock', () => {
  it('is a state where everything is blocked and the end is not allowed', () => {
    expect(inState(host([DEADLOCK], [], F))).toEqual(FOUND)
    expect(inState(host([DEADLOCK], [blocked], F))).toEqual(FOUND)
    expect(inState(host([DEADLOCK], [blocked], UNDEFINED_CONDITION))).toEqual(FOUND)
  })

  it('is neither rest, nor a state with a choice that is enabled, nor one that faults', () => {
    expect(inState(host([DEADLOCK], [blocked], T))).toBeUndefined()
    for (const awake of [ready, someChoice, faultyGuard, faultyUpdate]) {
      expect(inState(host([DEADLOCK], [blocked, awake], F))).toBeUndefined()
    }
    expect(inStep(host([DEADLOCK], [], F))).toBeUndefined()
  })
})

describe('range', () => {
  it('is violated by a state with an action that faults', () => {
    expect(inState(host([RANGE], [ready, blocked]))).toBeUndefined()
    expect(inState(host([RANGE], [ready, faultyGuard]))?.fault?.subject).toBe('faultyGuard')
    expect(inState(host([RANGE], [ready, faultyUpdate]))?.fault?.subject).toBe('faultyUpdate')
    expect(inState(host([RANGE], [{ ...faultyUpdate, guard: F }]))).toBeUndefined()
  })

  it('is violated by a state where an invariant, a goal or the end is undefined', () => {
    expect(inState(host([RANGE, invariant('p', F), goal('q', F)], [], F))).toBeUndefined()
    expect(inState(host([RANGE, invariant('p', UNDEFINED_CONDITION)]))?.fault?.subject).toBe('p')
    expect(inState(host([RANGE, goal('p', UNDEFINED_CONDITION)]))?.fault?.subject).toBe('p')
    expect(inState(host([RANGE], [], UNDEFINED_CONDITION))?.fault?.subject).toBe('mayEnd')
    expect(inState(host([RANGE, transition('p', UNDEFINED_CONDITION)]))).toBeUndefined()
    expect(inState(host([RANGE, goal('p', undefinedThen)]))).toBeUndefined()
  })

  it('is violated by a step where a property of steps is undefined', () => {
    expect(inStep(host([RANGE, transition('p', F), goal('q', next(F))]))).toBeUndefined()
    expect(inStep(host([RANGE, transition('p', UNDEFINED_CONDITION)]))?.fault?.subject).toBe('p')
    expect(inStep(host([RANGE, goal('p', undefinedThen)]))?.fault?.subject).toBe('p')
    expect(
      inStep(host([RANGE, invariant('p', UNDEFINED_CONDITION), goal('q', UNDEFINED_CONDITION)])),
    ).toBeUndefined()
  })
})
