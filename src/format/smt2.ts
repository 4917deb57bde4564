import { logicOf } from '../encode/logic.js'
import { unroll } from '../encode/unrolling.js'
import type { TransitionSystem } from '../ir/system.js'
import { coneOfInfluence } from '../lower/cone-of-influence.js'
import { lowerSystem } from '../lower/lower-system.js'
import { preamble } from '../smt/preamble.js'
import { symbolAt, SmtlibPrinter } from '../smt/smtlib.js'

/**
 * The bounded search for the system's properties as an SMT-LIB 2.6 script: the same formulas, printed by the same printer, in the order
 * in which bounded model checking asks them, one `check-sat-assuming` a depth. A solver that answers `unsat` to all of them confirms that
 * nothing is found up to the depth; the first `sat` is a shortest execution that meets one of the properties' targets. Only what the
 * search leaves out because interchangeable processes need not be told apart is left in: whoever decides the script confirms that too.
 * @param system validated; all its properties are asked together.
 * @param depth in steps.
 */
export function exportSmtlib(system: TransitionSystem, depth: number): string {
  const lowered = lowerSystem(system)
  const unrolling = unroll(coneOfInfluence(lowered, lowered.targets))
  const printer = new SmtlibPrinter()
  const { targets } = unrolling.system
  const names = targets.map(({ property }) => property.name)
  const lines = [
    `; ${system.name}: is ${names.join(' or ')} found within ${String(depth)} steps?`,
    '; One answer a depth, from 0. unsat: not at this depth. The first sat: found, with a shortest execution.',
    '; Answers after the first sat speak of executions on which nothing was found before: they are of no interest.',
    '; The variable x in state k is |x@k|. Solvers that need it said: incremental mode (cvc5 --incremental).',
    preamble({ logic: logicOf(unrolling.system), produceModels: true, produceUnsatAssumptions: false }),
    printer.commands(unrolling.start()),
  ]
  for (let k = 0; k <= depth; k++) {
    if (k > 0) lines.push(printer.commands(unrolling.step(k - 1)))
    lines.push(
      printer.commands(targets.flatMap((target) => unrolling.target(target, k))),
      printer.commands(unrolling.anyTarget(targets, k, 0)),
      `(check-sat-assuming (${symbolAt(unrolling.anyLiteral(k, 0))}))\n`,
      printer.commands(targets.map((target) => unrolling.exclude(unrolling.literal(target, k)))),
    )
  }
  return lines.join('\n')
}
