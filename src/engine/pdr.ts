import { logicOf } from '../encode/logic.js'
import { coneOfInfluence } from '../lower/cone-of-influence.js'
import { lowerSystem } from '../lower/lower-system.js'
import type { ScalarSystem, Target } from '../lower/scalar-system.js'
import { openSession, type Session } from '../smt/session.js'
import { SolverError } from '../smt/solver.js'
import { searchBounded } from './bmc.js'
import { certificateObligations, certificateScript, certify } from './certify.js'
import type { Engine, Problem } from './engine.js'
import { showClauses } from './pdr/show-clause.js'
import { BudgetSpent, Queries } from './pdr/queries.js'
import type { Orbit } from './pdr/orbit.js'
import { PdrSearch } from './pdr/search.js'
import { clauseOf, Shrinking } from './pdr/shrink.js'
import { SelfCheckError } from './self-check-error.js'
import type { Certificate, PropertyResult, Verdict } from './verdict.js'

/**
 * Property-directed reachability on the finite part of a system: proves at every depth, with a certificate. Where it finds that a target
 * is met, the execution that it has is not a shortest one: bounded model checking then looks up to that length. Properties are decided
 * one after the other, each over its own cone of influence.
 */
export const pdr: Engine = {
  name: 'pdr',
  async check(problem) {
    const started = performance.now()
    const results: PropertyResult[] = []
    const lowered = lowerSystem(problem.system)
    let open = goalsLast(lowered.targets)
    for (const budget of BUDGETS) {
      const undecided: Target[] = []
      for (const target of open) {
        const limit = open.length === 1 ? Infinity : budget
        const verdict = await decide(problem, coneOfInfluence(lowered, [target]), target, limit)
        if (verdict === undefined) {
          undecided.push(target)
          continue
        }
        const { name: property, kind } = target.property
        const seconds = (performance.now() - started) / 1000
        const result: PropertyResult = { property, kind, verdict, engine: 'pdr', seconds }
        results.push(result)
        problem.report({ kind: 'verdict', result })
      }
      open = undecided
    }
    return problem.system.properties.flatMap(
      ({ name }) => results.find(({ property }) => property === name) ?? [],
    )
  },
}

/** Goals are mostly reached, and bounded search shows that better. */
function goalsLast(targets: readonly Target[]): readonly Target[] {
  const isGoal = ({ property }: Target): boolean => property.kind === 'reachable'
  return [...targets.filter((target) => !isGoal(target)), ...targets.filter(isGoal)]
}

/** Queries for each property, round by round: easy properties need not wait for hard ones. */
const BUDGETS = [200, 2_000, Infinity] as const

/** Undefined when the budget is spent. */
async function decide(
  problem: Problem,
  system: ScalarSystem,
  target: Target,
  budget: number,
): Promise<Verdict | undefined> {
  if (system.integers === 'unbounded') {
    return {
      kind: 'undecided',
      depth: null,
      reason: 'pdr works on finite systems, and this one has unbounded integers',
    }
  }
  try {
    const open = (): Promise<Session> => openFor(problem, system)
    const queries = new Queries(system, target, await open(), open, budget)
    const search = new PdrSearch(system, target, queries, open, (frame, clauses) => {
      problem.report({ kind: 'frame', property: target.property.name, frame, clauses })
    })
    const outcome = await search.run().finally(() => queries.close())
    if (outcome.kind === 'met') return await shortest(problem, system, outcome.length)
    const session = await open()
    const shrinking = new Shrinking(system, target, (cube) => search.orbitOf(cube), session)
    const orbits = await shrinking.run(outcome.blocked).finally(() => session.solver.close())
    return await proved(problem, system, target, { orbits, frame: outcome.frame })
  } catch (error) {
    if (error instanceof BudgetSpent) return undefined
    if (!(error instanceof SolverError)) throw error
    return { kind: 'undecided', depth: null, reason: error.message }
  }
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
  const invariant = system.terms.and(...system.cells.map(({ domain }) => domain), ...clauses)
  const obligations = certificateObligations(system, target, invariant)
  await certify(system, obligations, problem.openSolver)
  const certificate: Certificate = {
    kind: 'inductive-invariant',
    clauses: showClauses(system, orbits),
    count: clauses.length,
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
