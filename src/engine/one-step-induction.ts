import { logicOf } from '../encode/logic.js'
import type { Unrolling } from '../encode/unrolling.js'
import type { Target } from '../lower/scalar-system.js'
import { openSession } from '../smt/session.js'
import { symbolAt, SmtlibPrinter } from '../smt/smtlib.js'
import type { OpenSolver } from '../smt/solver.js'

/**
 * The targets that no step meets after a state that meets none of them, reachable or not: what the initial states do not meet of these
 * is never met. All targets are asked about at once, and those that a counterexample meets are given up, until there is none left
 * (Houdini: Flanagan and Leino, Houdini, an annotation assistant for ESC/Java, 2001).
 * @throws SolverError
 */
export async function metByNoStep(
  unrolling: Unrolling,
  targets: readonly Target[],
  openSolver: OpenSolver,
): Promise<readonly Target[]> {
  const solver = await openSolver()
  try {
    const session = await openSession(solver, {
      logic: logicOf(unrolling.system),
      produceModels: true,
      produceUnsatAssumptions: false,
    })
    const printer = new SmtlibPrinter()
    await session.run(
      printer.commands([
        ...unrolling.anyState(),
        ...targets.flatMap((target) => unrolling.target(target, 0)),
        ...unrolling.step(0),
        ...targets.flatMap((target) => unrolling.target(target, 1)),
      ]),
    )
    const met = (target: Target, k: number): string => symbolAt(unrolling.literal(target, k))
    let kept = targets
    for (let round = 0; kept.length > 0; round++) {
      await session.run(printer.commands(unrolling.anyTarget(kept, 1, round)))
      const answer = await session.check([
        symbolAt(unrolling.anyLiteral(1, round)),
        ...kept.map((target) => `(not ${met(target, 0)})`),
      ])
      if (answer === 'unsat') return kept
      if (answer === 'unknown') return []
      const values = await session.values(kept.map((target) => met(target, 1)))
      kept = kept.filter((target) => values.get(met(target, 1)) !== true)
    }
    return kept
  } finally {
    await solver.close()
  }
}
