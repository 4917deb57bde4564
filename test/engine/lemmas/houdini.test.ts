import { beforeAll, describe, expect, it } from 'vitest'
import { certificateObligations, certify } from '../../../src/engine/certify.js'
import { Houdini } from '../../../src/engine/lemmas/houdini.js'
import { makeCube } from '../../../src/engine/clauses/cube.js'
import { distinctOrbits, type Orbit } from '../../../src/engine/clauses/orbit.js'
import { showClauses } from '../../../src/engine/pdr/show-clause.js'
import { clauseOf } from '../../../src/engine/clauses/cube.js'
import { templates } from '../../../src/engine/lemmas/templates.js'
import { Vocabulary } from '../../../src/engine/clauses/vocabulary.js'
import {
  choose,
  either,
  goto,
  invariant,
  model,
  process,
  range,
  state,
  step,
  when,
} from '../../../src/index.js'
import { coneOfInfluence } from '../../../src/lower/cone-of-influence.js'
import { lowerSystem } from '../../../src/lower/lower-system.js'
import type { ScalarSystem, Target } from '../../../src/lower/scalar-system.js'
import { interchangeable } from '../../../src/lower/symmetry.js'
import { openSession } from '../../../src/smt/session.js'
import { loadZ3, type Z3 } from '../../../src/smt/z3.js'
import dynamodb from '../../../models/dynamodb-dns/model.js'

let z3: Z3
beforeAll(async () => {
  z3 = await loadZ3()
})

/** `up` counts to 2; `down` follows it. */
const counters = model({
  name: 'counters',
  params: {},
  build() {
    const shared = state({ up: range(0, 5), down: range(0, 5) })
    const clock = process({
      steps: () => ({
        turn: either({
          tick: step(when(shared.up.below(2)), shared.up.becomes(shared.up.plus(1)), goto('turn')),
          follow: choose({ to: range(0, 2) }, ({ to }) =>
            step(when(to.atMost(shared.up)), shared.down.becomes(to), goto('turn')),
          ),
        }),
      }),
    })
    return { shared, clock, properties: { small: invariant(shared.down.below(4)) } }
  },
})

function problem(system: ScalarSystem): { readonly system: ScalarSystem; readonly target: Target } {
  const [target] = system.targets
  if (target === undefined) throw new Error('a system without a target')
  return { system: coneOfInfluence(system, [target]), target }
}

async function kept(
  system: ScalarSystem,
  target: Target,
  candidates: readonly Orbit[],
): Promise<readonly Orbit[]> {
  const options = { logic: 'QF_BV', produceModels: true, produceUnsatAssumptions: false } as const
  const session = await openSession(await z3.open(), options)
  return new Houdini(system, system.terms.not(target.state), candidates, session)
    .run()
    .finally(() => session.solver.close())
}

describe('Houdini', () => {
  it('keeps what holds at the start and after every step, and nothing else', async () => {
    const { system, target } = problem(lowerSystem(counters.instantiate({})))
    const vocabulary = new Vocabulary(system, target)
    const [up, down] = ['shared.up', 'shared.down'].map((name) =>
      system.cells.find((cell) => cell.name === name),
    )
    const cubes = [up!, down!].flatMap((cell) =>
      [1, 2, 3, 4].map((lo) => makeCube(vocabulary.between(cell, { lo, hi: 5 }))),
    )
    const orbits = cubes.map((cube): Orbit => [cube])
    expect(showClauses(system, await kept(system, target, orbits))).toEqual([
      'shared.up < 3',
      'shared.up < 4',
      'shared.down < 3',
      'shared.down < 4',
    ])
  })

  it('finds the invariant of the fixed flagship among the templates, as it is checked', async () => {
    const params = { fix: 'cas', enactors: 3, endpoints: 2, plans: 4 }
    const model = dynamodb.instantiate(params)
    const wanted = model.properties.filter(({ name }) => name === 'noEmptyEndpoint')
    const { system, target } = problem(lowerSystem({ ...model, properties: wanted }))
    const vocabulary = new Vocabulary(system, target)
    const generators = interchangeable(system).flatMap(({ exchanges }) => exchanges)
    const candidates = distinctOrbits(templates(system, target, vocabulary), generators, vocabulary, 1_000)
    const orbits = await kept(system, target, candidates)
    expect(orbits.length).toBeGreaterThan(0)
    expect(orbits.length).toBeLessThan(candidates.length)
    expect(showClauses(system, orbits)).toContain(
      'for every enactor[i]:  enactor[i].pc != cleanUp  or  endpoint[1].active >= enactor[i].plan',
    )
    const clauses = orbits.flat().map((cube) => clauseOf(system, cube))
    const invariant = system.terms.and(...system.cells.map(({ domain }) => domain), ...clauses)
    await certify(system, certificateObligations(system, target, invariant), () => z3.open())
  })
})
