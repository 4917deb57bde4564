import { at, type Command } from '../../encode/command.js'
import { stepRelation } from '../../encode/step-relation.js'
import { startCondition } from '../../encode/transition-relation.js'
import type { ScalarSystem, Target } from '../../lower/scalar-system.js'
import { BOOL_SORT, type Symbol, type Term } from '../../lower/term.js'
import type { Satisfiability, Session } from '../../smt/session.js'
import { symbolAt, SmtlibPrinter } from '../../smt/smtlib.js'
import { SolverError } from '../../smt/solver.js'
import { clauseOf, makeCube, type Cube } from '../clauses/cube.js'
import type { Orbit } from '../clauses/orbit.js'
import { SelfCheckError } from '../self-check-error.js'

/** Up to so many orbits, it is tried whether one of them can be spared: the queries are as many as their square. */
const FEW = 20

/** Attempts to do without a literal. */
const MOST_ATTEMPTS = 100

/** Clauses of fewer literals are as short as they will be. */
const LONG = 4

/**
 * Makes an inductive invariant smaller. Of its clauses those are kept that its proof needs: starting from the core of "the target is not
 * met", whatever is in the core of "a step keeps this clause" is needed too (Ivrii, Gurfinkel and Belov, Small inductive safe invariants,
 * 2014). Where they are few, each is left out if the rest will do. Then literals are left out of long clauses as long as the start and every step still keep them. Orbits are treated as a whole,
 * and one clause of each stands for all.
 */
export class Shrinking {
  private readonly printer = new SmtlibPrinter()
  private readonly start: Symbol
  private readonly step: Symbol
  private readonly inNext: ReadonlyMap<Symbol, Symbol>
  private names = 0
  /** To the last question about the whole invariant. */
  private answer: Satisfiability | undefined

  /**
   * @param orbitOf all that the symmetries make of a cube.
   * @param session fresh, with unsat assumptions.
   */
  constructor(
    private readonly system: ScalarSystem,
    private readonly target: Target,
    private readonly orbitOf: (cube: Cube) => Orbit,
    private readonly session: Session,
  ) {
    this.start = this.name('initial state')
    this.step = this.name('some step')
    this.inNext = new Map(system.cells.map(({ current, next }) => [current, next]))
  }

  /** @throws SolverError */
  async run(invariant: readonly Orbit[]): Promise<readonly Orbit[]> {
    await this.assert(this.base())
    const all: Clauses[] = []
    for (const orbit of invariant) all.push(await this.clauses(orbit))
    const needed = await this.needed(all)
    if (needed === undefined) throw await this.noInvariant()
    return (await this.shortened(await this.spared(needed))).map(({ orbit }) => orbit)
  }

  /** Why clauses that the search has found to be an inductive invariant are none. */
  private async noInvariant(): Promise<Error> {
    const { solver } = this.session
    return this.answer === 'unknown'
      ? new SolverError(
          solver.name,
          `the solver could not decide a query: ${await this.session.reasonUnknown()}`,
        )
      : new SelfCheckError(`${solver.name} finds an inductive invariant, and then that it is none`)
  }

  /** The clauses that the proof needs; undefined where there is none with these clauses. */
  private async needed(all: readonly Clauses[]): Promise<readonly Clauses[] | undefined> {
    const { state, step } = this.target
    const needed = new Set<Clauses>()
    const ask = async (question: readonly string[]): Promise<boolean> => {
      const core = await this.core(question, all)
      for (const clauses of core ?? []) needed.add(clauses)
      return core !== undefined
    }
    if (!(await ask([await this.literal(state)]))) return undefined
    if (!(await ask([printed(this.step), await this.literal(step)]))) return undefined
    for (const { orbit } of needed) {
      if (!(await ask([printed(this.step), await this.literal(this.brokenNext(orbit))]))) return undefined
    }
    return all.filter((clauses) => needed.has(clauses))
  }

