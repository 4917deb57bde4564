import {
  anything,
  array,
  assume,
  atMostOne,
  count,
  done,
  flag,
  goto,
  integer,
  invariant,
  model,
  next,
  oneOf,
  process,
  processes,
  range,
  reachable,
  record,
  state,
  step,
  transition,
  when,
} from 'premortem'
import { describe, expect, it } from 'vitest'
import { startSpace, startStates } from '../../src/ir/start.js'
import { BOOL, INTEGER, arrayType, enumType, rangeType, recordType } from '../../src/ir/type.js'
import { actionNames, actionOf, built, startOf } from './building.js'

const race = model({
  name: 'race',
  params: { workers: count(2, 'workers') },
  build({ workers }) {
    const job = state({ status: oneOf('free', 'taken') })
    const worker = processes(workers, {
      locals: { sawFree: flag(), owns: flag() },
      steps: ({ sawFree, owns }) => ({
        check: step(sawFree.becomes(job.status.is('free'))),
        act: step(when(sawFree), job.status.becomes('taken'), owns.becomes(true)),
      }),
    })
    return { job, worker, properties: { atMostOneOwner: invariant(atMostOne(worker, (w) => w.owns)) } }
  },
})

describe('the system of a model', () => {
  const system = race.instantiate()
  const status = enumType(['free', 'taken'])
  const counter = enumType(['check', 'act', 'done'])
  const worker = recordType({ pc: counter, sawFree: BOOL, owns: BOOL })

  it('has a variable for each state and each kind of process, called by its key', () => {
    expect(system.variables.map(({ name, type }) => ({ name, type }))).toEqual([
      { name: 'job', type: recordType({ status }) },
      { name: 'worker', type: arrayType(rangeType(0, 1), worker) },
    ])
  })

  it('starts every process at its first label', () => {
    expect(startOf(system)).toEqual({
      job: { status: 'free' },
      worker: [
        { pc: 'check', sawFree: false, owns: false },
        { pc: 'check', sawFree: false, owns: false },
      ],
    })
  })

  it('has an action for each step of each process', () => {
    expect(actionNames(system)).toEqual([
      'worker[0].check',
      'worker[0].act',
      'worker[1].check',
      'worker[1].act',
    ])
    expect(actionOf(system, 'worker[1].act')).toMatchObject({
      process: { kind: 'worker', index: 1 },
      label: 'act',
      choices: [],
    })
  })

  it('says what a step waits for, and what it changes', () => {
    const { control, guard, updates } = actionOf(system, 'worker[1].act')
    const index = { kind: 'literal', type: rangeType(1, 1), value: 1 }
    const place = (field: string) => ({
      variable: 'worker',
      path: [
        { kind: 'index', index },
        { kind: 'field', field },
      ],
    })
    const one = { kind: 'element', array: { kind: 'variable', name: 'worker' }, index }
    expect(control).toEqual({ cell: place('pc'), at: 'act' })
    expect(guard).toEqual({ kind: 'field', record: one, field: 'sawFree' })
    expect(updates.map(({ target, value }) => ({ target, value }))).toEqual([
      {
        target: { variable: 'job', path: [{ kind: 'field', field: 'status' }] },
        value: { kind: 'literal', type: status, value: 'taken' },
      },
      { target: place('owns'), value: { kind: 'literal', type: BOOL, value: true } },
      { target: place('pc'), value: { kind: 'literal', type: counter, value: 'done' } },
    ])
  })

  it('quantifies over processes instead of writing them out', () => {
    expect(system.properties[0]).toMatchObject({
      kind: 'invariant',
      name: 'atMostOneOwner',
      expr: {
        kind: 'le',
        left: { kind: 'count', over: rangeType(0, 1), body: { kind: 'field', field: 'owns' } },
        right: { value: 1 },
      },
    })
  })

  it('is asked for deadlocks and for what is undefined, unless deadlocks are ignored', () => {
    const implicit = [
      { kind: 'deadlock', name: 'deadlock' },
      { kind: 'range', name: 'range' },
    ]
    expect(system.properties.slice(1)).toEqual(implicit)
    expect(built(() => ({ tick: step(), deadlock: 'ignored' })).properties).toEqual(implicit.slice(1))
  })

  it('is frozen to the last part', () => {
    const [action] = system.actions
    expect(Object.isFrozen(system.properties[0])).toBe(true)
    expect(Object.isFrozen(action?.updates[0]?.target.path)).toBe(true)
    expect(Object.isFrozen(action?.guard)).toBe(true)
  })

  it('differs with the parameters and not from one time to the next', () => {
    expect(race.instantiate({ workers: 3 }).variables[1]?.type).toMatchObject({ index: rangeType(0, 2) })
    expect(race.instantiate()).toEqual(race.instantiate())
  })
})

