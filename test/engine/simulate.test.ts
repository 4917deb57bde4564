import { describe, expect, it } from 'vitest'
import { simulate, type Simulation } from '../../src/engine/simulate.js'
import type { TransitionSystem } from '../../src/ir/system.js'
import { BOOL, INTEGER, rangeType } from '../../src/ir/type.js'
import { replay } from '../../src/trace/replay.js'
import { counter, jugs, locks } from '../ir/specimens.js'
import {
  DEADLOCK,
  RANGE,
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
} from '../ir/syntax.js'

const T = flag(true)

/** Simulates, and replays every trace that comes out. */
function simulated(
  host: TransitionSystem,
  options: { runs: number; depth: number; seed?: number },
): Simulation {
  const simulation = simulate(host, { seed: 1, ...options })
  for (const { property, depth, trace } of simulation.sightings) {
    const claim = host.properties.find(({ name }) => name === property)!
    expect(replay(host, claim, trace)).toEqual({ kind: 'confirmed', trace })
    expect(trace.steps).toHaveLength(depth)
  }
  return simulation
}

describe('random runs', () => {
  it('repeat with their seed and differ with another', () => {
    const options = { runs: 5, depth: 30 }
    expect(simulate(jugs(), { ...options, seed: 4 })).toEqual(simulate(jugs(), { ...options, seed: 4 }))
    expect(simulate(jugs(), { ...options, seed: 4 })).not.toEqual(simulate(jugs(), { ...options, seed: 5 }))
  })

  it('count what they did', () => {
    const { runs, steps, fired, ended } = simulated(jugs(), { runs: 8, depth: 40 })
    expect({ runs, steps, ended }).toEqual({ runs: 8, steps: 320, ended: 0 })
    expect(Object.keys(fired)).toEqual(jugs().actions.map(({ name }) => name))
    expect(Object.values(fired).reduce((sum, count) => sum + count)).toBe(320)
    expect(Math.min(...Object.values(fired))).toBeGreaterThan(20)
  })

  it('end where no step leads on', () => {
    const { steps, fired, ended } = simulated(locks('same'), { runs: 10, depth: 50 })
    expect({ steps, ended }).toEqual({ steps: 60, ended: 10 })
    expect(fired['q.release']).toBe(10)
    expect(simulated(locks('same'), { runs: 10, depth: 6 }).ended).toBe(0)
    expect(simulated(counter(3), { runs: 2, depth: 9 })).toMatchObject({ steps: 6, ended: 2 })
  })

  it('find what there is to find, each property once, in order', () => {
    const { sightings } = simulated(locks('opposite'), { runs: 40, depth: 10 })
    expect(sightings.map(({ property, kind }) => [property, kind]).toSorted()).toEqual([
      ['deadlock', 'deadlock'],
      ['finished', 'reachable'],
    ])
    const places = sightings.map(({ run }) => run)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })

  it('judge states, steps and faults', () => {
    const at = (value: number) => binary(ref('n'), 'eq', int(value))
    const properties = [
      transition('step', binary(next(ref('n')), 'lt', int(2))),
      invariant('state', binary(ref('n'), 'lt', int(1))),
      goal('goal', at(3)),
      goal('never', at(9)),
      RANGE,
      DEADLOCK,
    ]
    const { sightings } = simulated({ ...counter(3), properties }, { runs: 1, depth: 9 })
    expect(sightings.map(({ property, depth }) => [property, depth])).toEqual([
      ['state', 1],
      ['step', 2],
      ['goal', 3],
      ['range', 3],
    ])
    expect(sightings[3]?.trace.fault?.message).toBe('n := 4 leaves range(0, 3)')
  })

  it('of no steps look at the start', () => {
    const host = system(
      { a: BOOL },
      { properties: [goal('set', ref('a')), goal('clear', { kind: 'not', body: ref('a') })] },
    )
    const { steps, sightings } = simulated(host, { runs: 30, depth: 0 })
    expect(steps).toBe(0)
    expect(sightings.map(({ depth }) => depth)).toEqual([0, 0])
  })
})

describe('random starts', () => {
  it('satisfy the assumptions, listed or drawn', () => {
    const even = binary(binary(ref('n'), 'mod', int(2)), 'eq', int(0))
    for (const type of [rangeType(0, 9), rangeType(0, 10 ** 6), INTEGER]) {
      const host = system({ n: type }, { assume: [even], properties: [invariant('p', even), goal('q', T)] })
      const { runs, sightings } = simulated(host, { runs: 20, depth: 1 })
      expect(runs).toBe(20)
      expect(sightings.map(({ property }) => property)).toEqual(['q'])
    }
  })

  it('may not exist', () => {
    for (const type of [rangeType(0, 9), INTEGER]) {
      const host = system({ n: type }, { assume: [flag(false)], properties: [goal('q', T)] })
      expect(simulated(host, { runs: 2, depth: 1 })).toEqual({
        runs: 0,
        steps: 0,
        fired: {},
        ended: 0,
        sightings: [],
      })
    }
  })
})

describe('random choices', () => {
  const host = (hi: number) =>
    system(
      { n: rangeType(0, hi) },
      {
        start: [set('n', int(0))],
        actions: [
          action('pick', T, [set('n', bound('c'))], { choices: [{ name: 'c', domain: rangeType(1, hi) }] }),
        ],
        mayEnd: flag(false),
        properties: [
          goal('two', binary(ref('n'), 'eq', int(2))),
          goal('high', binary(int(hi / 2), 'lt', ref('n'))),
          DEADLOCK,
        ],
      },
    )

  it('are all possible', () => {
    const { sightings } = simulated(host(4), { runs: 10, depth: 10 })
    expect(sightings.map(({ property }) => property).toSorted()).toEqual(['high', 'two'])
  })

  it('are drawn where they are too many to list', () => {
    const { steps, sightings } = simulated(host(2 ** 40), { runs: 2, depth: 10 })
    expect(steps).toBe(20)
    expect(sightings.map(({ property }) => property)).toEqual(['high'])
  })

  it('that are drawn do not make a deadlock', () => {
    const rare = { ...host(2 ** 40).actions[0]!, guard: binary(bound('c'), 'eq', int(1)) }
    expect(simulated({ ...host(2 ** 40), actions: [rare] }, { runs: 2, depth: 10 })).toMatchObject({
      steps: 0,
      ended: 2,
      sightings: [],
    })
  })
})
