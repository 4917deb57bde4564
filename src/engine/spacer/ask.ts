import type { ScalarSystem, Target } from '../../lower/scalar-system.js'
import type { Term } from '../../lower/term.js'
import { shortened } from '../../smt/refusal.js'
import { readSExpression, type SExpression, SExpressionError } from '../../smt/s-expression.js'
import { Session } from '../../smt/session.js'
import { SolverError, type OpenSolver } from '../../smt/solver.js'
import { readTerm } from '../../smt/read-term.js'
import { UnreadableTerm } from '../../smt/unreadable-term.js'
import { hornClauses, INVARIANT } from './horn-clauses.js'

/** What Spacer says of a target; believed in neither case. */
export type Answer =
  /** A formula over the current cells that should be inductive and exclude the target, given that states are well typed. */
  | { readonly kind: 'invariant'; readonly invariant: Term }
  /** An execution should meet the target, in at most `length` steps where that was said. */
  | { readonly kind: 'reachable'; readonly length: number | undefined }
  /** `isFinal`: more time would not help. */
  | { readonly kind: 'unknown'; readonly reason: string; readonly isFinal: boolean }

/**
 * Asks Z3's Spacer (Hoder and Bjørner, Generalized property directed reachability, 2012; Komuravelli, Gurfinkel and Chaki, SMT-based
 * model checking for recursive programs, 2014) for an inductive invariant. It need not come to an end.
 * @param system over Ints and Booleans.
 * @param limit in milliseconds.
 * @param openSolver opens Z3.
 * @throws SolverError
 */
export async function askSpacer(
  system: ScalarSystem,
  target: Target,
  openSolver: OpenSolver,
  limit: number,
): Promise<Answer> {
  const solver = await openSolver()
  try {
    const session = new Session(solver)
    await configure(session)
    await session.run(`(set-logic HORN)\n${hornClauses(system, target)}`)
    // Limited by a tactic: the option would stay set for all solvers of a WASM instance.
    const answer = (await session.run(`(check-sat-using (try-for horn ${String(limit)}))`)).trim()
    switch (answer) {
      case 'unsat':
        return { kind: 'reachable', length: lengthIn(await session.run('(get-info :all-statistics)')) }
      case 'unknown': {
        const reason = await session.reasonUnknown()
        return /timeout|canceled/.test(reason)
          ? {
              kind: 'unknown',
              reason: `Spacer gave no answer within ${String(limit / 1000)} seconds`,
              isFinal: false,
            }
          : { kind: 'unknown', reason: readable(reason), isFinal: true }
      }
      case 'sat':
        return readInvariant(system, await session.run('(get-model)'))
      default:
        throw new SolverError(solver.name, `${solver.name} answered Horn clauses by ${answer}`)
    }
  } finally {
    await solver.close()
  }
}

/** Without this step of its preprocessing: what that removes is missing from models, which are then no solutions. */
const FAITHFUL = '(set-option :fp.xform.subsumption_checker false)'

/** Krishnan, Chen, Shoham and Gurfinkel, Global guidance for local generalization in model checking, 2020. */
const GUIDED = '(set-option :fp.spacer.global true)'

/** Old versions of Z3 know no guidance. Options stay set for all solvers of a WASM instance, of which no other asks Horn clauses. */
async function configure(session: Session): Promise<void> {
  await session.run(FAITHFUL)
  try {
    await session.run(GUIDED)
  } catch (error) {
    if (!(error instanceof SolverError) || !error.message.includes('unknown parameter')) throw error
  }
}

/** It prints the clause that it does not take. */
function readable(reason: string): string {
  return /Uninterpreted '(?:div|mod)'/.test(reason)
    ? 'Spacer divides by constants only'
    : `Spacer: ${shortened(reason)}`
}

/** The depth of the derivation: the initial state is one, every step is one more, that of a target among them perhaps not. */
function lengthIn(statistics: string): number | undefined {
  const depth = /:SPACER-cex-depth\s+(\d+)/.exec(statistics)?.[1]
  return depth === undefined ? undefined : Number(depth)
}

function readInvariant(system: ScalarSystem, model: string): Answer {
  try {
    return { kind: 'invariant', invariant: definedInvariant(system, readSExpression(model)) }
  } catch (error) {
    if (!(error instanceof UnreadableTerm) && !(error instanceof SExpressionError)) throw error
    return {
      kind: 'unknown',
      reason: `Spacer gave an invariant that is not read here: ${error.message}`,
      isFinal: true,
    }
  }
}

/** `(define-fun Inv ((x!0 Int) ...) Bool body)` in a model: the body, with cells for parameters. */
function definedInvariant({ terms, cells }: ScalarSystem, model: SExpression): Term {
  const definitions = model.kind === 'list' ? model.items : []
  for (const definition of definitions) {
    const [keyword, name, parameters, , body] = definition.kind === 'list' ? definition.items : []
    if (keyword?.kind !== 'symbol' || keyword.name !== 'define-fun') continue
    if (name?.kind !== 'symbol' || name.name !== INVARIANT || body === undefined) continue
    const names = parameters?.kind === 'list' ? parameters.items.map(parameterName) : []
    if (names.length !== cells.length) break
    return readTerm(terms, body, new Map(cells.map(({ current }, place) => [names[place] ?? '', current])))
  }
  throw new UnreadableTerm(`no definition of ${INVARIANT} for ${String(cells.length)} cells`)
}

function parameterName(parameter: SExpression): string {
  const [name] = parameter.kind === 'list' ? parameter.items : []
  if (name?.kind !== 'symbol') throw new UnreadableTerm('a parameter without a name')
  return name.name
}
