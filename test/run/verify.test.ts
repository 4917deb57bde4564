import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import doubleSpend from '../../models/double-spend/model.js'
import peterson from '../../models/peterson/model.js'
import tokenRing from '../../models/token-ring/model.js'
import type { Conclusion } from '../../src/engine/examine/finding.js'
import { SelfCheckError } from '../../src/engine/self-check-error.js'
import { isFound, type Claim } from '../../src/engine/verdict.js'
import type { TransitionSystem } from '../../src/ir/system.js'
import { check } from '../../src/run/check.js'
import type { RunEvent } from '../../src/run/run-event.js'
import { verify, type VerifyOptions } from '../../src/run/verify.js'
import { replay } from '../../src/trace/replay.js'
import { SPECIMENS } from '../engine/small-systems.js'
import { fakeSolver } from '../smt/fake-solver.js'
import { maySkip } from '../smt/native.js'

const counter = SPECIMENS[0]!.system
const mutex = peterson.instantiate({})

let folder: string
let claims: readonly Claim[]
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'premortem-verify-'))
  claims = (await check(counter, { depth: 8, engine: 'bmc', vacuity: 'none' })).results
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

async function conclusions(
  system: TransitionSystem,
  made: readonly Claim[],
  options?: VerifyOptions,
): Promise<readonly Conclusion[]> {
  const verifications = await verify(system, made, options)
  expect(verifications.map(({ claim }) => claim)).toEqual(made)
  return verifications.map(({ claim, conclusion }) => {
    expect(conclusion.property).toBe(claim.property)
    return conclusion
  })
}

const claim = (property: string, kind: Claim['kind'], verdict: Claim['verdict']): Claim => ({
  property,
  kind,
  verdict,
  engine: 'somebody',
  seconds: 0,
})

describe('what a check has found', () => {
  it.each<[string, TransitionSystem, string]>([
    ['executions and their end', counter, 'bmc'],
    ['invariants and bounds', mutex, 'auto'],
    ['inductions', tokenRing.instantiate({}), 'k-induction'],
    ['invariants over integers', mutex, 'spacer'],
    ['visits of all states', doubleSpend.instantiate({ fix: 'conditional' }), 'explicit'],
  ])('is verified: %s', async (_, system, engine) => {
    const { results } = await check(system, { depth: 20, engine, vacuity: 'none' })
    for (const conclusion of await conclusions(system, results))
      expect(conclusion).toMatchObject({ kind: 'stands' })
  })
})

