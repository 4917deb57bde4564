import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EngineEvent } from '../../src/engine/engine.js'
import { explicit, type ExplicitOptions } from '../../src/engine/explicit.js'
import type { PropertyResult, Verdict } from '../../src/engine/verdict.js'
import { attempt } from '../../src/ir/execute.js'
import { choicesOf } from '../../src/ir/choices.js'
import { truth } from '../../src/ir/evaluate.js'
import type { Expr } from '../../src/ir/expr.js'
import { contains } from '../../src/ir/fold.js'
import { startSpace, startStates } from '../../src/ir/start.js'
import type { State } from '../../src/ir/state.js'
import { isStated, type Property, type TransitionSystem } from '../../src/ir/system.js'
import { BOOL, INTEGER, rangeType } from '../../src/ir/type.js'
import { validate } from '../../src/ir/validate.js'
import { replay } from '../../src/trace/replay.js'
import { arbitrarySystem } from '../ir/arbitrary-system.js'
import { counter, jugs, locks } from '../ir/specimens.js'
import {
  DEADLOCK,
  RANGE,
  UNDEFINED_CONDITION,
  action,
  binary,
  bound,
  flag,
  goal,
  int,
  invariant,
  nary,
  next,
  not,
  ref,
  set,
  system,
  transition,
} from '../ir/syntax.js'

const T = flag(true)
const F = flag(false)

async function check(
  host: TransitionSystem,
  depth = 20,
  options: ExplicitOptions = {},
): Promise<{ readonly results: readonly PropertyResult[]; readonly events: readonly EngineEvent[] }> {
  validate(host)
  const events: EngineEvent[] = []
  const results = await explicit(options).check({
    system: host,
    depth,
    openSolver: () => Promise.reject(new Error('no solver is needed')),
    report: (event) => {
      events.push(event)
    },
  })
  for (const { property, verdict } of results) {
    if (verdict.kind !== 'violated' && verdict.kind !== 'reached') continue
    expect(verdict.trace.steps).toHaveLength(verdict.depth)
    const claim = host.properties.find(({ name }) => name === property)!
    expect(replay(host, claim, verdict.trace)).toEqual({ kind: 'confirmed', trace: verdict.trace })
  }
  return { results, events }
}

async function verdicts(...parts: Parameters<typeof check>): Promise<Readonly<Record<string, Verdict>>> {
  const { results } = await check(...parts)
  return Object.fromEntries(results.map(({ property, verdict }) => [property, verdict]))
}

const visited = (states: number) => ({ kind: 'all-states-visited', states })

describe('known answers', () => {
  it('the water jugs', async () => {
    expect(await verdicts(jugs())).toMatchObject({
      four: { kind: 'reached', depth: 6 },
      neverFour: { kind: 'violated', depth: 6 },
      between: { kind: 'unreached', depth: 20, certificate: visited(16) },
      deadlock: { kind: 'proved', certificate: visited(16) },
      range: { kind: 'proved', certificate: visited(16) },
    })
  })

  it('the water jugs, not deep enough', async () => {
    const found = await verdicts(jugs(), 5)
    expect(found.four).toEqual({ kind: 'unreached', depth: 5 })
    expect(found.neverFour).toEqual({ kind: 'holds', depth: 5 })
    expect(found.range).toEqual({ kind: 'holds', depth: 5 })
  })

  it('locks taken in opposite orders', async () => {
    const found = await verdicts(locks('opposite'))
    expect(found).toMatchObject({
      deadlock: { kind: 'violated', depth: 2 },
      finished: { kind: 'reached', depth: 6 },
      exclusive: { kind: 'proved' },
      range: { kind: 'proved' },
    })
    expect(found.deadlock).toMatchObject({
      trace: {
        steps: [
          { action: 'p.takeFirst', process: 'p', label: 'takeFirst', choices: {} },
          { action: 'q.takeFirst', process: 'q', label: 'takeFirst', choices: {} },
        ],
      },
    })
  })

  it('locks taken in one order', async () => {
    expect(await verdicts(locks('same'))).toMatchObject({
      deadlock: { kind: 'proved', certificate: visited(12) },
      finished: { kind: 'reached', depth: 6 },
      exclusive: { kind: 'proved' },
    })
  })

  it('a counter that leaves its range', async () => {
    const found = await verdicts(counter(3))
    expect(found.range).toEqual({
      kind: 'violated',
      depth: 3,
      trace: {
        states: [{ n: 0 }, { n: 1 }, { n: 2 }, { n: 3 }],
        steps: Array.from({ length: 3 }, () => ({ action: 'increment', label: 'increment', choices: {} })),
        fault: { code: 'out-of-range', message: 'n := 4 leaves range(0, 3)', subject: 'increment' },
      },
    })
    expect(found.deadlock).toEqual({ kind: 'proved', certificate: visited(4) })
  })
})

