import { at, type Command } from '../../encode/command.js'
import { stepRelation } from '../../encode/step-relation.js'
import { startCondition } from '../../encode/transition-relation.js'
import type { Cell } from '../../lower/cell.js'
import type { ScalarSystem } from '../../lower/scalar-system.js'
import { BOOL_SORT, type Symbol, type Term } from '../../lower/term.js'
import { termValue, type TermValue } from '../../lower/term-value.js'
import type { Session } from '../../smt/session.js'
import { symbolAt, SmtlibPrinter } from '../../smt/smtlib.js'
import { random } from '../random.js'
import type { Orbit } from '../clauses/orbit.js'
import { clauseOf } from '../clauses/cube.js'
import { successors, type CellValues } from './successors.js'

/** Steps made by evaluation: from an initial state, and after each counterexample of the solver. */
const MOST_STEPS = { start: 1_000, counterexample: 400 } as const

/** States that are kept to go on from. */
const MOST_PENDING = 5_000

/**
 * The largest subset of candidate clauses that holds at the start and that every step from a state in which a premise holds keeps
 * (Houdini: Flanagan and Leino, Houdini, an annotation assistant for ESC/Java, 2001): a clause that a counterexample breaks is struck
 * off, until there is no counterexample. Most are struck off without the solver, by states that evaluation reaches from an initial one.
 * From each counterexample on more are looked for by evaluation, too: where all clauses that are left hold, so must they after a step.
 */
export class Houdini {
  private readonly printer = new SmtlibPrinter()
  private readonly random = random(1)
  private readonly names: Readonly<Record<'start' | 'step', Symbol>>
  private alive: readonly Candidate[]
  private rounds = 0

  /**
   * @param premise assumed of the state before a step.
   * @param session fresh.
   */
  constructor(
    private readonly system: ScalarSystem,
    private readonly premise: Term,
    candidates: readonly Orbit[],
    private readonly session: Session,
  ) {
    this.names = { start: this.name('initial state'), step: this.name('some step') }
    this.alive = candidates.map((orbit, place) => ({
      orbit,
      assumed: this.name(`clause ${String(place)}`),
      broken: this.name(`clause ${String(place)} broken`),
      brokenNext: this.name(`clause ${String(place)} broken by the step`),
    }))
  }

  /** @throws SolverError */
  async run(): Promise<readonly Orbit[]> {
    await this.assert(this.base())
    if ((await this.session.check([printed(this.names.start)])) !== 'sat') return []
    this.walk(await this.state(({ current }) => current))
    await this.assert(this.clauses())
    await this.strike(
      ({ broken }) => broken,
      () => [this.names.start],
      ({ current }) => current,
    )
    await this.strike(
      ({ brokenNext }) => brokenNext,
      (alive) => [this.names.step, ...alive.map(({ assumed }) => assumed)],
      ({ next }) => next,
    )
    return this.alive.map(({ orbit }) => orbit)
  }

  /** Strikes off what can be broken under the premises, by the state that the chosen symbols are the cells of. */
  private async strike(
    broken: (candidate: Candidate) => Symbol,
    premises: (alive: readonly Candidate[]) => readonly Symbol[],
    symbolOf: (cell: Cell) => Symbol,
  ): Promise<void> {
    while (this.alive.length > 0) {
      this.rounds += 1
      const some = this.name(`some clause broken in round ${String(this.rounds)}`)
      await this.assert([
        { kind: 'define', symbol: at(some, 0), anyOf: this.alive.map((each) => at(broken(each), 0)) },
      ])
      const answer = await this.session.check([...premises(this.alive), some].map(printed))
      if (answer === 'unsat') return
      if (answer === 'unknown') {
        this.alive = []
        return
      }
      this.explore(await this.state(symbolOf))
    }
  }

  /** The state that the chosen symbols are the cells of, as the solver has it. */
  private async state(symbolOf: (cell: Cell) => Symbol): Promise<CellValues> {
    const { cells } = this.system
    const values = await this.session.values(cells.map((cell) => printed(symbolOf(cell))))
    return new Map(
      cells.map((cell) => {
        const value = values.get(printed(symbolOf(cell))) ?? false
        return [cell.current, typeof value === 'boolean' ? value : BigInt(value)]
      }),
    )
  }