describe('sorts', () => {
  const kinds = () => {
    const light = state(oneOf('red', 'green'))
    const grid = state(array(flag(), array(oneOf('a', 'b'), record({ n: range(2, 3), z: integer() }))))
    return { light, grid }
  }

  it('become types, nested as they are written', () => {
    expect(built(kinds).variables.map(({ type }) => type)).toEqual([
      enumType(['red', 'green']),
      arrayType(BOOL, arrayType(enumType(['a', 'b']), recordType({ n: rangeType(2, 3), z: INTEGER }))),
    ])
  })

  it('start with their first values', () => {
    const element = { n: 2, z: 0 }
    const row = [element, element]
    expect(startOf(built(kinds))).toEqual({ light: 'red', grid: [row, row] })
  })

  it('start as they are told to, and records as far as they are told', () => {
    const system = built(() => ({
      light: state(oneOf('red', 'green').initially('green')),
      row: state(array(2, range(0, 9)).initially([4, 7])),
      pair: state(
        record({ a: flag(), b: range(1, 5), c: record({ d: integer() }) }).initially({ b: 3, c: { d: -1 } }),
      ),
    }))
    expect(startOf(system)).toEqual({ light: 'green', row: [4, 7], pair: { a: false, b: 3, c: { d: -1 } } })
  })

  it('start with anything the assumptions allow', () => {
    const system = built(() => {
      const a = state(range(0, 2).initially(anything))
      const pair = state(record({ b: flag(), c: oneOf('x', 'y') }).initially({ b: anything }))
      return { a, pair, assumptions: { notFirst: assume(a.isNot(0)) } }
    })
    expect(system.init.assumptions.map(({ name }) => name)).toEqual(['notFirst'])
    expect([...startStates(system, startSpace(system))]).toEqual(
      [1, 2].flatMap((a) => [false, true].map((b) => ({ a, pair: { b, c: 'x' } }))),
    )
  })

  it('keep integers exact, of any size', () => {
    const big = 2n ** 64n
    const system = built(() => ({ word: state(range(0, big - 1n, 'wrap').initially(big - 1n)) }))
    expect(system.variables[0]?.type).toEqual(rangeType(0, big - 1n, 'wrap'))
    expect(startOf(system)).toEqual({ word: big - 1n })
  })
})

describe('processes', () => {
  it('that are the only ones of their kind are no array', () => {
    const system = built(() => {
      const clock = process({
        locals: { now: range(0, 3) },
        steps: ({ now }) => ({ tick: step(now.becomes(now.plus(1))) }),
      })
      return { clock }
    })
    expect(system.variables[0]?.type).toEqual(
      recordType({ pc: enumType(['tick', 'done']), now: rangeType(0, 3) }),
    )
    expect(actionOf(system, 'clock.tick')).toMatchObject({ process: { kind: 'clock' }, label: 'tick' })
  })

  it('have an end only if some step leads there', () => {
    const places = (last: ReturnType<typeof step>) => {
      const system = built(() => ({ p: process({ steps: () => ({ only: last }) }) }))
      const type = system.variables[0]?.type
      return type?.kind === 'record' && type.fields.pc?.kind === 'enum' ? type.fields.pc.values : []
    }
    expect(places(step())).toEqual(['only', 'done'])
    expect(places(step(done))).toEqual(['only', 'done'])
    expect(places(step(goto('only')))).toEqual(['only'])
  })

  it('know which one they are', () => {
    const system = built(() => {
      const last = state(range(0, 9))
      const p = processes(2, { steps: ({ index }) => ({ put: step(last.becomes(index + 5)) }) })
      return { last, p }
    })
    expect(actionOf(system, 'p[1].put').updates[0]?.value).toMatchObject({ value: 6 })
  })
})

describe('properties', () => {
  it('are of the kind and name that they are written with', () => {
    const system = built(() => {
      const n = state(range(0, 3))
      return {
        n,
        properties: {
          small: invariant(n.atMost(3)),
          grows: transition(next(n).atLeast(n)),
          full: reachable(n.is(3)),
        },
      }
    })
    expect(system.properties.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'invariant small',
      'transition grows',
      'reachable full',
      'deadlock deadlock',
      'range range',
    ])
    expect(system.properties[1]).toMatchObject({
      expr: {
        kind: 'le',
        left: { kind: 'variable', name: 'n' },
        right: { kind: 'next', body: { name: 'n' } },
      },
    })
  })
})