describe('depths', () => {
  const at = (value: number): Expr => binary(ref('n'), 'eq', int(value))
  const properties = [
    invariant('state', not(at(3))),
    transition('step', next(not(at(3)))),
    goal('state goal', at(3)),
    goal('step goal', nary('and', at(2), next(at(3)))),
  ]
  const host = { ...counter(9), properties }

  it('count the step of a property of steps', async () => {
    const found = await verdicts(host, 3)
    expect(found.state).toMatchObject({ kind: 'violated', depth: 3 })
    expect(found.step).toMatchObject({ kind: 'violated', depth: 3 })
    expect(found['state goal']).toMatchObject({ kind: 'reached', depth: 3 })
    expect(found['step goal']).toMatchObject({ kind: 'reached', depth: 3 })
  })

  it('are not exceeded', async () => {
    expect(await verdicts(host, 2)).toEqual({
      state: { kind: 'holds', depth: 2 },
      step: { kind: 'holds', depth: 2 },
      'state goal': { kind: 'unreached', depth: 2 },
      'step goal': { kind: 'unreached', depth: 2 },
    })
  })

  it('of 0 look at the start states alone', async () => {
    const start = { ...counter(0), properties: [RANGE, invariant('p', at(1)), invariant('q', at(0))] }
    expect(await verdicts(start, 0)).toMatchObject({
      range: { kind: 'violated', depth: 0 },
      p: { kind: 'violated', depth: 0 },
      q: { kind: 'holds', depth: 0 },
    })
  })

  it('are the least for range, whose states undercut steps', async () => {
    const broken = system(
      { a: BOOL },
      {
        actions: [
          action('stay', not(ref('a')), []),
          action('break', ref('a'), [set('a', UNDEFINED_CONDITION)]),
        ],
        properties: [RANGE, transition('p', nary('or', ref('a'), next(UNDEFINED_CONDITION)))],
      },
    )
    expect(await verdicts(broken)).toMatchObject({
      range: { kind: 'violated', depth: 0, trace: { states: [{ a: true }], fault: { subject: 'break' } } },
      p: { kind: 'violated', depth: 1, trace: { fault: { subject: 'p' } } },
    })
  })

  it('see a violating step into a state that was met before', async () => {
    const back = system(
      { n: rangeType(0, 1, 'wrap') },
      {
        start: [set('n', int(0))],
        actions: [action('turn', T, [set('n', binary(ref('n'), 'add', int(1)))])],
        properties: [transition('rising', binary(ref('n'), 'lt', next(ref('n'))))],
      },
    )
    expect(await verdicts(back)).toMatchObject({ rising: { kind: 'violated', depth: 2 } })
  })
})

