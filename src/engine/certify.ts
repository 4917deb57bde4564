import { at } from '../encode/command.js'
import { logicOf } from '../encode/logic.js'
import { startCondition, transitionRelation } from '../encode/transition-relation.js'
import type { ScalarSystem, Target } from '../lower/scalar-system.js'
import { symbolsOf, type Term } from '../lower/term.js'
import { preamble } from '../smt/preamble.js'
import { SmtlibPrinter } from '../smt/smtlib.js'
import type { OpenSolver } from '../smt/solver.js'
import { decideObligations } from './decide-obligations.js'
import type { Obligation } from './obligation.js'
import { SelfCheckError } from './self-check-error.js'

/**
 * What makes a formula an inductive invariant that keeps a target from being met, as three questions (Floyd, Assigning meanings to
 * programs, 1967): it holds at the start; a step keeps it; where it holds the target is not met. The step is the disjunction over all
 * actions, not the engine's own encoding.
 */
export function certificateObligations(
  system: ScalarSystem,
  target: Target,
  invariant: Term,
): readonly Obligation[] {
  const { terms } = system
  const inNext = new Map(system.cells.map(({ current, next }) => [current, next]))
  const step = transitionRelation(system)
  const next = terms.rename(invariant, inNext)
  return [
    ask(
      system,
      'the invariant holds in every initial state',
      terms.and(startCondition(system), terms.not(invariant)),
    ),
    ask(system, 'every step keeps the invariant', terms.and(invariant, step, terms.not(next))),
    ask(
      system,
      `where the invariant holds, ${target.property.name} is not decided otherwise`,
      terms.and(invariant, terms.or(target.state, terms.and(step, target.step))),
    ),
  ]
}

/** The same for a formula that together with the types of the cells is the invariant. */
export function typedObligations(system: ScalarSystem, target: Target, formula: Term): readonly Obligation[] {
  const types = system.cells.map(({ domain }) => domain)
  return certificateObligations(system, target, system.terms.and(...types, formula))
}

function ask(system: ScalarSystem, claim: string, formula: Term): Obligation {
  const read = symbolsOf(formula)
  const choices = system.actions.flatMap((action) => action.choices.flatMap(({ symbol }) => symbol ?? []))
  const symbols = [...system.cells.flatMap(({ current, next }) => [current, next]), ...choices]
  return {
    claim,
    commands: [
      ...symbols
        .filter((symbol) => read.has(symbol))
        .map((symbol) => ({ kind: 'declare', symbol: at(symbol, 0) }) as const),
      { kind: 'assert', formula: at(formula, 0) },
    ],
  }
}

/**
 * Asks the questions, each of a solver of its own.
 * @throws SelfCheckError when one is answered `sat`: the proof is wrong. @throws SolverError when one is not decided.
 */
export async function certify(
  system: ScalarSystem,
  obligations: readonly Obligation[],
  openSolver: OpenSolver,
): Promise<void> {
  const decision = await decideObligations(system, obligations, openSolver, { wantsStates: false })
  if (decision.kind === 'stands') return
  throw new SelfCheckError(
    `a proof does not stand its check: "${decision.claim}" is answered sat instead of unsat`,
  )
}

/** The obligations as an SMT-LIB script that another solver must answer by `unsat` three times. */
export function certificateScript(system: ScalarSystem, obligations: readonly Obligation[]): string {
  const printer = new SmtlibPrinter()
  const asked = obligations.map(
    ({ claim, commands }) =>
      `; unsat: ${claim}\n(push 1)\n${printer.commands(commands)}(check-sat)\n(pop 1)\n`,
  )
  return [
    preamble({ logic: logicOf(system), produceModels: false, produceUnsatAssumptions: false }),
    ...asked,
  ].join('\n')
}
