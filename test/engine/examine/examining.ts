import { examine, type Examination } from '../../../src/engine/examine/examine.js'
import type { Conclusion, Finding } from '../../../src/engine/examine/finding.js'
import type { TransitionSystem } from '../../../src/ir/system.js'
import type { OpenSolver } from '../../../src/smt/solver.js'

/** Everything that comes to light. */
export async function findingsOf(
  system: TransitionSystem,
  examination: Examination,
  openSolver: OpenSolver,
): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  await examine(system, examination, { openSolver, report: (finding) => findings.push(finding) })
  return findings
}

/** The conclusions by property, of which there must be one for each. */
export async function conclusionsOf(
  system: TransitionSystem,
  examination: Examination,
  openSolver: OpenSolver,
): Promise<ReadonlyMap<string, Conclusion>> {
  const conclusions = new Map<string, Conclusion>()
  for (const finding of await findingsOf(system, examination, openSolver)) {
    if (finding.kind !== 'conclusion') continue
    const { conclusion } = finding
    if (conclusions.has(conclusion.property)) throw new Error(`two conclusions on ${conclusion.property}`)
    conclusions.set(conclusion.property, conclusion)
  }
  return conclusions
}
