import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import doubleSpend from '../../models/double-spend/model.js'
import dynamodb from '../../models/dynamodb-dns/model.js'
import peterson from '../../models/peterson/model.js'
import { certificateObligations, certify } from '../../src/engine/certify.js'
import { kInduction } from '../../src/engine/k-induction.js'
import { pdr } from '../../src/engine/pdr.js'
import type { Certificate, PropertyResult } from '../../src/engine/verdict.js'
import type { TransitionSystem } from '../../src/ir/system.js'
import { lowerSystem } from '../../src/lower/lower-system.js'
import { loadZ3, type Z3 } from '../../src/smt/z3.js'
import { maySkip } from '../smt/native.js'

let z3: Z3
let folder: string
beforeAll(async () => {
  z3 = await loadZ3()
  folder = mkdtempSync(join(tmpdir(), 'premortem-certificate-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

function prove(system: TransitionSystem, engine = pdr): Promise<readonly PropertyResult[]> {
  return engine.check({ system, depth: 20, openSolver: () => z3.open(), report: () => undefined })
}

function certificateOf({ property, verdict }: PropertyResult): Certificate {
  if (verdict.kind === 'proved') return verdict.certificate
  if (verdict.kind === 'unreached' && verdict.certificate !== undefined) return verdict.certificate
  throw new Error(`${property} is ${verdict.kind}, not proved`)
}

/** Without the deadlock, whose certificate takes cvc5 half a minute. */
function safetyOnly(system: TransitionSystem): TransitionSystem {
  return { ...system, properties: system.properties.filter(({ kind }) => kind !== 'deadlock') }
}

const PROVED: readonly (readonly [string, TransitionSystem])[] = [
  ['dynamodb-dns with compare-and-set', dynamodb.instantiate({ fix: 'cas' })],
  ['the same with two endpoints', safetyOnly(dynamodb.instantiate({ fix: 'cas', endpoints: 2, plans: 4 }))],
  ['peterson', peterson.instantiate({})],
  ['double-spend, fixed', doubleSpend.instantiate({ fix: 'conditional' })],
]

describe.each(PROVED)('%s', (_, system) => {
  it('is proved in every property but the goals it reaches, and native solvers confirm it', async () => {
    const results = (await prove(system)).filter(({ verdict }) => verdict.kind !== 'reached')
    expect(results.length).toBeGreaterThan(2)
    for (const result of results) {
      const certificate = certificateOf(result)
      if (certificate.kind !== 'inductive-invariant') throw new Error(`a certificate by ${certificate.kind}`)
      const file = join(folder, 'certificate.smt2')
      writeFileSync(file, certificate.script)
      for (const [solver, args] of [
        ['z3', []],
        ['cvc5', ['--incremental']],
      ] as const) {
        if (maySkip(solver)) continue
        const answers = execFileSync(solver, [...args, file], { encoding: 'utf8' })
          .trim()
          .split('\n')
        expect(answers, `${solver} on ${result.property}`).toEqual(['unsat', 'unsat', 'unsat'])
      }
    }
  })
})

describe('a wrong invariant', () => {
  const system = lowerSystem(dynamodb.instantiate({ fix: 'cas' }))
  const [target] = system.targets
  if (target === undefined) throw new Error('no property')

  it.each([
    ['that does not hold at the start', system.terms.false, 'initial state'],
    ['that steps do not keep', system.initial.size > 0 ? startOnly() : system.terms.true, 'every step keeps'],
    ['that does not exclude the violation', system.terms.true, 'is not decided otherwise'],
  ])('%s is refused', async (_, invariant, claim) => {
    const obligations = certificateObligations(system, target, invariant)
    await expect(certify(system, obligations, () => z3.open())).rejects.toThrow(claim)
  })

  /** Just the initial states: true at the start, and left by the first step. */
  function startOnly() {
    return system.terms.and(
      ...system.cells.flatMap(({ name, current }) => {
        const value = system.initial.get(name)
        return value === undefined ? [] : [system.terms.equal(current, value)]
      }),
    )
  }
})

it('finds no proof of what is broken, by whatever engine', async () => {
  const whole = dynamodb.instantiate({ fix: 'recheck' })
  const asked = ['noEmptyEndpoint', 'noRegression']
  const broken = { ...whole, properties: whole.properties.filter(({ name }) => asked.includes(name)) }
  for (const engine of [pdr, kInduction]) {
    const verdicts = new Map(
      (await prove(broken, engine)).map(({ property, verdict }) => [property, verdict.kind]),
    )
    expect(verdicts.get('noEmptyEndpoint')).toBe('violated')
    expect(verdicts.get('noRegression')).toBe('violated')
  }
})
