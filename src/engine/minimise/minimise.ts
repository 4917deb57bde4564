import { at, type Command, type Timed } from '../../encode/command.js'
import { firstMovesInOrder } from '../../encode/first-moves.js'
import { logicOf } from '../../encode/logic.js'
import { unroll, type Unrolling } from '../../encode/unrolling.js'
import { add, type Integer } from '../../ir/integer.js'
import type { TransitionSystem } from '../../ir/system.js'
import type { ScalarType } from '../../ir/type.js'
import { lowerSystem } from '../../lower/lower-system.js'
import { BOOL_SORT, type Symbol } from '../../lower/term.js'
import type { Target } from '../../lower/scalar-system.js'
import { openSession, type Session } from '../../smt/session.js'
import { symbolAt, SmtlibPrinter } from '../../smt/smtlib.js'
import { SolverError, type OpenSolver } from '../../smt/solver.js'
import { decodeScalar, decodeTrace, traceSymbols, type Assignment } from '../../trace/decode.js'
import type { Trace } from '../../trace/trace.js'
import { leastPossible } from './least-possible.js'
import { magnitude, magnitudeOf } from './magnitude.js'
import { freeCells, simplicity } from './simplicity.js'
import type { Tally } from './tally.js'

export interface Minimised {
  readonly trace: Trace
  /** False where time or the solver gave out before the last question was answered. */
  readonly minimal: boolean
}

/**
 * Of all executions that are as long as the given one and decide the same property with their last step, finds the simplest to read: first by
 * what `simplicity` counts, one count after the other, each made as small as it can be by asking for less until there is none; then, step by
 * step, by the lowest action in the system's order and the lowest values of its choices; at last by the lowest values at the start. Only one
 * execution is left, so that the result depends neither on the one given, nor on the engine, nor on the machine. (Lexicographic optimisation by
 * linear search from above, as in Marques-Silva, Argelich, Graça and Lynce, Boolean lexicographic optimization, 2011.)
 * @param property its name.
 * @param isOver asked before each question to the solver.
 */
export async function minimise(
  system: TransitionSystem,
  property: string,
  trace: Trace,
  { openSolver, isOver }: { readonly openSolver: OpenSolver; readonly isOver: () => boolean },
): Promise<Minimised> {
  const lowered = lowerSystem(system)
  const target = lowered.targets.find((candidate) => candidate.property.name === property)
  if (target === undefined) throw new TypeError(`there is no property ${property}`)
  const search = new Search(system, unroll({ ...lowered, targets: [target] }), target, trace, isOver)
  try {
    const solver = await openSolver()
    try {
      await search.run(
        await openSession(solver, {
          logic: logicOf(lowered),
          produceModels: true,
          produceUnsatAssumptions: false,
        }),
      )
    } finally {
      await solver.close()
    }
  } catch (error) {
    if (!(error instanceof Unfinished) && !(error instanceof SolverError)) throw error
    return { trace: search.best, minimal: false }
  }
  return { trace: search.best, minimal: true }
}

/** There is no time for the next question, or no answer to the last. */
class Unfinished extends Error {}

class Search {
  /** The simplest execution found so far. */
  best: Trace
  private assignment: Assignment = new Map()
  private readonly printer = new SmtlibPrinter()
  private readonly depth: number
  private readonly tallies: readonly Tally[]
  private questions = 0

  constructor(
    private readonly system: TransitionSystem,
    private readonly unrolling: Unrolling,
    private readonly target: Target,
    trace: Trace,
    private readonly isOver: () => boolean,
  ) {
    this.best = trace
    this.depth = trace.steps.length
    this.tallies = simplicity(unrolling.system, unrolling.relation, trace.steps)
  }

  async run(session: Session): Promise<void> {
    await this.tell(session, this.executions())
    const { unrolling, target, depth } = this
    // As an assumption, like all that follow: solvers prepare for a plain query in another way, and would have to do it twice.
    const decided = unrolling.literal(target, depth)
    if (!(await this.isPossible(session, [decided])))
      throw new TypeError(`no execution of ${String(depth)} steps decides ${target.property.name}`)
    await this.assert(session, decided)
    for (const tally of this.tallies) await this.minimiseCount(session, tally)
    for (let k = 0; k < this.depth; k++) await this.minimiseStep(session, k)
    for (const { type, current } of freeCells(this.unrolling.system)) {
      await this.minimiseValue(session, type, current, 0)
    }
  }

