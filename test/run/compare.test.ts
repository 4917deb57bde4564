import {
  flag,
  invariant,
  model,
  onlyIf,
  process,
  processes,
  range,
  reachable,
  state,
  step,
  toggle,
  variant,
  when,
  type ModelDefinition,
} from 'premortem'
import { describe, expect, it } from 'vitest'
import dynamodbDns from '../../models/dynamodb-dns/model.js'
import doubleSpend from '../../models/double-spend/model.js'
import wireTransfer from '../../models/wire-transfer/model.js'
import { attempt, moves } from '../../src/ir/execute.js'
import { compare } from '../../src/run/compare.js'
import type { Candidate } from '../../src/run/compare/comparison.js'
import { startsLike } from '../../src/run/compare/like-starts.js'

type Params = Readonly<Record<string, string | boolean>>

const known = new Map<string, Promise<Candidate>>()

/** The fixed model beside the broken one; looked at once. */
function judged(definition: ModelDefinition, broken: Params, fixed: Params): Promise<Candidate> {
  const name = JSON.stringify([definition.name, broken, fixed])
  const candidate = known.get(name) ?? judge(definition, broken, fixed)
  known.set(name, candidate)
  return candidate
}

async function judge(definition: ModelDefinition, broken: Params, fixed: Params): Promise<Candidate> {
  const side = (params: Params) => ({
    label: Object.entries(params)
      .map(([name, value]) => `${name}=${String(value)}`)
      .join(' '),
    system: definition.instantiate(params),
  })
  const { candidates } = await compare(side(broken), [side(fixed)], { engine: 'explicit', depth: 30 })
  const [candidate] = candidates
  if (candidate === undefined) throw new Error('the broken model is not broken')
  return candidate
}

/** Two tellers, each with a fix that works in one way or another. */
const tellers = model({
  name: 'tellers',
  params: {
    fix: variant(
      {
        none: 'looks, then pays',
        guard: 'pays only while there is money',
        idle: 'never pays',
        deleted: 'has no step that pays',
        wider: 'has room for both',
        late: 'looks again before it pays',
      },
      'what is done',
    ),
    ends: toggle(false, 'with nothing to do at the end'),
  },
  build({ fix }) {
    const money = state(range(-2, 1).initially(1))
    const paid = state(range(0, 2))
    const teller = processes(2, {
      locals: { saw: flag() },
      restsAt: fix === 'guard' || fix === 'idle' ? ['pay'] : [],
      steps: ({ saw }) => ({
        look: step(saw.becomes(money.above(0))),
        again: fix === 'late' ? step(onlyIf(money.atMost(0), saw.becomes(false))) : undefined,
        pay:
          fix === 'deleted'
            ? undefined
            : step(
                fix === 'guard' ? when(money.above(0)) : [],
                fix === 'idle' ? when(money.below(-1)) : [],
                onlyIf(saw, money.becomes(money.minus(1)), paid.becomes(paid.plus(1))),
              ),
      }),
    })
    return {
      money,
      paid,
      teller,
      properties: {
        solvent: invariant(money.atLeast(fix === 'wider' ? -1 : 0)),
        pays: reachable(paid.above(0)),
      },
    }
  },
})

