import { describe, expect, it } from 'vitest'
import type { State } from '../../src/ir/state.js'
import type { Property, TransitionSystem } from '../../src/ir/system.js'
import { BOOL, INTEGER, rangeType } from '../../src/ir/type.js'
import { replay } from '../../src/trace/replay.js'
import type { Step, Trace } from '../../src/trace/trace.js'
import { counter, jugs, locks } from '../ir/specimens.js'
import {
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
  nary,
  not,
  ref,
  set,
  system,
  transition,
} from '../ir/syntax.js'

const T = flag(true)

function property(host: TransitionSystem, name: string): Property {
  return host.properties.find((candidate) => candidate.name === name)!
}

function step(name: string, choices: Step['choices'] = {}): Step {
  return { action: name, label: name, choices }
}

function confirmed(host: TransitionSystem, name: string, trace: Trace): Trace {
  const outcome = replay(host, property(host, name), trace)
  if (outcome.kind === 'refuted') throw new Error(`refuted at ${String(outcome.step)}: ${outcome.message}`)
  return outcome.trace
}

const MEASURED: Trace = {
  states: [
    { small: 0, big: 0 },
    { small: 0, big: 5 },
    { small: 3, big: 2 },
    { small: 0, big: 2 },
    { small: 2, big: 0 },
    { small: 2, big: 5 },
    { small: 3, big: 4 },
  ],
  steps: ['fillBig', 'bigIntoSmall', 'emptySmall', 'bigIntoSmall', 'fillBig', 'bigIntoSmall'].map((name) =>
    step(name),
  ),
}

describe('a sound trace', () => {
  it('is confirmed as it is', () => {
    expect(confirmed(jugs(), 'four', MEASURED)).toEqual(MEASURED)
    expect(confirmed(jugs(), 'neverFour', MEASURED)).toEqual(MEASURED)
  })

  it('may lack variables in any state, which are filled in', () => {
    const partial = MEASURED.states.map(({ small, big }, at): State =>
      at % 3 === 0 ? { small: small! } : at % 3 === 1 ? { big: big! } : {},
    )
    expect(confirmed(jugs(), 'four', { ...MEASURED, states: partial })).toEqual(MEASURED)
  })

  it('gets the place and process of its steps from the system', () => {
    const host = locks('opposite')
    const trace: Trace = {
      states: [{}, {}, {}],
      steps: ['p', 'q'].map((pc) => ({
        action: `${pc}.takeFirst`,
        process: pc,
        label: 'takeFirst',
        choices: {},
      })),
    }
    const source = { file: 'model.ts', line: 5 }
    const placed = { ...host, actions: host.actions.map((one) => ({ ...one, source })) }
    const full = confirmed(placed, 'deadlock', trace)
    expect(full.steps).toEqual(trace.steps.map((one) => ({ ...one, source })))
    expect(full.states.at(-1)).toEqual({ p: 'one', q: 'one', left: true, right: true })
  })

  it('of no steps is judged by its only state', () => {
    const host = system({ n: INTEGER }, { start: [set('n', int(0))], properties: [invariant('p', not(T))] })
    expect(confirmed(host, 'p', { states: [{}], steps: [] })).toEqual({ states: [{ n: 0 }], steps: [] })
  })
})

