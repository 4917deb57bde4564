import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { bmc, boundedModelChecking } from '../../src/engine/bmc.js'
import { confirm } from '../../src/engine/confirm.js'
import { explicit } from '../../src/engine/explicit.js'
import type { Engine } from '../../src/engine/engine.js'
import type { PropertyResult } from '../../src/engine/verdict.js'
import type { TransitionSystem } from '../../src/ir/system.js'
import { validate } from '../../src/ir/validate.js'
import type { Solver } from '../../src/smt/solver.js'
import { loadZ3, type Z3 } from '../../src/smt/z3.js'
import { randomSystem } from './random-system.js'
import { randomRuns } from './runs.js'

const RUNS = randomRuns()
const DEPTH = 5

let z3: Z3
beforeAll(async () => {
  z3 = await loadZ3()
})

/** Enough for all but a few queries about unbounded integers, which could take for ever. Counted, not timed. */
const RESOURCE_LIMIT = 5_000_000

async function openLimited(): Promise<Solver> {
  const solver = await z3.open()
  await solver.run(`(set-option :rlimit ${String(RESOURCE_LIMIT)})`)
  return solver
}

function run(engine: Engine, system: TransitionSystem, depth = DEPTH): Promise<readonly PropertyResult[]> {
  return engine.check({ system, depth, openSolver: openLimited, report: () => undefined })
}

/** What two engines must say alike: whether something is found up to the depth, and how deep the shortest execution is. */
function finding({ property, verdict }: PropertyResult): string {
  const found = verdict.kind === 'violated' || verdict.kind === 'reached'
  return `${property}: ${found ? `${verdict.kind} at depth ${String(verdict.depth)}` : verdict.kind === 'undecided' ? verdict.reason : 'not found'}`
}

function isProof({ verdict }: PropertyResult): boolean {
  return verdict.kind === 'proved' || (verdict.kind === 'unreached' && verdict.certificate !== undefined)
}

/** Compares the two engines and returns how many properties the symbolic one left undecided. */
async function compare(system: TransitionSystem, engine = bmc): Promise<number> {
  validate(system)
  const enumerated = await run(explicit({ stateLimit: 20_000 }), system)
  const symbolic = await run(engine, system)
  const undecided = symbolic
    .filter(({ verdict }) => verdict.kind === 'undecided')
    .map(({ property }) => property)
  const decided = (results: readonly PropertyResult[]): readonly string[] =>
    results.filter(({ property }) => !undecided.includes(property)).map(finding)
  expect(decided(symbolic)).toEqual(decided(enumerated))
  for (const result of [...symbolic, ...enumerated]) confirm(system, result)
  if (symbolic.some(isProof)) {
    const everything = await run(explicit({ stateLimit: 20_000 }), system, Number.MAX_SAFE_INTEGER)
    for (const proof of symbolic.filter(isProof)) {
      const counterpart = everything.find(({ property }) => property === proof.property)
      expect(['proved', 'unreached', 'undecided'], proof.property).toContain(counterpart?.verdict.kind)
    }
  }
  return undecided.length
}

describe('bounded model checking agrees with enumeration on random systems', () => {
  it('of finite types', async () => {
    let undecided = 0
    const agree = fc.asyncProperty(fc.gen(), async (draw) => {
      undecided += await compare(randomSystem(draw, { unbounded: false }))
    })
    await fc.assert(agree, { numRuns: RUNS, endOnFailure: true })
    expect(undecided).toBe(0)
  }, 900_000)

  it('of finite types, with lemmas from the second step on', async () => {
    const eager = boundedModelChecking({ lemmasFrom: 1 })
    const agree = fc.asyncProperty(fc.gen(), async (draw) => {
      await compare(randomSystem(draw, { unbounded: false }), eager)
    })
    await fc.assert(agree, { numRuns: Math.ceil(RUNS / 4), endOnFailure: true })
  }, 900_000)

  it('with unbounded integers', async () => {
    const runs = Math.ceil(RUNS / 10)
    let undecided = 0
    const agree = fc.asyncProperty(fc.gen(), async (draw) => {
      undecided += await compare(randomSystem(draw, { unbounded: true }))
    })
    await fc.assert(agree, { numRuns: runs, endOnFailure: true })
    expect(undecided).toBeLessThan(runs / 10)
  }, 900_000)
})
