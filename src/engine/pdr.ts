import { logicOf } from '../encode/logic.js'
import { coneOfInfluence } from '../lower/cone-of-influence.js'
import { lowerSystem } from '../lower/lower-system.js'
import { symbolsOf } from '../lower/term.js'
import type { ScalarSystem, Target } from '../lower/scalar-system.js'
import { openSession, type Session } from '../smt/session.js'
import { printTerm } from '../smt/plain-term.js'
import { SolverError } from '../smt/solver.js'
import { searchBounded } from './bmc.js'
import { certificateScript, certify, typedObligations } from './certify.js'
import type { Engine, Problem } from './engine.js'
import { showClauses } from './pdr/show-clause.js'
import { BudgetSpent, Queries } from './pdr/queries.js'
import { clauseOf, type Cube } from './clauses/cube.js'
import type { Orbit } from './clauses/orbit.js'
import { PdrSearch } from './pdr/search.js'
import { Shrinking } from './pdr/shrink.js'
import { decideInRounds } from './rounds.js'
import { SelfCheckError } from './self-check-error.js'
import type { Certificate, Verdict } from './verdict.js'

/**
 * Property-directed reachability on the finite part of a system: proves at every depth, with a certificate. Where it finds that a target
 * is met, the execution that it has is not a shortest one: bounded model checking then looks up to that length. Properties are decided
 * one after the other, each over its own cone of influence; what the proof of one has excluded is tried in those after it.
 */
export const pdr: Engine = {
  name: 'pdr',
  check(problem) {
    const lowered = lowerSystem(problem.system)
    const isGoal = ({ property }: Target): boolean => property.kind === 'reachable'
    // Goals are mostly reached, and bounded search shows that better: they hold up nothing else.
    const groups = [lowered.targets.filter((target) => !isGoal(target)), lowered.targets.filter(isGoal)]
    const excluded: Cube[] = []
    return decideInRounds('pdr', problem, { groups, limits: BUDGETS }, async (target, { limit }) => {
      const cone = coneOfInfluence(lowered, [target])
      const { verdict, invariant } = await decide(problem, cone, target, { hints: excluded, limit })
      excluded.push(...invariant)
      return verdict
    })
  },
}

/** Queries for each property, round by round: easy properties need not wait for hard ones. */
const BUDGETS = [300, 3_000, 30_000, Infinity] as const

interface Decision {
  /** Undefined when the budget is spent. */
  readonly verdict: Verdict | undefined
  /** What a proof excludes. */
  readonly invariant: readonly Cube[]
}

async function decide(
  problem: Problem,
  system: ScalarSystem,
  target: Target,
  { hints, limit }: { readonly hints: readonly Cube[]; readonly limit: number },
): Promise<Decision> {
  if (system.integers === 'unbounded') {
    return without({
      kind: 'undecided',
      depth: null,
      reason: 'pdr works on finite systems, and this one has unbounded integers',
    })
  }
  try {
    const open = (): Promise<Session> => openFor(problem, system)
    const queries = new Queries(system, target, await open(), open, limit)
    const cells = new Set(system.cells.map(({ current }) => current))
    const known = hints.filter(({ literals }) =>
      [...symbolsOf(...literals)].every((symbol) => cells.has(symbol)),
    )
    const search = new PdrSearch(system, target, queries, known, open, (frame, clauses) => {
      problem.report({ kind: 'frame', property: target.property.name, frame, clauses })
    })
    const outcome = await search.run().finally(() => queries.close())
    if (outcome.kind === 'met') return without(await shortest(problem, system, outcome.length))
    const session = await open()
    const shrinking = new Shrinking(system, target, (cube) => search.orbitOf(cube), session)
    const orbits = await shrinking.run(outcome.blocked).finally(() => session.solver.close())
    const verdict = await proved(problem, system, target, { orbits, frame: outcome.frame })
    return { verdict, invariant: orbits.flat() }
  } catch (error) {
    if (error instanceof BudgetSpent) return without(undefined)
    if (!(error instanceof SolverError)) throw error
    return without({ kind: 'undecided', depth: null, reason: error.message })
  }
}

function without(verdict: Verdict | undefined): Decision {
  return { verdict, invariant: [] }
}

async function openFor({ openSolver }: Problem, system: ScalarSystem): Promise<Session> {
  const logic = logicOf(system)
  return openSession(await openSolver(), { logic, produceModels: true, produceUnsatAssumptions: true })
}

async function proved(
  problem: Problem,
  system: ScalarSystem,
  target: Target,
  { orbits, frame }: { readonly orbits: readonly Orbit[]; readonly frame: number },
): Promise<Verdict> {
  const clauses = orbits.flat().map((cube) => clauseOf(system, cube))
  const formula = system.terms.and(...clauses)
  const obligations = typedObligations(system, target, formula)
  await certify(system, obligations, problem.openSolver)
  const certificate: Certificate = {
    kind: 'inductive-invariant',
    clauses: showClauses(system, orbits),
    count: clauses.length,
    integers: system.integers,
    formula: printTerm(formula),
    frame,
    script: certificateScript(system, obligations),
  }
  return target.property.kind === 'reachable'
    ? { kind: 'unreached', depth: problem.depth, certificate }
    : { kind: 'proved', certificate }
}

/** The shortest execution that meets the target, which has at most `length` steps. */
async function shortest(problem: Problem, system: ScalarSystem, length: number): Promise<Verdict> {
  const found: Verdict[] = []
  await searchBounded({ ...problem, depth: length, report: () => undefined }, system, (_, verdict) => {
    found.push(verdict)
  })
  const [verdict] = found
  if (verdict?.kind === 'violated' || verdict?.kind === 'reached' || verdict?.kind === 'undecided')
    return verdict
  throw new SelfCheckError(
    `pdr found an execution of ${String(length)} steps where bounded model checking finds none: ${verdict?.kind ?? 'no verdict'}`,
  )
}
