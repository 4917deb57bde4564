import {
  anything,
  flag,
  integer,
  invariant,
  next,
  not,
  range,
  reachable,
  state,
  step,
  transition,
  when,
} from 'premortem'
import { beforeAll, describe, expect, it } from 'vitest'
import doubleSpend from '../../../models/double-spend/model.js'
import peterson from '../../../models/peterson/model.js'
import tokenRing from '../../../models/token-ring/model.js'
import type { Conclusion } from '../../../src/engine/examine/finding.js'
import type { AskableProof } from '../../../src/engine/examine/proof-questions.js'
import { bmc } from '../../../src/engine/bmc.js'
import { explicit } from '../../../src/engine/explicit.js'
import { kInduction } from '../../../src/engine/k-induction.js'
import { isFound, type Verdict } from '../../../src/engine/verdict.js'
import type { TransitionSystem } from '../../../src/ir/system.js'
import type { OpenSolver } from '../../../src/smt/solver.js'
import { loadZ3, type Z3 } from '../../../src/smt/z3.js'
import { built } from '../../dsl/building.js'
import { SPECIMENS } from '../small-systems.js'
import { conclusionsOf } from './examining.js'

let z3: Z3
beforeAll(async () => {
  z3 = await loadZ3()
})
const openSolver: OpenSolver = () => z3.open()

async function examined(
  system: TransitionSystem,
  property: string,
  proof: AskableProof,
): Promise<Conclusion> {
  const conclusion = (await conclusionsOf(system, { kind: 'proof', property, proof }, openSolver)).get(
    property,
  )
  if (conclusion === undefined) throw new Error('no conclusion')
  return conclusion
}

async function verdicts(
  engine: typeof bmc,
  system: TransitionSystem,
  depth = 10,
): Promise<ReadonlyMap<string, Verdict>> {
  const results = await engine.check({ system, depth, openSolver, report: () => undefined })
  return new Map(results.map(({ property, verdict }) => [property, verdict]))
}

const invariantProof = (formula: string, integers: 'bit-vector' | 'unbounded' = 'bit-vector') =>
  ({ kind: 'inductive-invariant', clauses: [], count: 1, integers, formula }) as const
const induction = (k: number, distinct: readonly (readonly [number, number])[] = []) =>
  ({ kind: 'k-induction', k, distinct }) as const

/** A flag that is never put on, and a counter that goes round beside it. */
const BESIDE = built(() => {
  const [on, idle, count] = [state(flag()), state(flag()), state(range(0, 3))]
  return {
    on,
    idle,
    count,
    tick: step(when(count.below(3)), count.becomes(count.plus(1))),
    keep: step(when(on), idle.becomes(on)),
    properties: { off: invariant(not(on)), three: reachable(count.is(3)) },
  }
})

describe('an invariant', () => {
  it.each<[string, string, Conclusion['kind']]>([
    ['what the property says', '(not on)', 'stands'],
    ['more than the property says, of what it does not depend on', '(and (not on) (not idle))', 'stands'],
    ['more than is so, of what it does not depend on', '(and (not on) (bvult count #b11))', 'fails'],
    ['everything', 'true', 'fails'],
    ['nothing', 'false', 'fails'],
    ['about what there is not', '(not off)', 'unfit'],
    ['about a state and the next', '(not |on@1|)', 'unfit'],
    ['a number', 'count', 'unfit'],
    ['about integers of another kind', '(and (not on) (<= count 3))', 'unfit'],
  ])('that is %s: %s %s', async (_, formula, kind) => {
    expect((await examined(BESIDE, 'off', invariantProof(formula))).kind).toBe(kind)
  })

  it('can be about integers without bounds where there are bounds, and not the other way round', async () => {
    expect(
      (await examined(BESIDE, 'off', invariantProof('(and (not on) (<= count 3))', 'unbounded'))).kind,
    ).toBe('stands')
    const endless = built(() => {
      const x = state(integer())
      return { x, up: step(x.becomes(x.plus(1))), properties: { up: invariant(x.atLeast(0)) } }
    })
    expect((await examined(endless, 'up', invariantProof('(<= 0 x)', 'unbounded'))).kind).toBe('stands')
    expect(await examined(endless, 'up', invariantProof('true', 'bit-vector'))).toMatchObject({
      kind: 'unfit',
      reason: 'it is about bit-vectors, and the model has integers without bounds',
    })
  })

  it('is not read as a program that fills the memory', async () => {
    const deep = `${'(not '.repeat(200_000)}on${')'.repeat(200_000)}`
    for (const formula of [
      deep,
      '(= ((_ zero_extend 4000000000) count) count)',
      `(and ${'on '.repeat(200_000)})`,
    ])
      expect((await examined(BESIDE, 'off', invariantProof(formula))).kind).toBe('unfit')
  })

  it('says of a refuted claim which states show it, with the members of enumerations by name', async () => {
    const conclusion = await examined(peterson.instantiate({}), 'mutualExclusion', invariantProof('true'))
    expect(conclusion).toMatchObject({
      kind: 'fails',
      claim: 'where the invariant holds, mutualExclusion is not decided otherwise',
      shownBy: { kind: 'states', states: [{ 'thread[0].pc': 'critical', 'thread[1].pc': 'critical' }] },
    })
  })
})

