import type { ScalarSystem, Target } from '../../lower/scalar-system.js'
import { interchangeable, type Permutation } from '../../lower/symmetry.js'
import type { Term } from '../../lower/term.js'
import type { Session } from '../../smt/session.js'
import { Houdini } from './houdini.js'
import type { Cube } from '../clauses/cube.js'
import { distinctOrbits, type Orbit } from '../clauses/orbit.js'
import { clauseOf } from '../clauses/cube.js'
import { templates } from './templates.js'
import { Vocabulary } from '../clauses/vocabulary.js'

/** More candidates than this cost more than they give. */
const MOST_CANDIDATES = 1_000

/**
 * Hints and templates of clauses that hold at the start and that every step from a state in which the premise holds keeps.
 * @throws SolverError
 */
export async function lemmas(
  system: ScalarSystem,
  target: Target,
  {
    premise,
    hints,
    vocabulary,
    generators,
  }: {
    readonly premise: Term
    /** Cubes that may be worth excluding besides the templates. */
    readonly hints: readonly Cube[]
    readonly vocabulary: Vocabulary
    readonly generators: readonly Permutation[]
  },
  openSession: () => Promise<Session>,
): Promise<readonly Orbit[]> {
  const cubes = [...hints, ...templates(system, target, vocabulary)]
  const candidates = distinctOrbits(cubes, generators, vocabulary, MOST_CANDIDATES)
  const session = await openSession()
  return new Houdini(system, premise, candidates, session).run().finally(() => session.solver.close())
}

/**
 * Clauses that hold in every reachable state. They must not depend on what the targets exclude: an execution may meet one target on the way
 * to another.
 * @throws SolverError
 */
export async function lemmaClauses(
  system: ScalarSystem,
  openSession: () => Promise<Session>,
): Promise<readonly Term[]> {
  const { terms, targets } = system
  const [first] = targets
  if (first === undefined || system.integers === 'unbounded') return []
  const any: Target = {
    property: first.property,
    state: terms.or(...targets.map(({ state }) => state)),
    step: terms.false,
  }
  const alone = { ...system, targets: [any] }
  const orbits = await lemmas(
    alone,
    any,
    {
      premise: terms.true,
      hints: [],
      vocabulary: new Vocabulary(alone, any),
      generators: interchangeable(alone).flatMap(({ exchanges }) => exchanges),
    },
    openSession,
  )
  return orbits.flat().map((cube) => clauseOf(system, cube))
}