  /** Strikes off what is broken by states reached from an initial one while the premise holds, in random order. */
  private walk(initial: CellValues): void {
    const pending = [initial]
    const seen = new Set<string>()
    while (pending.length > 0 && seen.size < MOST_STEPS.start) {
      const [state] = pending.splice(Number(this.random.below(pending.length)), 1)
      const key = state === undefined ? '' : [...state.values()].join()
      if (state === undefined || seen.has(key)) continue
      seen.add(key)
      this.strikeBrokenBy(state)
      if (!holds(this.premise, state)) continue
      for (const next of successors(this.system, state, this.random)) {
        if (pending.length >= MOST_PENDING) break
        pending.push(next)
      }
    }
  }

  /** Strikes off what the state breaks, and what the states after it break, as long as it goes on. */
  private explore(from: CellValues): void {
    this.strikeBrokenBy(from)
    const pending = [from]
    let steps = 0
    for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
      if (!holds(this.premise, state)) continue
      for (const next of successors(this.system, state, this.random)) {
        if (this.alive.length === 0 || steps >= MOST_STEPS.counterexample) return
        steps += 1
        if (this.strikeBrokenBy(next)) pending.push(next)
      }
    }
  }

  private strikeBrokenBy(state: CellValues): boolean {
    const before = this.alive.length
    const truth = new Map<Term, boolean>()
    const isTrue = (literal: Term): boolean => {
      const known = truth.get(literal)
      if (known !== undefined) return known
      const value = holds(literal, state)
      truth.set(literal, value)
      return value
    }
    this.alive = this.alive.filter(({ orbit }) => !orbit.some(({ literals }) => literals.every(isTrue)))
    return this.alive.length < before
  }

  private base(): readonly Command[] {
    const { system, premise, names } = this
    const { terms, cells } = system
    const relation = stepRelation(system)
    const symbols = [
      ...cells.flatMap(({ current, next }) => [current, next]),
      ...relation.symbols,
      names.step,
    ]
    return [
      ...symbols.map((symbol): Command => ({ kind: 'declare', symbol: at(symbol, 0) })),
      ...cells.map(({ domain }): Command => ({ kind: 'assert', formula: at(domain, 0) })),
      ...[...relation.constraints, premise].map((constraint): Command => ({
        kind: 'assert',
        formula: at(terms.implies(names.step, constraint), 0),
      })),
      { kind: 'define', symbol: at(names.start, 0), anyOf: [at(startCondition(system), 0)] },
    ]
  }

  /** What is said of the clauses that are left. */
  private clauses(): readonly Command[] {
    const { system } = this
    const { terms, cells } = system
    const inNext = new Map(cells.map(({ current, next }) => [current, next]))
    return [
      ...this.alive.flatMap(({ orbit, assumed, broken, brokenNext }): readonly Command[] => {
        const clauses = terms.and(...orbit.map((image) => clauseOf(system, image)))
        const cube = terms.and(...orbit[0].literals)
        return [
          { kind: 'declare', symbol: at(assumed, 0) },
          { kind: 'assert', formula: at(terms.implies(assumed, clauses), 0) },
          { kind: 'define', symbol: at(broken, 0), anyOf: [at(cube, 0)] },
          { kind: 'define', symbol: at(brokenNext, 0), anyOf: [at(terms.rename(cube, inNext), 0)] },
        ]
      }),
    ]
  }

  private name(text: string): Symbol {
    return this.system.terms.symbol(text, BOOL_SORT, 'current')
  }

  private async assert(commands: readonly Command[]): Promise<void> {
    await this.session.run(this.printer.commands(commands))
  }
}

interface Candidate {
  readonly orbit: Orbit
  /** Assumed: all clauses of the orbit hold. */
  readonly assumed: Symbol
  /** The first clause of the orbit does not hold; by symmetry, the others need not be asked about. */
  readonly broken: Symbol
  readonly brokenNext: Symbol
}

function holds(term: Term, state: CellValues): boolean {
  return termValue(term, (symbol): TermValue => state.get(symbol) ?? false) === true
}

function printed(symbol: Symbol): string {
  return symbolAt(at(symbol, 0))
}
