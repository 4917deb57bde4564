import { coneOfInfluence } from '../lower/cone-of-influence.js'
import { lowerSystem } from '../lower/lower-system.js'
import type { ScalarSystem, Target } from '../lower/scalar-system.js'
import type { Term } from '../lower/term.js'
import { printTerm } from '../smt/plain-term.js'
import { SolverError, type OpenSolver } from '../smt/solver.js'
import { searchBounded } from './bmc.js'
import { certificateScript, certify, typedObligations } from './certify.js'
import type { Engine, Problem } from './engine.js'
import { decideInRounds, type Attempt } from './rounds.js'
import { SelfCheckError } from './self-check-error.js'
import { askSpacer, type Answer } from './spacer/ask.js'
import { keepNeeded } from './spacer/keep-needed.js'
import { limited, onlyZ3, Unanswered } from './spacer/limited.js'
import { showInvariant } from './spacer/show-invariant.js'
import type { Certificate, Verdict } from './verdict.js'

export interface SpacerOptions {
  /** Milliseconds for each property, round by round: easy properties need not wait for hard ones. */
  readonly limits?: readonly number[]
}

const LIMITS = [2_000, 10_000, 60_000]

/**
 * Lets Z3's engine for Horn clauses, Spacer, look for an inductive invariant. Made for unbounded integers, where `pdr` does not apply;
 * finite systems are asked about in Ints too. Neither of its answers is believed: an invariant is read back and checked as every
 * certificate is, an execution is looked for by bounded model checking, which also gives the shortest one. Where it gives no answer of
 * use, the search to the problem's depth is what remains.
 */
export function spacer({ limits = LIMITS }: SpacerOptions = {}): Engine {
  return {
    name: 'spacer',
    check(problem) {
      const lowered = lowerSystem(problem.system, { integers: 'unbounded' })
      return decideInRounds('spacer', problem, { groups: [lowered.targets], limits }, (target, attempt) =>
        decide(problem, coneOfInfluence(lowered, [target]), target, attempt),
      )
    },
  }
}

/** Undefined where more time might help and there will be some. */
async function decide(
  problem: Problem,
  system: ScalarSystem,
  target: Target,
  { limit, isLast }: Attempt,
): Promise<Verdict | undefined> {
  const openSolver = onlyZ3(problem.openSolver)
  const openLimited = limited(openSolver, limit)
  problem.report({ kind: 'attempt', property: target.property.name, seconds: limit / 1000 })
  try {
    if (await isInductive(system, target, system.terms.true, openLimited)) {
      return provedBy(problem, system, target, system.terms.true)
    }
    const answer = await askSpacer(system, target, openSolver, limit)
    switch (answer.kind) {
      case 'reachable':
        return await shortest(problem, target, answer)
      case 'unknown':
        return answer.isFinal || isLast ? await bounded(problem, target, answer.reason) : undefined
      case 'invariant': {
        if (!(await isInductive(system, target, answer.invariant, openLimited)))
          return await bounded(problem, target, 'the invariant that Spacer gave could not be confirmed')
        const needed = await keepNeeded(system, target, answer.invariant, openSolver)
        await certify(system, typedObligations(system, target, needed), openLimited)
        return provedBy(problem, system, target, needed)
      }
    }
  } catch (error) {
    if (!(error instanceof SolverError)) throw error
    return bounded(problem, target, error.message)
  }
}

/**
 * Whether the formula is an inductive invariant, given that states are well typed, as far as solvers can tell. Spacer's need not be one:
 * Z3's way back from what its preprocessing has made of the clauses has been seen to lose conditions.
 */
async function isInductive(
  system: ScalarSystem,
  target: Target,
  formula: Term,
  openLimited: OpenSolver,
): Promise<boolean> {
  try {
    await certify(system, typedObligations(system, target, formula), openLimited)
    return true
  } catch (error) {
    if (error instanceof SelfCheckError || error instanceof Unanswered) return false
    throw error
  }
}

/** @param invariant has passed its check. */
function provedBy({ depth }: Problem, system: ScalarSystem, target: Target, invariant: Term): Verdict {
  const clauses = showInvariant(system, invariant)
  const certificate: Certificate = {
    kind: 'inductive-invariant',
    clauses,
    count: clauses.length,
    integers: system.integers,
    formula: printTerm(invariant),
    script: certificateScript(system, typedObligations(system, target, invariant)),
  }
  return target.property.kind === 'reachable'
    ? { kind: 'unreached', depth, certificate }
    : { kind: 'proved', certificate }
}

/** The shortest execution that meets the target, looked for as deep as Spacer saw one, and at least to the depth asked for. */
async function shortest(
  problem: Problem,
  target: Target,
  { length = 0 }: Extract<Answer, { readonly kind: 'reachable' }>,
): Promise<Verdict> {
  const depth = Math.max(problem.depth, length)
  const verdict = await searchTo(depth, problem, target)
  if (verdict.kind === 'violated' || verdict.kind === 'reached' || verdict.kind === 'undecided')
    return verdict
  if (verdict.kind === 'proved' || (verdict.kind === 'unreached' && verdict.certificate !== undefined)) {
    throw new SelfCheckError(
      `Spacer finds an execution that decides ${target.property.name}, where bounded model checking proves that there is none`,
    )
  }
  const reason = `Spacer finds an execution that decides it, but none of up to ${String(depth)} steps does`
  return { kind: 'undecided', depth, reason }
}

/** What the search to the problem's depth says, and why there is no more to say. */
async function bounded(problem: Problem, target: Target, unproved: string): Promise<Verdict> {
  const verdict = await searchTo(problem.depth, problem, target)
  switch (verdict.kind) {
    case 'holds':
      return { ...verdict, unproved }
    case 'unreached':
      return verdict.certificate === undefined ? { ...verdict, unproved } : verdict
    case 'undecided':
      return { ...verdict, reason: `${verdict.reason}; ${unproved}` }
    default:
      return verdict
  }
}

/** Bounded model checking of one target, with bit-vectors wherever the system is finite. */
async function searchTo(depth: number, problem: Problem, { property }: Target): Promise<Verdict> {
  const lowered = lowerSystem(problem.system)
  const targets = lowered.targets.filter((target) => target.property === property)
  const found: Verdict[] = []
  await searchBounded(
    { ...problem, depth, report: () => undefined },
    coneOfInfluence(lowered, targets),
    (_, verdict) => {
      found.push(verdict)
    },
  )
  const [verdict] = found
  if (verdict === undefined) throw new SelfCheckError('bounded model checking gave no verdict')
  return verdict
}
