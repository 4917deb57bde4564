import { describe, expect, it } from 'vitest'
import alternatingBit from '../../models/alternating-bit/model.js'
import doubleSpend from '../../models/double-spend/model.js'
import dynamodb from '../../models/dynamodb-dns/model.js'
import twoPhaseCommit from '../../models/two-phase-commit/model.js'
import { isFound, type PropertyResult } from '../../src/engine/verdict.js'
import type { EngineEvent } from '../../src/engine/engine.js'
import {
  all,
  choose,
  goto,
  invariant,
  model,
  not,
  process,
  processes,
  range,
  state,
  step,
  type ModelDefinition,
} from '../../src/index.js'
import { check, type CheckOptions } from '../../src/run/check.js'
import { Worker } from '../../src/run/worker.js'
import type { RunEvent } from '../../src/run/run-event.js'
import { Ledger } from '../../src/run/ledger.js'
import { toMinimise } from '../../src/run/minimising.js'

type Traces = Readonly<Record<string, readonly string[]>>

/** The steps of the trace of each property that is decided by one; all minimal unless nobody minimises. */
async function traces(model: ModelDefinition, options: CheckOptions): Promise<Traces> {
  const { results } = await check(model.instantiate(), { ...options, vacuity: 'none' })
  const found = results.flatMap(({ property, verdict }) =>
    isFound(verdict) ? [[property, verdict] as const] : [],
  )
  for (const [, { minimal }] of found) expect(minimal).toBe(options.minimise === 'none' ? undefined : true)
  return Object.fromEntries(
    found.map(([property, { trace }]) => [
      property,
      trace.steps.map(({ action, choices }) => `${action} ${JSON.stringify(choices)}`),
    ]),
  )
}

describe('the trace of a property', () => {
  it.each([
    ['dynamodb-dns', dynamodb, 8, 'noEmptyEndpoint'],
    ['double-spend', doubleSpend, 10, 'neverOverdrawn'],
    ['two-phase-commit', twoPhaseCommit, 8, 'allAbort'],
    ['alternating-bit', alternatingBit, 8, 'deliversThree'],
  ] as const)(
    'of %s is the same whichever engine finds it',
    async (_, model, depth, soonest) => {
      const usual = await traces(model, { depth })
      expect(Object.keys(usual)).not.toEqual([])
      for (const engine of ['bmc', 'explicit', 'pdr', 'k-induction', 'spacer']) {
        // It takes spacer longest by far: it looks for the one that it finds soonest.
        const properties = engine === 'spacer' ? [soonest] : Object.keys(usual)
        const other = await traces(model, { depth, engine, properties, timeout: 60 })
        // An engine need not decide all of them.
        for (const [property, steps] of Object.entries(other)) {
          if (property in usual) expect(steps, `${engine} on ${property}`).toEqual(usual[property])
        }
        if (engine === 'bmc' || engine === 'explicit') expect(Object.keys(other)).toEqual(Object.keys(usual))
      }
    },
    240_000,
  )

  it('is left as it was found where nobody wants it simpler', async () => {
    expect(Object.keys(await traces(doubleSpend, { depth: 6, minimise: 'none' }))).toContain('neverOverdrawn')
  })
})

/** A door that opens at once, and clocks with more states than can be looked at one by one. */
const endless = model({
  name: 'endless',
  build() {
    const clock = processes(6, {
      locals: { time: range(0, 40, 'wrap') },
      steps: ({ time }) => ({ tick: step(time.becomes(time.plus(1)), goto('tick')) }),
    })
    const door = state(range(0, 2))
    const visitor = process({
      steps: () => ({ open: choose({ how: range(1, 2) }, ({ how }) => step(door.becomes(how))) }),
    })
    const late = all(clock, ({ time }) => time.is(39))
    return { clock, door, visitor, properties: { shut: invariant(door.is(0)), early: invariant(not(late)) } }
  },
})

