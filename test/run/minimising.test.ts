import { describe, expect, it } from 'vitest'
import alternatingBit from '../../models/alternating-bit/model.js'
import doubleSpend from '../../models/double-spend/model.js'
import dynamodb from '../../models/dynamodb-dns/model.js'
import twoPhaseCommit from '../../models/two-phase-commit/model.js'
import { isFound, type PropertyResult } from '../../src/engine/verdict.js'
import type { EngineEvent } from '../../src/engine/engine.js'
import type { ModelDefinition } from '../../src/index.js'
import { check, type CheckOptions } from '../../src/run/check.js'
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
    ['dynamodb-dns', dynamodb, 8],
    ['double-spend', doubleSpend, 10],
    ['two-phase-commit', twoPhaseCommit, 8],
    ['alternating-bit', alternatingBit, 8],
  ] as const)(
    'of %s is the same whichever engine finds it',
    async (_, model, depth) => {
      const usual = await traces(model, { depth })
      expect(Object.keys(usual)).not.toEqual([])
      for (const engine of ['bmc', 'explicit', 'pdr', 'k-induction', 'spacer']) {
        const other = await traces(model, { depth, engine, properties: Object.keys(usual), timeout: 60 })
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

describe('a check', () => {
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