describe('an induction', () => {
  /** Every step that changes nothing violates it: there is one from the start. */
  const still = built(() => {
    const [x, y] = [state(range(0, 3)), state(flag().initially(anything))]
    return {
      x,
      y,
      stay: step(when(y)),
      go: step(when(x.below(3)), x.becomes(x.plus(1))),
      properties: { moves: transition(not(next(x).is(x))) },
    }
  })

  it('may not require the state that a step leads to to be another one', async () => {
    expect((await verdicts(explicit(), still)).get('moves')).toMatchObject({ kind: 'violated', depth: 1 })
    for (const [k, pair] of [
      [1, [0, 1]],
      [2, [1, 2]],
      [2, [0, 2]],
    ] as const) {
      expect(await examined(still, 'moves', induction(k, [pair]))).toEqual({
        kind: 'unfit',
        property: 'moves',
        reason: `it requires states ${pair.join(' and ')} of ${String(k + 1)} to differ`,
      })
    }
  })

  it.each<[string, AskableProof, RegExp]>([
    ['no steps', induction(0), /over no steps/],
    ['a state and itself', induction(3, [[1, 1]]), /states 1 and 1 of 4 to differ/],
    ['states in the wrong order', induction(3, [[2, 0]]), /states 2 and 0/],
    ['a state that there is not', induction(3, [[0, 4]]), /states 0 and 4/],
    ['more steps than there is time for', induction(1e9), /more than can be looked at/],
  ])('over %s is none', async (_, proof, reason) => {
    const conclusion = await examined(peterson.instantiate({}), 'mutualExclusion', proof)
    expect(conclusion).toMatchObject({ kind: 'unfit', reason: expect.stringMatching(reason) as string })
  })

  it('stands where the engine has found it, and never for what is violated, whatever states are to differ', async () => {
    let proofs = 0
    const specimens = SPECIMENS.filter(({ exempt }) => exempt === undefined).map(({ system }) => system)
    for (const system of [...specimens, peterson.instantiate({}), tokenRing.instantiate({})]) {
      const truth = await verdicts(explicit(), system, 100)
      const found = await verdicts(kInduction, system)
      for (const { name } of system.properties) {
        const verdict = found.get(name)
        const proof = verdict !== undefined && 'certificate' in verdict ? verdict.certificate : undefined
        if (proof?.kind === 'k-induction') {
          proofs += 1
          expect((await examined(system, name, proof)).kind).toBe('stands')
        }
        const enumerated = truth.get(name)
        if (enumerated === undefined || !isFound(enumerated)) continue
        for (const k of [1, 2, 3, 4]) {
          const pairs = [0, 1, 2, 3, 4].flatMap((i) => [1, 2, 3, 4].map((j) => [i, j] as const))
          for (const distinct of [
            [],
            pairs.filter(([i, j]) => i < j && j < k),
            pairs.filter(([i, j]) => i < j && j <= k),
          ])
            expect((await examined(system, name, induction(k, distinct))).kind).not.toBe('stands')
        }
      }
    }
    expect(proofs).toBeGreaterThan(3)
  })
})

describe('that executions end', () => {
  const system = doubleSpend.instantiate({})

  it('stands at their length and beyond, not below', async () => {
    const verdict = (await verdicts(bmc, system)).get('moneyConserved')
    if (verdict?.kind !== 'proved' || verdict.certificate.kind !== 'executions-end')
      throw new Error('no such proof')
    const { depth } = verdict.certificate
    const at = async (steps: number): Promise<Conclusion> =>
      examined(system, 'moneyConserved', { kind: 'executions-end', depth: steps })
    expect((await at(depth)).kind).toBe('stands')
    expect((await at(depth + 1)).kind).toBe('stands')
    const short = await at(depth - 1)
    expect(short).toMatchObject({ kind: 'fails', claim: `no execution has ${String(depth)} steps` })
    if (short.kind !== 'fails' || short.shownBy?.kind !== 'states') throw new Error('nothing is shown')
    expect(short.shownBy.states).toHaveLength(depth + 1)
    expect((await at(1e12)).kind).toBe('unfit')
  })

  it('does not stand for what is violated at the very end', async () => {
    const stopping = SPECIMENS.find(({ name }) => name.startsWith('a counter that stops at its bound'))!
    const at = (depth: number): Promise<Conclusion> =>
      examined(stopping.system, 'deadlock', { kind: 'executions-end', depth })
    expect(await at(5)).toMatchObject({ kind: 'fails', claim: 'deadlock: not decided otherwise at depth 5' })
    expect(await at(4)).toMatchObject({ kind: 'fails', claim: 'no execution has 5 steps' })
  })

  it('does not stand for what is violated on the way', async () => {
    const conclusion = await examined(system, 'neverOverdrawn', { kind: 'executions-end', depth: 9 })
    expect(conclusion).toMatchObject({
      kind: 'fails',
      claim: 'neverOverdrawn: not decided otherwise at depth 4',
    })
  })
})