describe('a check', () => {
  it('minimises while its only engine goes on with another property, and once', async () => {
    const stop = new AbortController()
    const events: RunEvent[] = []
    const { results } = await check(endless.instantiate(), {
      properties: ['shut', 'early'],
      engine: 'explicit',
      depth: 1000,
      timeout: 60,
      vacuity: 'none',
      signal: stop.signal,
      onEvent: (event) => {
        if (event.kind !== 'depth' && event.kind !== 'engine-end') events.push(event)
        if (event.kind === 'minimised') stop.abort()
      },
    })
    expect(results).toMatchObject([
      { property: 'shut', engine: 'explicit', verdict: { kind: 'violated', depth: 1, minimal: true } },
      { property: 'early', verdict: { kind: 'undecided' } },
    ])
    expect(events.map(({ kind, engine }) => `${engine}: ${kind}`)).toEqual([
      'explicit: engine-start',
      'explicit: verdict',
      'minimise: engine-start',
      'minimise: minimising',
      'minimise: minimised',
    ])
  })

  it('has its engine minimise nothing that is minimal already', async () => {
    const system = doubleSpend.instantiate()
    const job = {
      kind: 'search',
      system,
      engine: 'explicit',
      depth: 6,
      solver: 'wasm',
      minimise: 'all',
    } as const
    const kinds = async (isMoreWanted?: () => boolean): Promise<readonly EngineEvent['kind'][]> => {
      const events: EngineEvent['kind'][] = []
      await new Worker('wasm').run(job, ({ kind }) => events.push(kind), isMoreWanted)
      return events
    }
    expect(await kinds()).toContain('minimised')
    const brief = await kinds(() => false)
    expect(brief).toContain('verdict')
    expect(brief).not.toContain('minimised')
  })

  it('takes the first of two simplest traces', async () => {
    const system = doubleSpend.instantiate()
    const { results } = await check(system, { properties: ['neverOverdrawn'], depth: 6, engine: 'explicit' })
    const [result] = results
    if (result === undefined || !isFound(result.verdict)) throw new Error('no trace')
    const { minimal, ...verdict } = result.verdict
    expect(minimal).toBe(true)
    const ledger = new Ledger(system, 'explicit', 6, 'all')
    ledger.record({ kind: 'verdict', result: { ...result, verdict } })
    expect(ledger.unminimised.map(({ property }) => property)).toEqual(['neverOverdrawn'])
    expect(ledger.record({ kind: 'minimised', result })?.kind).toBe('minimised')
    expect(ledger.unminimised).toEqual([])
    expect(ledger.record({ kind: 'minimised', result })).toBeUndefined()
  })

  it('minimises the gravest violation only, where that is all that is shown', async () => {
    const events: EngineEvent['kind'][] = []
    const { results } = await check(dynamodb.instantiate(), {
      minimise: 'gravest',
      onEvent: ({ kind }) => {
        if (kind === 'minimising' || kind === 'minimised') events.push(kind)
      },
    })
    const minimal = results.map(({ property, verdict }) => [property, isFound(verdict) && verdict.minimal])
    expect(Object.fromEntries(minimal)).toMatchObject({
      noEmptyEndpoint: true,
      noRegression: undefined,
      deadlock: undefined,
    })
    expect(events).toEqual(['minimising', 'minimised'])
  })

  it('takes violations first, then deadlocks, then goals', () => {
    const found = (property: string, kind: PropertyResult['kind']): PropertyResult => ({
      property,
      kind,
      verdict: {
        kind: kind === 'reachable' ? 'reached' : 'violated',
        depth: 0,
        trace: { states: [{}], steps: [] },
      },
      engine: 'bmc',
      seconds: 0,
    })
    const safe: PropertyResult = { ...found('safe', 'invariant'), verdict: { kind: 'holds', depth: 3 } }
    const results = [found('goal', 'reachable'), found('stuck', 'deadlock'), safe, found('race', 'invariant')]
    expect(toMinimise('all', results).map(({ property }) => property)).toEqual(['race', 'stuck', 'goal'])
    expect(toMinimise('gravest', results).map(({ property }) => property)).toEqual(['race'])
    expect(toMinimise('gravest', [found('goal', 'reachable'), safe])).toEqual([])
  })
})
