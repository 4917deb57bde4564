import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { pdr } from '../../src/engine/pdr.js'
import { startCount, startSpace } from '../../src/ir/start.js'
import { validate } from '../../src/ir/validate.js'
import { loadZ3, type Z3 } from '../../src/smt/z3.js'
import { judge, judgeMutants, provedBy } from '../engine/examine/judging.js'
import { randomSystem } from './random-system.js'
import { randomRuns } from './runs.js'

const RUNS = randomRuns(1 / 10)

/** What is enumerated at most. */
const MOST_STATES = 2_000

let z3: Z3
beforeAll(async () => {
  z3 = await loadZ3()
})

it('an invariant of a random system, and what is made of it, is judged as a search state by state judges it', async () => {
  const tally = { stands: 0, fails: 0, unfit: 0 }
  const openSolver = () => z3.open()
  const agree = fc.asyncProperty(fc.gen(), async (draw) => {
    const system = randomSystem(draw, { unbounded: false })
    validate(system)
    const states = startCount(startSpace({ ...system, init: { updates: [], assumptions: [] } }))
    if (states === undefined || states > MOST_STATES) return
    const pick = (most: number): number => draw(fc.nat, most)
    for (const proved of await provedBy(pdr, system, openSolver)) {
      expect(await judge(proved, proved.certificate.formula, openSolver)).toBe('stands')
      if (proved.certificate.count > 0) await judgeMutants(proved, { pick, count: 3, tally, openSolver })
    }
  })
  await fc.assert(agree, { numRuns: RUNS, endOnFailure: true })
  expect(tally.stands).toBeGreaterThan(RUNS / 20)
  expect(tally.fails).toBeGreaterThan(RUNS / 20)
}, 900_000)
