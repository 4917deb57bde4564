import {
  check,
  compare,
  exportModel,
  FormatError,
  invariant,
  model,
  ModelError,
  process,
  prove,
  range,
  readTrace,
  replay,
  simulate,
  state,
  step,
  sweep,
  type CompareEvent,
  type PropertyTrace,
  type SimulateEvent,
  type SweepEvent,
} from 'premortem'
import { beforeAll, describe, expect, it } from 'vitest'
import stock from '../../examples/checked-in-a-test/stock.js'
import { checkJson } from '../../src/report/check/check-json.js'
import { itfText } from '../../src/format/itf/itf.js'

/** The order in which they buy in the race. */
const RACE = ['look', 'look', 'take', 'take']

let race: PropertyTrace
beforeAll(async () => {
  const { traces } = await check(stock)
  if (traces.neverOversold === undefined) throw new Error('there is no race')
  race = traces.neverOversold
})

const labels = ({ steps }: Pick<PropertyTrace, 'steps'>): readonly string[] => steps.map(({ label }) => label)

describe('check', () => {
  it('has the trace of each violation and of each goal, by name, and says what it is a trace of', async () => {
    const { holds, traces, text, results } = await check(stock, { params: { buyers: 3 } })
    expect(holds).toBe(false)
    expect(Object.keys(traces)).toEqual(['neverOversold', 'sells'])
    expect(traces.neverOversold).toMatchObject({
      property: 'neverOversold',
      kind: 'invariant',
      params: { buyers: 3, fix: 'none' },
    })
    expect(labels(traces.neverOversold!)).toEqual(RACE)
    expect(results.map(({ property }) => property)).toEqual(['neverOversold', 'sells', 'deadlock', 'range'])
    expect(text).toMatch(/^stock {2}buyers=3 fix=none\n[^]*How neverOversold is violated, in 4 steps\n/)
  })

  it('holds when the command would exit with 0', async () => {
    const asked = { params: { fix: 'atomic' }, properties: ['neverOversold'] } as const
    expect((await prove(stock, asked)).holds).toBe(true)
    const bounded = { ...asked, engine: 'bmc', depth: 1 } as const
    expect((await check(stock, bounded)).holds).toBe(true)
    expect((await prove(stock, bounded)).holds).toBe(false)
    expect((await check(stock, { ...asked, signal: AbortSignal.abort() })).holds).toBe(false)
    // A goal that is not reached is an answer.
    expect((await check(stock, { properties: ['sells'], engine: 'bmc', depth: 1 })).holds).toBe(true)
  })

  it('knows the parameters of its model', async () => {
    // @ts-expect-error: there is no such variant
    await expect(check(stock, { params: { fix: 'locked' } })).rejects.toThrow(ModelError)
    // @ts-expect-error: there is no such parameter
    await expect(check(stock, { params: { seller: 1 } })).rejects.toMatchObject({ code: 'bad-parameter' })
    await expect(check(stock, { properties: ['nope'] })).rejects.toMatchObject({ code: 'unknown-property' })
  })
})

describe('sweep', () => {
  it('has a row for each combination, typed by the parameters, with the verdicts of each depth', async () => {
    const events: SweepEvent[] = []
    const { rows, holds, text } = await sweep(stock, {
      params: { buyers: { from: 1, to: 2 }, fix: ['none', 'atomic'] },
      properties: ['neverOversold'],
      depth: { from: 3, to: 5 },
      onEvent: (event) => events.push(event),
    })
    const fixes: readonly ('none' | 'atomic')[] = rows.map(({ params }) => params.fix)
    expect(fixes).toEqual(['none', 'atomic', 'none', 'atomic'])
    expect(rows.map(({ params }) => params.buyers)).toEqual([1, 1, 2, 2])
    expect(rows.map(({ results }) => results[0]?.verdict.kind)).toEqual([
      'proved',
      'proved',
      'violated',
      'proved',
    ])
    expect(rows[2]?.depths).toEqual([
      { depth: 3, verdicts: { neverOversold: 'holds' } },
      { depth: 4, verdicts: { neverOversold: 'violated' } },
      { depth: 5, verdicts: { neverOversold: 'violated' } },
    ])
    expect(holds).toBe(false)
    expect(text).toContain('VIOLATED')
    expect(text).not.toContain('premortem check')
    const done = events.flatMap((event) => (event.kind === 'row' ? [event] : []))
    expect(done.toSorted((a, b) => a.place - b.place).map(({ row }) => row)).toEqual(rows)
    const told = events.flatMap((event) => (event.kind === 'progress' ? [event.place] : []))
    expect([...new Set(told)].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3])
  })

  it('looks at all depths up to a number, and at defaults', async () => {
    const { rows, holds } = await sweep(stock, { depth: 2, params: { fix: 'atomic' } })
    expect(rows.map(({ params }) => params)).toEqual([{ buyers: 2, fix: 'atomic' }])
    expect(rows[0]?.depths.map(({ depth }) => depth)).toEqual([1, 2])
    expect(holds).toBe(true)
  })

  it('refuses to sweep over nothing', async () => {
    await expect(sweep(stock, { params: { buyers: [] } })).rejects.toThrow(
      new RangeError('the parameter buyers has no values to sweep over'),
    )
    const empty = { from: 3, to: 2 }
    await expect(sweep(stock, { params: { buyers: empty } })).rejects.toThrow(RangeError)
    await expect(sweep(stock, { depth: empty })).rejects.toThrow(RangeError)
    await expect(sweep(stock, { depth: -1 })).rejects.toThrow(RangeError)
    // @ts-expect-error: only counts have ranges
    await expect(sweep(stock, { params: { fix: { from: 1, to: 2 } } })).rejects.toThrow(ModelError)
  })

  it('has all rows when it is aborted, each saying so', async () => {
    const { rows, holds } = await sweep(stock, {
      params: { buyers: [2, 3] },
      signal: AbortSignal.abort(),
    })
    expect(rows.map(({ stopped }) => stopped)).toEqual(['interrupted', 'interrupted'])
    expect(holds).toBe(false)
  })
})

