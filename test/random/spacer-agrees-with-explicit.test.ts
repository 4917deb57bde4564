import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { confirm } from '../../src/engine/confirm.js'
import type { Engine } from '../../src/engine/engine.js'
import { explicit } from '../../src/engine/explicit.js'
import { spacer } from '../../src/engine/spacer.js'
import type { PropertyResult } from '../../src/engine/verdict.js'
import type { TransitionSystem } from '../../src/ir/system.js'
import { validate } from '../../src/ir/validate.js'
import { loadZ3, type Z3 } from '../../src/smt/z3.js'
import { randomSystem } from './random-system.js'
import { randomRuns } from './runs.js'

const RUNS = randomRuns()
const DEPTH = 4

let z3: Z3
beforeAll(async () => {
  z3 = await loadZ3()
})

/** What an engine says of the only property. */
async function run(engine: Engine, system: TransitionSystem, depth: number): Promise<PropertyResult> {
  const [result] = await engine.check({ system, depth, openSolver: () => z3.open(), report: () => undefined })
  if (result === undefined) throw new Error('no result')
  return confirm(system, result)
}

function finding({ property, verdict }: PropertyResult): string {
  const depth = isFound(verdict) ? ` at depth ${String(verdict.depth)}` : ''
  return `${property} ${verdict.kind}${depth}`
}

function isFound(
  verdict: PropertyResult['verdict'],
): verdict is Extract<PropertyResult['verdict'], { readonly kind: 'violated' | 'reached' }> {
  return verdict.kind === 'violated' || verdict.kind === 'reached'
}

it.each([
  ['unbounded integers', true, Math.ceil(RUNS / 20)],
  ['finite types', false, Math.ceil(RUNS / 10)],
])(
  'decides random systems with %s as enumeration does',
  async (_, unbounded, runs) => {
    let [proofs, invariants, unproved] = [0, 0, 0]
    const agree = fc.asyncProperty(fc.gen(), async (draw) => {
      const whole = randomSystem(draw, { unbounded, words: false })
      const place = draw(fc.integer, { min: 0, max: whole.properties.length - 1 })
      const system = { ...whole, properties: whole.properties.slice(place, place + 1) }
      validate(system)
      const enumerated = await run(explicit({ stateLimit: 1_000 }), system, Number.MAX_SAFE_INTEGER)
      const result = await run(spacer({ limits: [1_000] }), system, DEPTH)
      const { verdict } = result
      const certificate = 'certificate' in verdict ? verdict.certificate : undefined
      if (certificate === undefined && !isFound(verdict)) {
        unproved += 1
        if (isFound(enumerated.verdict) && verdict.kind !== 'undecided')
          expect(enumerated.verdict.depth).toBeGreaterThan(DEPTH)
        return
      }
      if (enumerated.verdict.kind !== 'undecided') expect(finding(result)).toBe(finding(enumerated))
      if (certificate !== undefined) proofs += 1
      if (certificate?.kind === 'inductive-invariant' && certificate.count > 0) invariants += 1
    })
    await fc.assert(agree, { numRuns: runs, endOnFailure: true })
    expect(proofs).toBeGreaterThan(runs / 5)
    expect(invariants).toBeGreaterThan(runs / 50)
    expect(unproved).toBeLessThan(runs / 10)
  },
  900_000,
)
