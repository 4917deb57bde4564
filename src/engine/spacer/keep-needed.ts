import { at, type Command } from '../../encode/command.js'
import { logicOf } from '../../encode/logic.js'
import { transitionRelation } from '../../encode/transition-relation.js'
import type { ScalarSystem, Target } from '../../lower/scalar-system.js'
import { BOOL_SORT, type Symbol, type Term } from '../../lower/term.js'
import type { Terms } from '../../lower/terms.js'
import { openSession, type Session } from '../../smt/session.js'
import { symbolAt, SmtlibPrinter } from '../../smt/smtlib.js'
import type { OpenSolver } from '../../smt/solver.js'

/** Up to this many conjuncts, it is tried whether one of them can be spared; the queries are as many as their square. */
const FEW = 20

/**
 * The conjuncts of an inductive invariant that the proof needs: starting from those in the core of "the target is not met", whatever is
 * in the core of "a step keeps this conjunct" is needed too (Ivrii, Gurfinkel and Belov, Small inductive safe invariants, 2014). Few ones
 * are also left out one by one. Non-linear arithmetic keeps them all: solvers need not come to an end there.
 * @param invariant inductive where states are well typed, and excludes the target.
 * @throws SolverError
 */
export async function keepNeeded(
  system: ScalarSystem,
  target: Target,
  invariant: Term,
  openSolver: OpenSolver,
): Promise<Term> {
  const logic = logicOf(system)
  if (logic === 'QF_NIA') return invariant
  const solver = await openSolver()
  try {
    const session = await openSession(solver, { logic, produceModels: false, produceUnsatAssumptions: true })
    const needs = new Needs(system, target, conjuncts(system.terms, invariant), session)
    await needs.state()
    let kept = await needs.of(needs.all)
    if (kept === undefined) return invariant
    for (const place of kept.length > FEW ? [] : kept) {
      if (kept.includes(place)) kept = (await needs.of(kept.filter((other) => other !== place))) ?? kept
    }
    return system.terms.and(...kept.map((place) => needs.conjuncts[place] ?? system.terms.true))
  } finally {
    await solver.close()
  }
}

class Needs {
  readonly all: readonly number[]
  /** True where the conjunct holds, before and after the step. */
  private readonly holds: readonly Symbol[]
  private readonly kept: readonly Symbol[]
  private readonly steps: Symbol
  private readonly met: Symbol

  constructor(
    private readonly system: ScalarSystem,
    private readonly target: Target,
    readonly conjuncts: readonly Term[],
    private readonly session: Session,
  ) {
    const name = (text: string): Symbol => system.terms.symbol(text, BOOL_SORT, 'current')
    this.all = conjuncts.map((_, place) => place)
    this.holds = this.all.map((place) => name(`conjunct ${String(place)}`))
    this.kept = this.all.map((place) => name(`conjunct ${String(place)} kept`))
    this.steps = name('some step')
    this.met = name('target met')
  }

  /** Tells the solver what is asked about. */
  async state(): Promise<void> {
    const { terms, cells, actions } = this.system
    const inNext = new Map(cells.map(({ current, next }) => [current, next]))
    const choices = actions.flatMap((action) => action.choices.flatMap(({ symbol }) => symbol ?? []))
    const define = (symbol: Symbol | undefined, formula: Term): readonly Command[] =>
      symbol === undefined ? [] : [{ kind: 'define', symbol: at(symbol, 0), anyOf: [at(formula, 0)] }]
    const step = transitionRelation(this.system)
    const commands: readonly Command[] = [
      ...[...cells.flatMap(({ current, next }) => [current, next]), ...choices].map(
        (symbol) => ({ kind: 'declare', symbol: at(symbol, 0) }) as const,
      ),
      ...cells.map(({ domain }) => ({ kind: 'assert', formula: at(domain, 0) }) as const),
      ...define(this.steps, step),
      ...define(this.met, terms.or(this.target.state, terms.and(step, this.target.step))),
      ...this.conjuncts.flatMap((conjunct, place) => [
        ...define(this.holds[place], conjunct),
        ...define(this.kept[place], terms.rename(conjunct, inNext)),
      ]),
    ]
    await this.session.run(new SmtlibPrinter().commands(commands))
  }

  /** Those of the given conjuncts that make up an inductive invariant, which excludes the target; undefined where none do. */
  async of(given: readonly number[]): Promise<readonly number[] | undefined> {
    const needed = new Set<number>()
    const add = async (question: readonly string[]): Promise<boolean> => {
      const core = await this.coreOf(question, given)
      for (const place of core ?? []) needed.add(place)
      return core !== undefined
    }
    if (!(await add([literal(this.met)]))) return undefined
    for (const place of needed) {
      const kept = this.kept[place]
      if (kept !== undefined && !(await add([literal(this.steps), `(not ${literal(kept)})`])))
        return undefined
    }
    return given.filter((place) => needed.has(place))
  }

  /** Conjuncts that suffice to answer the question by `unsat`; undefined where all together do not. */
  private async coreOf(
    question: readonly string[],
    given: readonly number[],
  ): Promise<readonly number[] | undefined> {
    const held = new Map(
      given.flatMap((place) => {
        const symbol = this.holds[place]
        return symbol === undefined ? [] : [[literal(symbol), place] as const]
      }),
    )
    const answer = await this.session.check([...question, ...held.keys()])
    if (answer !== 'unsat') return undefined
    return (await this.session.core()).flatMap((text) => held.get(text) ?? [])
  }
}

function literal(symbol: Symbol): string {
  return symbolAt(at(symbol, 0))
}

function conjuncts(terms: Terms, term: Term): readonly Term[] {
  if (term === terms.true) return []
  if (term.kind !== 'application') return [term]
  if (term.operator === 'and') return term.operands.flatMap((operand) => conjuncts(terms, operand))
  const [body] = term.operands
  if (term.operator === 'not' && body?.kind === 'application' && body.operator === 'or') {
    return body.operands.flatMap((operand) => conjuncts(terms, terms.not(operand)))
  }
  return [term]
}