  /** All executions of this length that decide the property at their end, with what is counted of them. */
  private executions(): readonly Command[] {
    const { unrolling, target, depth, tallies } = this
    const firstMoves = firstMovesInOrder(unrolling.system, unrolling.relation)
    const commands: Command[] = [
      ...unrolling.start(),
      ...firstMoves.start(),
      ...tallies.flatMap((tally) => tally.start()),
    ]
    for (let k = 0; k < depth; k++) {
      commands.push(
        ...unrolling.target(target, k),
        unrolling.exclude(unrolling.literal(target, k)),
        ...unrolling.step(k),
        ...firstMoves.step(k),
        ...tallies.flatMap((tally) => tally.step(k)),
      )
    }
    return [
      ...commands,
      ...unrolling.target(target, depth),
      ...tallies.flatMap((tally): readonly Command[] =>
        tally.bound === undefined
          ? []
          : [{ kind: 'assert', formula: tally.below(add(tally.bound, 1), depth) }],
      ),
    ]
  }

  private async minimiseCount(session: Session, tally: Tally): Promise<void> {
    const { depth } = this
    const count = await leastPossible(
      () => tally.read(depth, this.assignment),
      (limit) => this.isPossible(session, [tally.below(limit, depth)]),
    )
    await this.assert(session, tally.below(add(count, 1), depth))
  }

  /** The lowest action that can come next, then the lowest value of each of its choices. */
  private async minimiseStep(session: Session, k: number): Promise<void> {
    const { system, relation } = this.unrolling
    const fired = (): number =>
      relation.fires.findIndex((symbol) => this.assignment.get(symbolAt(at(symbol, k))) === true)
    let place = fired()
    while (
      place > 0 &&
      (await this.isPossible(
        session,
        relation.fires.slice(0, place).map((symbol) => at(symbol, k)),
      ))
    ) {
      place = fired()
    }
    const [action, symbol] = [system.actions[place], relation.fires[place]]
    if (action === undefined || symbol === undefined) throw new TypeError('no action fires')
    await this.assert(session, at(symbol, k))
    for (const choice of action.choices) {
      if (choice.symbol !== undefined) await this.minimiseValue(session, choice.domain, choice.symbol, k)
    }
  }

  /** The lowest value of a symbol of state k, or of the step from it. */
  private async minimiseValue(session: Session, type: ScalarType, symbol: Symbol, k: number): Promise<void> {
    const { system } = this.unrolling
    const { arithmetic } = system
    const below = (size: Integer): Timed =>
      at(arithmetic.lessThan(magnitude(system, type, symbol), arithmetic.constant(size)), k)
    const found = (): Integer => {
      const value = this.assignment.get(symbolAt(at(symbol, k)))
      if (value === undefined) throw new TypeError(`no value for ${symbol.name}`)
      return magnitudeOf(type, decodeScalar(type, symbol.sort, value))
    }
    const size = await leastPossible(found, (limit) => this.isPossible(session, [below(limit)]))
    await this.assert(session, below(add(size, 1)))
  }

  private async tell(session: Session, commands: readonly Command[]): Promise<void> {
    await session.run(this.printer.commands(commands))
  }

  private assert(session: Session, formula: Timed): Promise<void> {
    return this.tell(session, [{ kind: 'assert', formula }])
  }

  /** Whether there is an execution of which one of the formulas is true; if so, it is the best from now on. */
  private async isPossible(session: Session, anyOf: readonly Timed[]): Promise<boolean> {
    if (this.isOver()) throw new Unfinished()
    const question = at(
      this.unrolling.system.terms.symbol(`question ${String(this.questions++)}`, BOOL_SORT, 'current'),
      this.depth,
    )
    await this.tell(session, [{ kind: 'define', symbol: question, anyOf }])
    const answer = await session.check([symbolAt(question)])
    if (answer === 'unknown') throw new Unfinished()
    if (answer === 'unsat') return false
    const { unrolling, depth } = this
    this.assignment = await session.values([
      ...traceSymbols(unrolling, depth),
      ...this.tallies.flatMap((tally) => tally.symbols(depth)),
    ])
    this.best = decodeTrace(this.system, unrolling, depth, this.assignment)
    return true
  }
}
