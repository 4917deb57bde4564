import { at } from '../encode/command.js'
import { logicOf } from '../encode/logic.js'
import type { ScalarSystem } from '../lower/scalar-system.js'
import { openSession, type Session } from '../smt/session.js'
import { symbolAt, SmtlibPrinter } from '../smt/smtlib.js'
import { type OpenSolver, SolverError } from '../smt/solver.js'
import { decodeScalar } from '../trace/decode.js'
import type { Scalar } from '../ir/type.js'
import type { Obligation } from './obligation.js'

/** Values by the names of cells. Cells that make no difference are left out. */
export type CellValues = Readonly<Record<string, Scalar>>

/** What came of obligations. */
export type Decision =
  /** Every one was answered `unsat`. */
  | { readonly kind: 'stands'; readonly solver: string }
  | {
      readonly kind: 'fails'
      readonly solver: string
      /** What is not so. */
      readonly claim: string
      /** That show it, where they are wanted: one state, or those of a path. */
      readonly states: readonly CellValues[]
    }

/**
 * Asks the questions, each of a solver of its own, up to the first that is answered `sat`.
 * @throws SolverError when one is not decided.
 */
export async function decideObligations(
  system: ScalarSystem,
  obligations: readonly Obligation[],
  openSolver: OpenSolver,
  { wantsStates }: { readonly wantsStates: boolean },
): Promise<Decision> {
  const printer = new SmtlibPrinter()
  let name = ''
  for (const obligation of obligations) {
    const solver = await openSolver()
    name = solver.name
    try {
      const session = await openSession(solver, {
        logic: logicOf(system),
        produceModels: wantsStates,
        produceUnsatAssumptions: false,
      })
      await session.run(printer.commands(obligation.commands))
      const answer = await session.check()
      if (answer === 'unknown') {
        throw new SolverError(name, `a proof could not be checked: ${await session.reasonUnknown()}`)
      }
      if (answer === 'sat') {
        const states = wantsStates ? await statesIn(system, obligation, session) : []
        return { kind: 'fails', solver: name, claim: obligation.claim, states }
      }
    } finally {
      await solver.close()
    }
  }
  return { kind: 'stands', solver: name }
}

/** The states of the model that was found. */
async function statesIn(
  { cells }: ScalarSystem,
  { commands }: Obligation,
  session: Session,
): Promise<readonly CellValues[]> {
  const declared = new Set(
    commands.flatMap((command) => (command.kind === 'declare' ? [symbolAt(command.symbol)] : [])),
  )
  const values = await session.values([...declared])
  const states: CellValues[] = []
  for (let k = 0; ; k++) {
    const known = cells.flatMap(({ name, type, current }): readonly (readonly [string, Scalar])[] => {
      const value = values.get(symbolAt(at(current, k)))
      return value === undefined ? [] : [[name, decodeScalar(type, current.sort, value)]]
    })
    if (k > 0 && known.length === 0) return states
    states.push(Object.fromEntries(known))
  }
}
