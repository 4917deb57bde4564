import type { Command } from '../../encode/command.js'
import { logicOf } from '../../encode/logic.js'
import { unroll } from '../../encode/unrolling.js'
import type { TransitionSystem } from '../../ir/system.js'
import { lowerSystem } from '../../lower/lower-system.js'
import { openSession } from '../../smt/session.js'
import { SmtlibPrinter } from '../../smt/smtlib.js'
import { SolverError, type OpenSolver } from '../../smt/solver.js'
import { fixTrace } from '../../trace/fix-trace.js'
import type { Trace } from '../../trace/trace.js'
import { upTo } from '../path-questions.js'
import type { Conclusion } from './finding.js'

/**
 * Whether the formula that is searched at the trace's depth has the trace as a solution: the unrolling of the whole system, with every
 * state and every step fixed, and the property decided at the end.
 * @throws SolverError when it is not decided.
 */
export async function examineExecution(
  system: TransitionSystem,
  { property, trace }: { readonly property: string; readonly trace: Trace },
  openSolver: OpenSolver,
): Promise<Conclusion> {
  const lowered = lowerSystem(system)
  const solver = await openSolver()
  try {
    const session = await openSession(solver, {
      logic: logicOf(lowered),
      produceModels: false,
      produceUnsatAssumptions: false,
    })
    await session.run(new SmtlibPrinter().commands(question()))
    const answer = await session.check()
    switch (answer) {
      case 'sat':
        return { kind: 'stands', property, by: solver.name }
      case 'unsat':
        return {
          kind: 'fails',
          property,
          by: solver.name,
          claim: 'the trace is an execution that decides it',
        }
      case 'unknown':
        throw new SolverError(solver.name, `${solver.name} gave no answer: ${await session.reasonUnknown()}`)
    }
  } finally {
    await solver.close()
  }

  function question(): readonly Command[] {
    const unrolling = unroll(lowered)
    const depth = trace.steps.length
    const target = lowered.targets.find((candidate) => candidate.property.name === property)
    if (target === undefined) throw new TypeError(`there is no property ${property}`)
    return [
      ...unrolling.start(),
      ...upTo(depth - 1).flatMap((k) => unrolling.step(k)),
      ...unrolling.target(target, depth),
      ...[...fixTrace(system, unrolling, trace), unrolling.literal(target, depth)].map(
        (formula): Command => ({ kind: 'assert', formula }),
      ),
    ]
  }
}