describe('a tampered trace', () => {
  const host = jugs()
  const outcome = (change: Partial<Trace>, name = 'four') =>
    replay(host, property(host, name), { ...MEASURED, ...change })
  const states = (at: number, state: State) =>
    MEASURED.states.map((old, place) => (place === at ? state : old))
  const steps = (at: number, other: Step) => MEASURED.steps.map((old, place) => (place === at ? other : old))

  it('is refuted where a state is not what the step makes', () => {
    expect(outcome({ states: states(3, { small: 1, big: 2 }) })).toEqual({
      kind: 'refuted',
      step: 2,
      message: 'after step 3 (emptySmall), small is 0, not 1 as the trace says',
    })
    expect(outcome({ states: states(6, { big: 4, small: 2 }) })).toMatchObject({ kind: 'refuted', step: 5 })
    expect(outcome({ states: states(6, { large: 4 }) })).toMatchObject({ kind: 'refuted', step: 5 })
    expect(outcome({ states: states(2, { small: 3n, big: 2 }) })).toMatchObject({ kind: 'refuted', step: 1 })
  })

  it('is refuted where it does not start as the system does', () => {
    expect(outcome({ states: states(0, { small: 1, big: 0 }) })).toEqual({
      kind: 'refuted',
      step: 0,
      message: 'at the start, small is 0, not 1 as the trace says',
    })
    expect(outcome({ states: states(0, { large: 0 }) }).kind).toBe('refuted')
    expect(outcome({ states: states(0, { small: 'empty' }) }).kind).toBe('refuted')
  })

  it('is refuted where a step is another one', () => {
    expect(outcome({ steps: steps(2, step('emptyBig')) })).toMatchObject({ kind: 'refuted', step: 2 })
    expect(outcome({ steps: steps(2, step('spill')) })).toMatchObject({ kind: 'refuted', step: 2 })
    expect(outcome({ steps: steps(2, step('emptySmall', { c: 1 })) })).toMatchObject({
      kind: 'refuted',
      step: 2,
    })
    expect(outcome({ steps: steps(2, { ...step('emptySmall'), label: 'x' }) })).toMatchObject({ step: 2 })
    expect(outcome({ steps: steps(2, { ...step('emptySmall'), process: 'x' }) })).toMatchObject({ step: 2 })
  })

  it('is refuted where it is too long, too short or ragged', () => {
    const longer = { states: [...MEASURED.states, {}], steps: [...MEASURED.steps, step('emptySmall')] }
    expect(outcome(longer)).toMatchObject({
      kind: 'refuted',
      step: 6,
      message: 'four is decided after 6 steps already',
    })
    const shorter = { states: MEASURED.states.slice(0, 6), steps: MEASURED.steps.slice(0, 5) }
    expect(outcome(shorter)).toMatchObject({
      kind: 'refuted',
      step: 5,
      message: 'four is not reached at the end',
    })
    expect(outcome(shorter, 'neverFour')).toMatchObject({ message: 'neverFour is not violated at the end' })
    expect(outcome({ states: MEASURED.states.slice(1) }).kind).toBe('refuted')
    expect(outcome({ states: [], steps: [] }).kind).toBe('refuted')
  })

  it('is refuted where it proves another property', () => {
    expect(outcome({}, 'deadlock').kind).toBe('refuted')
    expect(outcome({}, 'range').kind).toBe('refuted')
    expect(outcome({}, 'between').kind).toBe('refuted')
  })

  it('is refuted where an action is blocked or faults', () => {
    const locked = locks('same')
    const take = (pc: string): Step => ({
      action: `${pc}.takeFirst`,
      process: pc,
      label: 'takeFirst',
      choices: {},
    })
    const trace = { states: [{}, {}, {}], steps: [take('p'), take('q')] }
    expect(replay(locked, property(locked, 'deadlock'), trace)).toMatchObject({
      step: 1,
      message: 'step 2: q.takeFirst is not enabled',
    })
    const count = counter(0)
    const over = { states: [{}, {}], steps: [step('increment')] }
    expect(replay(count, property(count, 'deadlock'), over)).toMatchObject({
      step: 0,
      message: 'step 1: increment cannot complete: n := 1 leaves range(0, 0)',
    })
  })
})

describe('choices', () => {
  const host = system(
    { n: rangeType(0, 9) },
    {
      start: [set('n', int(0))],
      actions: [
        action('pick', T, [set('n', bound('c'))], { choices: [{ name: 'c', domain: rangeType(3, 7) }] }),
      ],
      properties: [goal('seven', binary(int(7), 'le', ref('n')))],
    },
  )
  const outcome = (choices: Step['choices']) =>
    replay(host, property(host, 'seven'), { states: [{}, {}], steps: [step('pick', choices)] }).kind

  it('must be complete and of their domain', () => {
    expect(outcome({ c: 7 })).toBe('confirmed')
    for (const choices of [
      { c: 6 },
      { c: 8 },
      { c: 9 },
      { c: 7n },
      { c: '7' },
      {},
      { d: 7 },
      { c: 7, d: 7 },
    ]) {
      expect(outcome(choices)).toBe('refuted')
    }
  })
})

