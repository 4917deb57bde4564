import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { bmc, boundedModelChecking } from '../../src/engine/bmc.js'
import { confirm } from '../../src/engine/confirm.js'
import { explicit } from '../../src/engine/explicit.js'
import type { Engine } from '../../src/engine/engine.js'
import { pdr } from '../../src/engine/pdr.js'
import type { PropertyResult } from '../../src/engine/verdict.js'
import type { TransitionSystem } from '../../src/ir/system.js'
import { validate } from '../../src/ir/validate.js'
import { lowerSystem } from '../../src/lower/lower-system.js'
import { interchangeable } from '../../src/lower/symmetry.js'
import { loadZ3, type Z3 } from '../../src/smt/z3.js'
import { symmetricSystem } from './symmetric-system.js'
import { randomRuns } from './runs.js'

const RUNS = randomRuns(1 / 12)
const DEPTH = 6

let z3: Z3
beforeAll(async () => {
  z3 = await loadZ3()
})

function run(engine: Engine, system: TransitionSystem, depth: number): Promise<readonly PropertyResult[]> {
  return engine.check({ system, depth, openSolver: () => z3.open(), report: () => undefined })
}

/** What all engines must say alike: what is found, and how deep the shortest execution is. */
function finding({ property, verdict }: PropertyResult): string {
  const found = verdict.kind === 'violated' || verdict.kind === 'reached'
  return `${property}: ${found ? `${verdict.kind} at depth ${String(verdict.depth)}` : 'not found'}`
}

it('finds the same, and as deep, whether or not processes that can be exchanged are told apart', async () => {
  let symmetric = 0
  const agree = fc.asyncProperty(fc.gen(), async (draw) => {
    const system = symmetricSystem(draw)
    validate(system)
    if (interchangeable(lowerSystem(system)).length > 0) symmetric += 1
    const enumerated = (await run(explicit(), system, DEPTH)).map(finding)
    for (const engine of [bmc, boundedModelChecking({ lemmasFrom: 1 })]) {
      const bounded = await run(engine, system, DEPTH)
      expect(bounded.map(finding)).toEqual(enumerated)
      for (const result of bounded) confirm(system, result)
    }
  })
  await fc.assert(agree, { numRuns: RUNS, endOnFailure: true })
  expect(symmetric).toBeGreaterThan(RUNS / 4)
}, 900_000)

it('proves what no reachable state contradicts, with clauses learned for all processes at once', async () => {
  const agree = fc.asyncProperty(fc.gen(), async (draw) => {
    const system = symmetricSystem(draw)
    validate(system)
    const depth = Number.MAX_SAFE_INTEGER
    const enumerated = (await run(explicit(), system, depth)).map(finding)
    const proved = await run(pdr, system, depth)
    expect(proved.map(finding)).toEqual(enumerated)
    expect(proved.map(({ verdict }) => verdict.kind)).not.toContain('undecided')
    for (const result of proved) confirm(system, result)
  })
  await fc.assert(agree, { numRuns: Math.ceil(RUNS / 2), endOnFailure: true })
}, 900_000)