describe('a schedule of the broken model, taken in the fixed one', () => {
  it('ends where a guard fails, and the interpreter agrees that no move of this step is left there', async () => {
    const { replays, report } = await judged(dynamodbDns, { fix: 'none' }, { fix: 'cleaner-atomic' })
    const replay = replays.find(({ property }) => property === 'noEmptyEndpoint')
    expect(replay?.ending.kind).toBe('blocked')
    if (replay?.ending.kind !== 'blocked') return
    const { ending, run, schedule } = replay
    const last = run.states.at(-1)
    if (last === undefined) throw new Error('the run has no states')
    expect(ending.failing.length).toBeGreaterThan(0)
    const tried = [...moves(report.system, last)].filter(
      ({ action, choices }) =>
        action.name === schedule.steps[ending.step - 1]?.action &&
        JSON.stringify(choices) === JSON.stringify(ending.choices),
    )
    expect(tried).toEqual([])
    expect(run.steps).toHaveLength(ending.step - 1)
  })

  it.each([
    ['cas', dynamodbDns],
    ['recheck', dynamodbDns],
    ['cleaner-racy', dynamodbDns],
    ['check-first', wireTransfer],
    ['unique-key', wireTransfer],
    ['conditional', doubleSpend],
  ])('is an execution of the fixed model, step by step: %s', async (fix, definition) => {
    const { replays, report } = await judged(definition, { fix: 'none' }, { fix })
    expect(replays.length).toBeGreaterThan(0)
    for (const { run, origins, schedule } of replays) {
      expect(startsLike(report.system, schedule.states[0] ?? {})).toContainEqual(run.states[0])
      run.steps.forEach((taken, at) => {
        const action = report.system.actions.find(({ name }) => name === taken.action)
        const before = run.states[at]
        if (action === undefined || before === undefined) throw new Error('a step without its action')
        expect(attempt(report.system, action, taken.choices, before)).toEqual({
          kind: 'fired',
          state: run.states[at + 1],
        })
        const origin = origins[at]
        if (typeof origin === 'number') expect(schedule.steps[origin - 1]?.action).toBe(taken.action)
      })
      const numbers = origins.filter((origin) => origin !== null)
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
    }
  })

  it('goes on with steps that only the fixed model has, and finds that it still goes wrong', async () => {
    const { replays, fates } = await judged(dynamodbDns, { fix: 'none' }, { fix: 'recheck' })
    const replay = replays.find(({ property }) => property === 'noEmptyEndpoint')
    expect(replay?.ending.kind).toBe('violated')
    expect(replay?.origins.filter((origin) => origin === null)).toHaveLength(2)
    expect(
      replay?.run.steps.filter((_, at) => replay.origins[at] === null).map(({ label }) => label),
    ).toEqual(['recheck', 'recheck'])
    expect(fates.find(({ property }) => property === 'noEmptyEndpoint')?.change).toEqual({
      kind: 'remains',
      before: 8,
      after: 10,
    })
  })

  it('goes through harmlessly, and says where it came to something else and why', async () => {
    const { replays } = await judged(doubleSpend, { fix: 'none' }, { fix: 'conditional' })
    const [replay] = replays
    expect(replay?.ending).toEqual({ kind: 'harmless' })
    const [divergence, ...others] = replay?.divergences ?? []
    expect(divergence).toMatchObject({ kind: 'step', step: 4, withheld: [{}] })
    expect(divergence?.cells.map(({ keys }) => keys)).toContainEqual(['balance'])
    expect(others).toEqual([])
  })

  it('goes through where nothing was changed about it', async () => {
    const { replays } = await judged(dynamodbDns, { fix: 'none' }, { fix: 'tolerant' })
    const endings = Object.fromEntries(replays.map(({ property, ending }) => [property, ending.kind]))
    expect(endings).toEqual({ noEmptyEndpoint: 'violated', noRegression: 'violated', deadlock: 'harmless' })
    for (const { property, divergences } of replays)
      expect(divergences).toEqual(property === 'deadlock' ? [{ kind: 'end', cells: [] }] : [])
  })

  it('passes over steps that the fixed model does not have', async () => {
    const { replays } = await judged(tellers, { fix: 'none' }, { fix: 'deleted' })
    expect(replays[0]?.passedOver.length).toBeGreaterThan(0)
    expect(replays[0]?.ending.kind).toBe('harmless')
  })

  it('ends where the process stands elsewhere', async () => {
    const early = model({
      name: 'early',
      params: { fix: toggle(false, 'leaves out the second step') },
      build({ fix }) {
        const n = state(range(0, 2))
        const worker = process({
          steps: () => ({
            begin: step(n.becomes(n.plus(1)), fix ? [] : []),
            ...(fix ? { rest: step(when(n.is(2))) } : {}),
            end: step(n.becomes(n.plus(1))),
          }),
        })
        return { n, worker, properties: { small: invariant(n.below(2)) } }
      },
    })
    const { replays } = await judged(early, { fix: false }, { fix: true })
    expect(replays[0]?.ending).toMatchObject({ kind: 'elsewhere', step: 2, stand: 'rest' })
  })
})

