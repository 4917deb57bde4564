import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import dining from '../../../models/dining-philosophers/model.js'
import peterson from '../../../models/peterson/model.js'
import { pdr } from '../../../src/engine/pdr.js'
import { spacer } from '../../../src/engine/spacer.js'
import type { TransitionSystem } from '../../../src/ir/system.js'
import type { OpenSolver } from '../../../src/smt/solver.js'
import { loadZ3, type Z3 } from '../../../src/smt/z3.js'
import { SPECIMENS } from '../small-systems.js'
import { judge, judgeMutants, provedBy } from './judging.js'
import type { Pick } from './mutant.js'

let z3: Z3
beforeAll(async () => {
  z3 = await loadZ3()
})
const openSolver: OpenSolver = () => z3.open()

/** Made of each certificate. */
const MUTANTS = 12

const SMALL: readonly (readonly [string, TransitionSystem])[] = [
  ['peterson', peterson.instantiate({})],
  ['dining philosophers', dining.instantiate({})],
  ...SPECIMENS.filter(({ exempt }) => exempt === undefined).map(
    ({ name, system }) => [name, system] as const,
  ),
]

describe.each([
  ['pdr', pdr],
  ['spacer', spacer({ limits: [5_000] })],
] as const)('certificates of %s', (_, engine) => {
  it('stand as they are, and what is made of them is judged as a search state by state judges it', async () => {
    const tally = { stands: 0, fails: 0, unfit: 0 }
    for (const [name, system] of SMALL) {
      for (const proved of await provedBy(engine, system, openSolver)) {
        const { certificate } = proved
        expect(`${name}: ${await judge(proved, certificate.formula, openSolver)}`).toBe(`${name}: stands`)
        const draw = fc.sample(fc.infiniteStream(fc.nat(1_000_000)), { numRuns: 1, seed: 7 })[0]!
        const pick: Pick = (most) => (draw.next().value ?? 0) % (most + 1)
        await judgeMutants(proved, { pick, count: MUTANTS, tally, openSolver })
      }
    }
    expect(tally.stands).toBeGreaterThan(20)
    expect(tally.fails).toBeGreaterThan(20)
    expect(tally.unfit).toBeGreaterThan(5)
  })
})