describe('open start cells', () => {
  const host = system(
    { a: BOOL, n: rangeType(0, 3), z: INTEGER },
    {
      assume: [binary(int(1), 'le', ref('n'))],
      actions: [action('go', binary(int(2), 'le', ref('n')), [set('a', not(ref('a')))])],
      properties: [transition('p', binary(next(ref('a')), 'implies', ref('a')))],
    },
  )
  const outcome = (first: State) =>
    replay(host, property(host, 'p'), { states: [first, {}], steps: [step('go')] })

  it('are filled in such that the trace works, within the assumptions', () => {
    expect(outcome({})).toEqual({
      kind: 'confirmed',
      trace: {
        states: [
          { a: false, n: 2, z: 0 },
          { a: true, n: 2, z: 0 },
        ],
        steps: [step('go')],
      },
    })
    expect(outcome({ n: 3, z: 2n ** 60n })).toMatchObject({
      kind: 'confirmed',
      trace: { states: [{ a: false, n: 3, z: 2n ** 60n }, { a: true }] },
    })
  })

  it('refute the trace when nothing fits', () => {
    expect(outcome({ n: 1 })).toEqual({ kind: 'refuted', step: 0, message: 'step 1: go is not enabled' })
    expect(outcome({ a: true })).toMatchObject({ kind: 'refuted', step: 1 })
    expect(outcome({ n: 7 })).toMatchObject({ message: 'n cannot be 7' })
    expect(outcome({ z: 7n })).toMatchObject({ message: 'z cannot be 7' })
    expect(outcome({ b: true })).toMatchObject({ message: 'there is no variable b' })
    expect(outcome({ n: 0 })).toMatchObject({
      message: 'no start state of the system agrees with the first state of the trace',
    })
  })
})

describe('a fault', () => {
  it('of an action is told for range', () => {
    const host = counter(2)
    const trace = { states: [{}, {}, {}], steps: [step('increment'), step('increment')] }
    expect(confirmed(host, 'range', trace)).toEqual({
      states: [{ n: 0 }, { n: 1 }, { n: 2 }],
      steps: trace.steps,
      fault: { code: 'out-of-range', message: 'n := 3 leaves range(0, 2)', subject: 'increment' },
    })
  })

  it('of a property is told for it and for range', () => {
    const broken = binary(nary('and', binary(ref('n'), 'eq', int(1)), UNDEFINED_CONDITION), 'implies', T)
    const host = {
      ...counter(5),
      properties: [RANGE, invariant('p', broken), transition('q', binary(T, 'implies', next(broken)))],
    }
    const trace = { states: [{}, {}], steps: [step('increment')] }
    for (const name of ['p', 'q', 'range']) {
      expect(confirmed(host, name, trace).fault).toMatchObject({ code: 'division-by-zero' })
    }
    expect(confirmed(host, 'q', trace).fault?.subject).toBe('q')
  })

  it('does not make a trace of something else', () => {
    const host = system(
      { n: INTEGER },
      {
        actions: [action('go', T, [set('n', UNDEFINED_INTEGER)])],
        properties: [goal('p', UNDEFINED_CONDITION)],
      },
    )
    expect(replay(host, property(host, 'p'), { states: [{ n: 1 }], steps: [] })).toMatchObject({
      message: 'p is not reached at the end',
    })
  })
})

describe('a huge choice that is only stored', () => {
  it('does not keep range from being judged', () => {
    const host = system(
      { x: rangeType(0, 2n ** 40n), n: rangeType(0, 1) },
      {
        start: [set('x', int(0)), set('n', int(0))],
        actions: [
          action('store', T, [set('x', bound('c')), set('n', binary(ref('n'), 'add', int(1)))], {
            choices: [{ name: 'c', domain: rangeType(0, 2n ** 40n) }],
          }),
        ],
        properties: [RANGE],
      },
    )
    const trace = { states: [{}, {}], steps: [step('store', { c: 2 ** 39 })] }
    expect(confirmed(host, 'range', trace).states[1]).toEqual({ x: 2 ** 39, n: 1 })
  })
})