describe('the work of the broken model', () => {
  it('is still done by a fix that changes only what is written', async () => {
    const { work, fates } = await judged(dynamodbDns, { fix: 'none' }, { fix: 'cas' })
    expect(work).toMatchObject({ lost: [], unseen: [], absent: [], unsettled: [], goals: [] })
    expect(work.steps.toSorted()).toEqual([
      'enactor.cleanUp.delete',
      'enactor.cleanUp.finish',
      'enactor.flip',
      'enactor.pick',
      'planner.emit',
    ])
    expect(fates.filter(({ change }) => change.kind === 'closed')).toHaveLength(3)
  })

  it('is lost by a fix that does nothing', async () => {
    const { work, fates } = await judged(tellers, { fix: 'none' }, { fix: 'idle' })
    expect(fates.find(({ property }) => property === 'solvent')?.change).toEqual({
      kind: 'closed',
      depth: null,
    })
    expect(work.lost).toEqual([
      { kind: 'step', name: 'teller.pay' },
      { kind: 'goal', name: 'pays' },
    ])
  })

  it('is lost with a step that nothing stands in for', async () => {
    const { work } = await judged(tellers, { fix: 'none' }, { fix: 'deleted' })
    expect(work.absent).toEqual([
      { kind: 'step', name: 'teller.pay', unwritten: ['money', 'paid'], gone: [], goals: [] },
    ])
    expect(work.lost).toEqual([{ kind: 'goal', name: 'pays' }])
  })

  it('is not lost with a step whose work others do', async () => {
    const { work } = await judged(dynamodbDns, { fix: 'cleaner-racy' }, { fix: 'cas' })
    expect(work.absent.toSorted((a, b) => a.name.localeCompare(b.name))).toEqual([
      { kind: 'step', name: 'enactor.cleanUp.look', unwritten: [], gone: [], goals: [] },
      { kind: 'step', name: 'enactor.delete', unwritten: [], gone: [], goals: [] },
    ])
    expect(work.lost).toEqual([])
  })

  it.each([
    ['is undecided', 'merged', { gone: ['held'], goals: [] }],
    ['is vouched for by a goal that was about it', 'stated', { gone: [], goals: ['holds'] }],
  ])('%s where neither the step nor what it wrote is there: %s', async (_, fix, absent) => {
    const shop = model({
      name: 'shop',
      params: {
        fix: variant({ none: 'holds, then sells', merged: 'sells', stated: 'says that it holds' }, ''),
      },
      build({ fix }) {
        const stock = state(range(-1, 1).initially(1))
        const sale = stock.becomes(stock.minus(1))
        const enough = invariant(stock.atLeast(0))
        if (fix === 'none') {
          const held = state(range(0, 2))
          const buyer = processes(2, {
            steps: () => ({ hold: step(held.becomes(held.plus(1))), sell: step(sale) }),
          })
          return { stock, held, buyer, properties: { enough, holds: reachable(held.is(1)) } }
        }
        const buyer = processes(2, { steps: () => ({ sell: step(onlyIf(stock.above(0), sale)) }) })
        const goals = fix === 'merged' ? {} : { holds: reachable(stock.is(0)) }
        return { stock, buyer, properties: { enough, ...goals } }
      },
    })
    const { work } = await judged(shop, { fix: 'none' }, { fix })
    expect(work.absent.find(({ kind }) => kind === 'step')).toEqual({
      kind: 'step',
      name: 'buyer.hold',
      unwritten: [],
      ...absent,
    })
    expect(work.lost).toEqual([])
  })

  it('is not called lost where the search was only too shallow', async () => {
    const slow = model({
      name: 'slow',
      params: { fix: toggle(false, 'counts first') },
      build({ fix }) {
        const n = state(range(0, 30))
        const bad = state(flag())
        const worker = process({
          steps: () => ({
            wait: step(when(n.is(fix ? 30 : 0)), bad.becomes(!fix)),
            work: step(),
          }),
        })
        const clock = process({ steps: () => ({ tick: step(when(n.below(30)), n.becomes(n.plus(1))) }) })
        return { n, bad, worker, clock, properties: { good: invariant(bad.is(false)) } }
      },
    })
    const side = (fix: boolean) => ({ label: `fix=${String(fix)}`, system: slow.instantiate({ fix }) })
    const { candidates } = await compare(side(false), [side(true)], { engine: 'bmc', depth: 1 })
    expect(candidates[0]?.work.lost).toEqual([])
    expect(candidates[0]?.work.unseen).toContainEqual({ kind: 'step', name: 'worker.wait', depth: 1 })
  })
})

describe('a comparison', () => {
  it('has nothing to judge where nothing is violated', async () => {
    const side = (fix: string) => ({ label: fix, system: doubleSpend.instantiate({ fix }) })
    const { candidates } = await compare(side('conditional'), [side('none')], { engine: 'explicit' })
    expect(candidates).toEqual([])
  })

  it('ends when it is interrupted, and calls undecided what it does not know', async () => {
    const interrupted = new AbortController()
    const side = (fix: string) => ({ label: fix, system: doubleSpend.instantiate({ fix }) })
    const { candidates, stopped } = await compare(side('none'), [side('conditional')], {
      engine: 'explicit',
      signal: interrupted.signal,
      onTurn: (label) => {
        if (label === 'conditional') interrupted.abort()
      },
    })
    expect(stopped).toBe('interrupted')
    expect(candidates[0]?.fates.find(({ property }) => property === 'neverOverdrawn')?.change).toEqual({
      kind: 'open',
    })
    expect(candidates[0]?.work.lost).toEqual([])
  })
})