describe('compare', () => {
  it('judges one model by its parameters', async () => {
    const events: CompareEvent[] = []
    const { holds, candidates, text } = await compare(stock, {
      fixed: { fix: 'atomic' },
      params: { buyers: 3 },
      properties: ['neverOversold'],
      onEvent: (event) => events.push(event),
    })
    expect(holds).toBe(true)
    expect(candidates.map(({ label, fates }) => [label, fates])).toEqual([
      [
        'fix=atomic',
        [{ property: 'neverOversold', kind: 'invariant', change: { kind: 'closed', depth: null } }],
      ],
    ])
    expect(candidates[0]?.replays.map(({ divergences }) => divergences)).toMatchObject([
      [{ kind: 'step', step: 4 }],
    ])
    expect(text).toMatch(/^stock {2}buyers=3\n/)
    const turns = events.flatMap((event) => (event.kind === 'turn' ? [event.label] : []))
    expect(turns).toEqual(['fix=none', 'fix=atomic'])
    expect(new Set(events.map(({ label }) => label))).toEqual(new Set(turns))
  })

  it('judges two models', async () => {
    const still = model({
      name: 'still',
      build() {
        const only = state(range(-1, 1).initially(1))
        const clerk = process({ steps: () => ({ wait: step() }) })
        return { stock: only, clerk, properties: { neverOversold: invariant(only.atLeast(0)) } }
      },
    })
    const { holds, candidates, broken } = await compare(stock, still, { params: { fix: 'none' } })
    expect([broken.label, candidates[0]?.label]).toEqual(['stock', 'still'])
    // It closes the race by doing nothing.
    expect(holds).toBe(false)
  })

  it('refuses what cannot be compared', async () => {
    const nothing = new RangeError('there is nothing to compare: give `fixed` other parameters than `broken`')
    await expect(compare(stock, { fixed: {} })).rejects.toThrow(nothing)
    await expect(compare(stock, { fixed: [] })).rejects.toThrow(nothing)
    // @ts-expect-error: there is no such parameter
    await expect(compare(stock, { fixed: { seller: 1 } })).rejects.toThrow(ModelError)
    await expect(compare(stock, stock, { params: { seller: 1 } })).rejects.toThrow(ModelError)
    await expect(compare(stock, { fixed: { fix: 'atomic' }, properties: ['nope'] })).rejects.toMatchObject({
      code: 'unknown-property',
    })
  })
})

