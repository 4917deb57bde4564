import { assertNever } from '../../ir/assert-never.js'
import type { TransitionSystem } from '../../ir/system.js'
import { SolverError, type OpenSolver } from '../../smt/solver.js'
import type { Trace } from '../../trace/trace.js'
import { decideObligations } from '../decide-obligations.js'
import { examineBounds, type BoundClaim } from './bounds.js'
import { examineExecution } from './execution.js'
import type { Conclusion, Finding } from './finding.js'
import { proofQuestions, UnfitProof, type AskableProof } from './proof-questions.js'
import { visitStates } from './visit-states.js'

/** Something that is claimed of properties, with what is said for it. */
export type Examination =
  /** The trace is an execution, and its last step, or the state that it leads to, decides the property. */
  | { readonly kind: 'execution'; readonly property: string; readonly trace: Trace }
  | { readonly kind: 'proof'; readonly property: string; readonly proof: AskableProof }
  /** No execution of up to so many steps decides it. */
  | { readonly kind: 'bounds'; readonly claims: readonly BoundClaim[] }
  /** All reachable states can be visited, and none of them decides it. */
  | { readonly kind: 'states'; readonly properties: readonly string[] }

/**
 * Finds out whether what is claimed is so, from the system alone, by solvers that have had no part in it.
 * @param report told what comes of it, for each property once, and on the way.
 */
export async function examine(
  system: TransitionSystem,
  examination: Examination,
  { openSolver, report }: { readonly openSolver: OpenSolver; readonly report: (finding: Finding) => void },
): Promise<void> {
  const conclude = (conclusion: Conclusion): void => {
    report({ kind: 'conclusion', conclusion })
  }
  try {
    switch (examination.kind) {
      case 'execution':
        conclude(await examineExecution(system, examination, openSolver))
        return
      case 'proof':
        conclude(await examineProof(system, examination, openSolver))
        return
      case 'bounds':
        await examineBounds(system, examination.claims, { openSolver, report })
        return
      case 'states':
        for (const conclusion of await visitStates(system, examination.properties)) conclude(conclusion)
        return
      default:
        assertNever(examination)
    }
  } catch (error) {
    if (!(error instanceof SolverError)) throw error
    for (const property of propertiesOf(examination))
      conclude({ kind: 'open', property, reason: error.message })
  }
}

/** The properties that it is about. */
export function propertiesOf(examination: Examination): readonly string[] {
  switch (examination.kind) {
    case 'execution':
    case 'proof':
      return [examination.property]
    case 'bounds':
      return examination.claims.map(({ property }) => property)
    case 'states':
      return examination.properties
    default:
      return assertNever(examination)
  }
}

async function examineProof(
  system: TransitionSystem,
  { property, proof }: Extract<Examination, { readonly kind: 'proof' }>,
  openSolver: OpenSolver,
): Promise<Conclusion> {
  try {
    const questions = proofQuestions(system, property, proof)
    const decision = await decideObligations(questions.system, questions.obligations, openSolver, {
      wantsStates: true,
    })
    if (decision.kind === 'stands') return { kind: 'stands', property, by: decision.solver }
    return {
      kind: 'fails',
      property,
      by: decision.solver,
      claim: decision.claim,
      shownBy: { kind: 'states', states: decision.states },
    }
  } catch (error) {
    if (!(error instanceof UnfitProof)) throw error
    return { kind: 'unfit', property, reason: error.message }
  }
}