describe('starts', () => {
  it('without any prove everything', async () => {
    const none = system({ a: BOOL }, { assume: [F], properties: [invariant('p', F), goal('q', T), DEADLOCK] })
    expect(await verdicts(none)).toMatchObject({
      p: { kind: 'proved', certificate: visited(0) },
      q: { kind: 'unreached', certificate: visited(0) },
      deadlock: { kind: 'proved', certificate: visited(0) },
    })
  })

  it('are all looked at', async () => {
    const free = system(
      { n: rangeType(0, 5) },
      { properties: [invariant('p', binary(ref('n'), 'lt', int(5)))] },
    )
    expect(await verdicts(free)).toMatchObject({
      p: { kind: 'violated', depth: 0, trace: { states: [{ n: 5 }] } },
    })
  })
})

describe('choices', () => {
  it('are part of the trace', async () => {
    const pick = action('pick', T, [set('n', bound('c'))], {
      choices: [{ name: 'c', domain: rangeType(1, 3) }],
    })
    const host = system(
      { n: rangeType(0, 3) },
      {
        start: [set('n', int(0))],
        actions: [pick],
        properties: [goal('two', binary(ref('n'), 'eq', int(2)))],
      },
    )
    expect(await verdicts(host)).toMatchObject({
      two: { kind: 'reached', depth: 1, trace: { steps: [{ action: 'pick', choices: { c: 2 } }] } },
    })
  })
})

describe('limits', () => {
  const long = {
    ...counter(1000),
    properties: [
      invariant('nine', binary(ref('n'), 'lt', int(9))),
      invariant('ten', binary(ref('n'), 'lt', int(10))),
      transition('step to ten', binary(next(ref('n')), 'lt', int(10))),
      RANGE,
    ],
  }

  it('leave properties undecided with the depth that was searched', async () => {
    const undecided = { kind: 'undecided', depth: 9, reason: 'there are more than 10 states within 10 steps' }
    expect(await verdicts(long, 50, { stateLimit: 10 })).toMatchObject({
      nine: { kind: 'violated', depth: 9 },
      ten: undecided,
      'step to ten': { kind: 'violated', depth: 10 },
      range: undecided,
    })
  })

  it('do not matter where they are just met', async () => {
    expect(await verdicts(jugs(), 20, { stateLimit: 16 })).toMatchObject({ range: { kind: 'proved' } })
    expect(await verdicts(jugs(), 20, { stateLimit: 15 })).toMatchObject({ range: { kind: 'undecided' } })
    expect(await verdicts(long, 9, { stateLimit: 10 })).toMatchObject({ range: { kind: 'holds', depth: 9 } })
  })

  it('refuse what cannot be listed', async () => {
    const start = (host: TransitionSystem) =>
      verdicts({ ...host, properties: [goal('p', T)] }, 5, { stateLimit: 100 })
    expect(await start(system({ n: INTEGER }))).toEqual({
      p: { kind: 'undecided', depth: null, reason: 'an unbounded integer may start with any value' },
    })
    expect(await start(system({ n: rangeType(1, 101) }))).toMatchObject({
      p: { kind: 'undecided', depth: null },
    })
    expect(await start(system({ n: rangeType(1, 100) }))).toMatchObject({ p: { kind: 'reached' } })
    const choices = [{ name: 'c', domain: rangeType(1, 2 ** 40) }]
    expect(await start(system({}, { actions: [action('pick', T, [], { choices })] }))).toEqual({
      p: { kind: 'undecided', depth: null, reason: 'pick can choose in 1099511627776 ways, more than 100' },
    })
  })
})