  /** Tries to do without each of a few clauses. */
  private async spared(clauses: readonly Clauses[]): Promise<readonly Clauses[]> {
    let kept = clauses
    for (const candidate of clauses.length > FEW ? [] : clauses) {
      if (!kept.includes(candidate)) continue
      kept = (await this.needed(kept.filter((other) => other !== candidate))) ?? kept
    }
    return kept
  }

  private async shortened(clauses: readonly Clauses[]): Promise<readonly Clauses[]> {
    let kept = clauses
    let attempts = 0
    for (const original of clauses) {
      let present = original
      for (const literal of original.orbit[0].literals) {
        const { literals } = present.orbit[0]
        if (literals.length < LONG || attempts >= MOST_ATTEMPTS) break
        attempts += 1
        const shorter = await this.clauses(
          this.orbitOf(makeCube(literals.filter((other) => other !== literal))),
        )
        const others = kept.map((each) => (each === present ? shorter : each))
        if (!(await this.holds(shorter, others))) continue
        kept = others
        present = shorter
      }
    }
    return kept
  }

  /** Whether the clauses hold at the start and are kept by every step from a state in which all of them hold. */
  private async holds({ orbit }: Clauses, all: readonly Clauses[]): Promise<boolean> {
    const broken = await this.literal(this.system.terms.and(...orbit[0].literals))
    if ((await this.session.check([printed(this.start), broken])) !== 'unsat') return false
    const brokenNext = await this.literal(this.brokenNext(orbit))
    const assumed = all.map(({ assumed: name }) => name)
    return (await this.session.check([printed(this.step), brokenNext, ...assumed])) === 'unsat'
  }

  /** The clauses that suffice to exclude what is asked; undefined where all together do not. */
  private async core(
    question: readonly string[],
    all: readonly Clauses[],
  ): Promise<readonly Clauses[] | undefined> {
    this.answer = await this.session.check([...question, ...all.map(({ assumed }) => assumed)])
    if (this.answer !== 'unsat') return undefined
    const core = new Set(await this.session.core())
    return all.filter(({ assumed }) => core.has(assumed))
  }

  private brokenNext([cube]: Orbit): Term {
    const { terms } = this.system
    return terms.and(...cube.literals.map((literal) => terms.rename(literal, this.inNext)))
  }

  private async clauses(orbit: Orbit): Promise<Clauses> {
    const { terms } = this.system
    const assumed = this.name('clauses')
    const meaning = terms.and(...orbit.map((cube) => clauseOf(this.system, cube)))
    await this.assert([
      { kind: 'declare', symbol: at(assumed, 0) },
      { kind: 'assert', formula: at(terms.implies(assumed, meaning), 0) },
    ])
    return { orbit, assumed: printed(assumed) }
  }

  /** A literal that is true where the term is. */
  private async literal(term: Term): Promise<string> {
    const symbol = this.name('literal')
    await this.assert([{ kind: 'define', symbol: at(symbol, 0), anyOf: [at(term, 0)] }])
    return printed(symbol)
  }

  private base(): readonly Command[] {
    const { terms, cells } = this.system
    const relation = stepRelation(this.system)
    return [
      ...[...cells.flatMap(({ current, next }) => [current, next]), ...relation.symbols, this.step].map(
        (symbol): Command => ({ kind: 'declare', symbol: at(symbol, 0) }),
      ),
      ...cells.map(({ domain }): Command => ({ kind: 'assert', formula: at(domain, 0) })),
      ...relation.constraints.map((constraint): Command => ({
        kind: 'assert',
        formula: at(terms.implies(this.step, constraint), 0),
      })),
      { kind: 'define', symbol: at(this.start, 0), anyOf: [at(startCondition(this.system), 0)] },
    ]
  }

  private name(what: string): Symbol {
    this.names += 1
    return this.system.terms.symbol(`${what} ${String(this.names)}`, BOOL_SORT, 'current')
  }

  private async assert(commands: readonly Command[]): Promise<void> {
    await this.session.run(this.printer.commands(commands))
  }
}

/** The clauses of an orbit, and the literal that switches them on. */
interface Clauses {
  readonly orbit: Orbit
  readonly assumed: string
}

function printed(symbol: Symbol): string {
  return symbolAt(at(symbol, 0))
}