describe('simulate', () => {
  it('makes the same runs of the same seed, and has the traces of what it saw', async () => {
    const options = { runs: 50, seed: 3, params: { buyers: 2 } } as const
    const [one, other] = [await simulate(stock, options), await simulate(stock, options)]
    expect(other).toEqual(one)
    expect(one).not.toEqual(await simulate(stock, { ...options, seed: 4 }))
    expect(one.runs).toBe(50)
    expect(labels(one.traces.neverOversold!)).toEqual(RACE)
    expect(replay(stock, one.traces.neverOversold!).kind).toBe('confirmed')
    expect(one.text).toContain('50 random runs of up to 20 steps (seed 3)')
  })

  it('lets others have their turn, tells what it saw, and can be aborted', async () => {
    const stop = new AbortController()
    const events: SimulateEvent[] = []
    const { stopped, runs } = await simulate(stock, {
      runs: 1_000_000_000,
      signal: stop.signal,
      onEvent: (event) => {
        events.push(event)
        stop.abort()
      },
    })
    expect(stopped).toBe('interrupted')
    expect(runs).toBeGreaterThanOrEqual(events[0]!.simulation.runs)
    expect(events).toHaveLength(1)
  })

  it('refuses what cannot be', async () => {
    await expect(simulate(stock, { runs: 0 })).rejects.toThrow(RangeError)
    await expect(simulate(stock, { depth: 1.5 })).rejects.toThrow(RangeError)
    await expect(simulate(stock, { seed: NaN })).rejects.toThrow(RangeError)
  })
})

describe('exportModel', () => {
  it('is the script of the properties asked for, to the depth', async () => {
    const script = await exportModel(stock, {
      properties: ['neverOversold'],
      depth: 4,
      params: { buyers: 3 },
    })
    expect(script).toContain('; stock: is neverOversold found within 4 steps?')
    expect(script.match(/^\(check-sat-assuming/gm)).toHaveLength(5)
    expect(script).toContain('buyer[2]')
  })

  it('refuses a depth and a format that cannot be', async () => {
    await expect(exportModel(stock, { depth: -1 })).rejects.toThrow(RangeError)
    // @ts-expect-error: there is no such format
    await expect(exportModel(stock, { format: 'pdf' })).rejects.toThrow(
      'there is no format pdf; there are smt2, vmt, btor2',
    )
  })
})

describe('replay', () => {
  it('confirms a trace that the model has, with complete states', () => {
    const claim = { ...race, states: race.states.map(() => ({})) }
    const outcome = replay(stock, claim)
    expect(outcome.kind).toBe('confirmed')
    if (outcome.kind === 'confirmed') expect(outcome.trace.states).toEqual(race.states)
  })

  it.each([
    ['of a repaired model', { params: { fix: 'atomic' } }, 3],
    ['of another property', { property: 'nope' }, 0],
    ['of another kind', { kind: 'transition' as const }, 0],
    ['that ends too early', (trace: PropertyTrace) => ({ steps: trace.steps.slice(1) }), 0],
  ])('refutes one %s', (_, change, step) => {
    const changed = typeof change === 'function' ? change(race) : change
    expect(replay(stock, { ...race, ...changed })).toMatchObject({ kind: 'refuted', step })
  })
})

describe('readTrace', () => {
  const layout = { version: '0.1.0', model: 'stock', showPlace: () => 'stock.ts:1', exitCode: 12 } as const

  it('reads the trace of the gravest violation, or of the property asked for, from our JSON', async () => {
    const report = await check(stock)
    const text = checkJson({ model: 'stock', params: race.params }, report, layout)
    const found = await readTrace(text)
    expect(found).toMatchObject({ property: 'neverOversold', params: race.params, model: 'stock' })
    expect(found.states).toEqual(race.states)
    expect(replay(stock, found).kind).toBe('confirmed')
    const goal = await readTrace(text, { property: 'sells' })
    expect(goal.property).toBe('sells')
    expect(replay(stock, goal).kind).toBe('confirmed')
    await expect(readTrace(text, { property: 'nope' })).rejects.toThrow(
      new RangeError('there is no trace of nope; there is one of neverOversold, sells'),
    )
  })

  it('reads ITF, also of other tools', async () => {
    const system = stock.instantiate()
    const property = system.properties.find(({ name }) => name === 'neverOversold')!
    const subject = { version: '0.1.0', model: 'stock', params: race.params }
    const own = await readTrace(itfText(system, property, race, { ...subject, write: () => 'stock.ts:1' }))
    expect(replay(stock, own).kind).toBe('confirmed')
    const foreign = { vars: ['x'], states: [{ x: 1 }, { x: 2 }] }
    const read = await readTrace(JSON.stringify(foreign))
    expect(read.states).toEqual([{ x: 1 }, { x: 2 }])
    expect(replay(stock, read)).toMatchObject({ kind: 'refuted', step: 0 })
  })

  it.each([
    ['{', 'this is not JSON'],
    ['{}', 'neither a report of premortem nor a trace in ITF'],
    ['{ "premortem": "1", "model": "m", "params": {}, "results": [] }', 'there is no trace in it'],
  ])('says what is wrong with %s', async (text, problem) => {
    const reading = readTrace(text)
    await expect(reading).rejects.toThrow(problem)
    await expect(reading).rejects.toThrow(FormatError)
  })
})