describe('reports', () => {
  const told = (events: readonly EngineEvent[]) =>
    events.map((event) =>
      event.kind === 'depth'
        ? `${String(event.depth)}: ${event.properties.join(' ')}`
        : event.kind === 'verdict'
          ? `${event.result.property} ${event.result.verdict.kind}`
          : event.kind,
    )

  it('tell each depth and each verdict as it stands', async () => {
    const { results, events } = await check({
      ...counter(2),
      properties: [invariant('true', T), goal('one', binary(ref('n'), 'eq', int(1))), RANGE],
    })
    expect(told(events)).toEqual([
      '0: true one range',
      'one reached',
      '1: true range',
      'range violated',
      '2: true',
      'true proved',
    ])
    expect(results.map(({ property }) => property)).toEqual(['true', 'one', 'range'])
    expect(results.every(({ engine, seconds }) => engine === 'explicit' && seconds >= 0)).toBe(true)
  })

  it('end with the last verdict', async () => {
    const { events } = await check({
      ...counter(2),
      properties: [goal('one', binary(ref('n'), 'eq', int(1)))],
    })
    expect(told(events)).toEqual(['0: one', 'one reached'])
  })

  it('let others have their turn', async () => {
    let turns = 0
    const timer = setInterval(() => {
      turns += 1
    }, 0)
    await check({ ...counter(5000), properties: [invariant('p', T)] }, 5000)
    clearInterval(timer)
    expect(turns).toBeGreaterThan(0)
  })
})

/** Depths by the words of the semantics: all executions of up to `depth` steps, one by one, with nothing shared or remembered. */
function leastDepth(host: TransitionSystem, property: Property, depth: number): number | undefined {
  const isAboutSteps = (candidate: Property): boolean =>
    isStated(candidate) &&
    (candidate.kind === 'transition' || contains(candidate.expr, ({ kind }) => kind === 'next'))
  const faulty = (result: boolean | object): boolean => typeof result !== 'boolean'
  const attempts = (state: State) =>
    host.actions.flatMap((candidate) =>
      [...choicesOf(candidate)].map((choices) => attempt(host, candidate, choices, state)),
    )
  const evaluationFault = (aboutSteps: boolean, where: { state: State; next?: State }): boolean =>
    host.properties.some(
      (candidate) =>
        isStated(candidate) &&
        isAboutSteps(candidate) === aboutSteps &&
        faulty(truth(host, candidate.expr, where)),
    )
  const badState = (state: State): boolean => {
    if (property.kind === 'deadlock') {
      return (
        attempts(state).every(({ kind }) => kind === 'blocked') &&
        truth(host, host.mayEnd, { state }) !== true
      )
    }
    if (property.kind === 'range') {
      return (
        attempts(state).some(({ kind }) => kind === 'fault') ||
        faulty(truth(host, host.mayEnd, { state })) ||
        evaluationFault(false, { state })
      )
    }
    if (!isStated(property) || isAboutSteps(property)) return false
    return (truth(host, property.expr, { state }) === true) === (property.kind === 'reachable')
  }
  const badStep = (state: State, after: State): boolean => {
    if (property.kind === 'range') return evaluationFault(true, { state, next: after })
    if (!isStated(property) || !isAboutSteps(property)) return false
    return (truth(host, property.expr, { state, next: after }) === true) === (property.kind === 'reachable')
  }
  const least = (state: State, left: number): number | undefined => {
    if (badState(state)) return 0
    if (left === 0) return undefined
    const depths = attempts(state).flatMap((outcome) => {
      if (outcome.kind !== 'fired') return []
      const onwards = badStep(state, outcome.state) ? 0 : least(outcome.state, left - 1)
      return onwards === undefined ? [] : [onwards + 1]
    })
    return depths.length === 0 ? undefined : Math.min(...depths)
  }
  const depths = [...startStates(host, startSpace(host))].flatMap((start) => least(start, depth) ?? [])
  return depths.length === 0 ? undefined : Math.min(...depths)
}

describe('random systems', () => {
  it('get the depths that listing all executions finds', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrarySystem(), async (host) => {
        const { results } = await check(host, 3)
        for (const property of host.properties) {
          const verdict = results.find((result) => result.property === property.name)?.verdict
          const found =
            verdict?.kind === 'violated' || verdict?.kind === 'reached' ? verdict.depth : undefined
          expect([property.name, found]).toEqual([property.name, leastDepth(host, property, 3)])
        }
      }),
      { numRuns: 100 },
    )
  })
})