describe('a claim', () => {
  it('of a trace is replayed by the interpreter', async () => {
    const [found] = claims
    if (found === undefined || !isFound(found.verdict)) throw new Error('nothing was found')
    const { trace, depth } = found.verdict
    const altered = { ...trace, states: trace.states.with(2, { n: 5 }) }
    const said = async (verdict: Claim['verdict']): Promise<Conclusion> =>
      (await conclusions(counter, [{ ...found, verdict }]))[0]!
    expect(await said(found.verdict)).toEqual({ kind: 'stands', property: 'inv', by: 'the interpreter' })
    expect(await said({ kind: 'violated', depth, trace: altered })).toEqual({
      kind: 'fails',
      property: 'inv',
      by: 'the interpreter',
      claim: 'after step 2 (increment), n is 2, not 5 as the trace says, having followed 1 of 4 steps',
    })
    expect(await said({ kind: 'violated', depth: depth + 1, trace })).toMatchObject({
      kind: 'fails',
      claim: 'a trace of 4 steps is claimed to be one of 5',
    })
  })

  it('about what is not in the model, or is something else there, does not fit it', async () => {
    const bound = { kind: 'holds', depth: 3 } as const
    const made = [claim('nope', 'invariant', bound), claim('inv', 'transition', bound)]
    expect(await conclusions(counter, made)).toEqual([
      { kind: 'unfit', property: 'nope', reason: 'the model has no such property' },
      { kind: 'unfit', property: 'inv', reason: 'in the model it is of the kind invariant, not transition' },
    ])
  })

  it('that something is undecided is none', async () => {
    const made = [claim('inv', 'invariant', { kind: 'undecided', depth: 2, reason: 'tired' })]
    expect(await conclusions(counter, made)).toEqual([
      { kind: 'open', property: 'inv', reason: 'nothing is claimed of it' },
    ])
  })

  it('that goes too deep is refuted by an execution with whole states', async () => {
    const deep = claim('inv', 'invariant', { kind: 'holds', depth: 4 })
    const range = claim('range', 'range', { kind: 'holds', depth: 4 })
    const [refuted, other] = await conclusions(counter, [deep, range])
    if (refuted?.kind !== 'fails' || refuted.shownBy?.kind !== 'execution')
      throw new Error('it is not refuted')
    expect(refuted.shownBy.trace.states).toEqual([0, 1, 2, 3, 4].map((n) => ({ n })))
    expect(replay(counter, counter.properties[0]!, refuted.shownBy.trace).kind).toBe('confirmed')
    expect(other).toMatchObject({ kind: 'stands', property: 'range' })
  })

  it('of a proof is refuted for what is violated, whatever the proof', async () => {
    const proofs: readonly Extract<Claim['verdict'], { kind: 'proved' }>['certificate'][] = [
      {
        kind: 'inductive-invariant',
        integers: 'bit-vector',
        formula: '(bvult n #b100)',
        clauses: [],
        count: 1,
      },
      { kind: 'k-induction', k: 4, distinct: [] },
      { kind: 'executions-end', depth: 3 },
      { kind: 'all-states-visited', states: 4 },
    ]
    for (const certificate of proofs) {
      const made = [claim('inv', 'invariant', { kind: 'proved', certificate })]
      expect(await conclusions(counter, made)).toMatchObject([{ kind: 'fails', property: 'inv' }])
    }
  })

  it('that all states were visited is told with as many as there are', async () => {
    const made = [
      claim('deadlock', 'deadlock', {
        kind: 'proved',
        certificate: { kind: 'all-states-visited', states: 1 },
      }),
    ]
    expect(await conclusions(counter, made)).toEqual([
      { kind: 'stands', property: 'deadlock', by: 'the interpreter', states: 6 },
    ])
  })
})

describe('a verification', () => {
  const proof = claim('deadlock', 'deadlock', {
    kind: 'proved',
    certificate: {
      kind: 'inductive-invariant',
      integers: 'bit-vector',
      formula: 'true',
      clauses: [],
      count: 0,
    },
  })
  const bound = claim('range', 'range', { kind: 'holds', depth: 3 })

  it('that is not answered in time says so', async () => {
    const solver = fakeSolver(folder, 'never')
    const found = await conclusions(counter, [proof, bound], { solver, timeout: 3 })
    for (const conclusion of found) {
      expect(conclusion).toMatchObject({
        kind: 'open',
        reason: expect.stringMatching(/^no answer within [\d.]+ s$/) as string,
      })
    }
  })

  it('ends with what is established when interrupted', async () => {
    const controller = new AbortController()
    const events: RunEvent[] = []
    const found = await conclusions(counter, [claims[0]!, proof, bound], {
      solver: fakeSolver(folder, 'never'),
      signal: controller.signal,
      onEvent: (event) => {
        events.push(event)
        if (event.kind === 'confirming') controller.abort()
      },
    })
    expect(found.map(({ kind }) => kind)).toEqual(['stands', 'open', 'open'])
    expect(found[2]).toMatchObject({ reason: 'interrupted' })
    expect(events.at(-1)).toMatchObject({ kind: 'engine-end', engine: 'verify', ending: 'stopped' })
  })

  it('by a solver that is of no use says why', async () => {
    const [open] = await conclusions(counter, [proof], { solver: fakeSolver(folder, 'nonsense') })
    expect(open).toEqual({
      kind: 'open',
      property: 'deadlock',
      reason: 'fake 1.0 answered a query by perhaps',
    })
  })

  it.skipIf(maySkip('z3'))('by a solver that shows what is no execution is a defect', async () => {
    const solver = fakeSolver(folder, 'careless')
    await expect(verify(counter, [bound], { solver })).rejects.toThrow(SelfCheckError)
    await expect(verify(counter, [bound], { solver })).rejects.toThrow(
      /finds an execution that decides range, but replaying it fails at step/,
    )
  })
})
