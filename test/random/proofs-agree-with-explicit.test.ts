import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { confirm } from '../../src/engine/confirm.js'
import { explicit } from '../../src/engine/explicit.js'
import type { Engine } from '../../src/engine/engine.js'
import { kInduction } from '../../src/engine/k-induction.js'
import { pdr } from '../../src/engine/pdr.js'
import type { PropertyResult } from '../../src/engine/verdict.js'
import type { TransitionSystem } from '../../src/ir/system.js'
import { validate } from '../../src/ir/validate.js'
import { loadZ3, type Z3 } from '../../src/smt/z3.js'
import { randomSystem } from './random-system.js'
import { randomRuns } from './runs.js'

const RUNS = randomRuns(1 / 5)

let z3: Z3
beforeAll(async () => {
  z3 = await loadZ3()
})

function run(engine: Engine, system: TransitionSystem): Promise<readonly PropertyResult[]> {
  const depth = Number.MAX_SAFE_INTEGER
  return engine.check({ system, depth, openSolver: () => z3.open(), report: () => undefined })
}

function finding({ property, verdict }: PropertyResult): string {
  const depth =
    verdict.kind === 'violated' || verdict.kind === 'reached' ? ` at depth ${String(verdict.depth)}` : ''
  const reason = verdict.kind === 'undecided' ? `: ${verdict.reason}` : ''
  return `${property} ${verdict.kind}${depth}${reason}`
}

it('proves exactly what no reachable state of a random system contradicts, and finds the shortest execution otherwise', async () => {
  let proofs = 0
  let invariants = 0
  const agree = fc.asyncProperty(fc.gen(), async (draw) => {
    const system = randomSystem(draw, { unbounded: false })
    validate(system)
    const enumerated = await run(explicit({ stateLimit: 1_500 }), system)
    const symbolic = await run(pdr, system)
    const decided = enumerated
      .filter(({ verdict }) => verdict.kind !== 'undecided')
      .map(({ property }) => property)
    const findings = (results: readonly PropertyResult[]): readonly string[] =>
      results.filter(({ property }) => decided.includes(property)).map(finding)
    expect(findings(symbolic)).toEqual(findings(enumerated))
    for (const result of symbolic) {
      confirm(system, result)
      const { verdict } = result
      if (
        (verdict.kind === 'proved' || verdict.kind === 'unreached') &&
        verdict.certificate?.kind === 'inductive-invariant'
      ) {
        proofs += 1
        if (verdict.certificate.count > 0) invariants += 1
      }
    }
  })
  await fc.assert(agree, { numRuns: RUNS, endOnFailure: true })
  expect(proofs).toBeGreaterThan(RUNS / 10)
  expect(invariants).toBeGreaterThan(RUNS / 50)
}, 900_000)

it('never proves by induction what a reachable state contradicts', async () => {
  let proofs = 0
  const agree = fc.asyncProperty(fc.gen(), async (draw) => {
    const system = randomSystem(draw, { unbounded: false })
    validate(system)
    const enumerated = await run(explicit({ stateLimit: 1_500 }), system)
    const inductive = await kInduction.check({
      system,
      depth: 4,
      openSolver: () => z3.open(),
      report: () => undefined,
    })
    for (const result of inductive) {
      const { verdict } = confirm(system, result)
      const counterpart = enumerated.find(({ property }) => property === result.property)?.verdict
      if (counterpart === undefined || counterpart.kind === 'undecided') continue
      const isFound = counterpart.kind === 'violated' || counterpart.kind === 'reached'
      const isShallow = isFound && counterpart.depth <= 4
      if (verdict.kind === 'violated' || verdict.kind === 'reached') {
        expect(finding({ ...result, verdict })).toBe(finding({ ...result, verdict: counterpart }))
      } else {
        expect(isShallow, finding(result)).toBe(false)
      }
      if (verdict.kind === 'proved' || (verdict.kind === 'unreached' && verdict.certificate !== undefined)) {
        proofs += 1
        expect(isFound, finding(result)).toBe(false)
      }
    }
  })
  await fc.assert(agree, { numRuns: Math.ceil(RUNS / 2), endOnFailure: true })
  expect(proofs).toBeGreaterThan(RUNS / 20)
}, 900_000)
