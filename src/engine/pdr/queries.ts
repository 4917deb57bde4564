import { at } from '../../encode/command.js'
import { stepRelation, type StepRelation } from '../../encode/step-relation.js'
import { startCondition } from '../../encode/transition-relation.js'
import type { ScalarSystem, Target } from '../../lower/scalar-system.js'
import { BOOL_SORT, type Symbol, type Term } from '../../lower/term.js'
import { termValue, type TermValue } from '../../lower/term-value.js'
import type { Session } from '../../smt/session.js'
import { symbolAt, SmtlibPrinter } from '../../smt/smtlib.js'
import { SolverError } from '../../smt/solver.js'
import type { Cube } from '../clauses/cube.js'
import type { Valuation } from './justify.js'

/** Thrown when a search has asked as many queries as it may. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent'
}

/** A solver drags along every clause that was ever on trial; after so many it is replaced (Eén, Mishchenko and Brayton, 2011). */
const MOST_TRIALS = 1000

/** The frame that means: the initial states. */
export const START = 0

/** Assumed where a step to a next state is to exist; without it, states that have none count too. */
const STEP = '|some step@0|'

/** How a target is met, and a valuation that shows it. */
export interface Met {
  readonly by: 'state' | 'step'
  readonly valuation: () => Promise<Valuation>
}

/** A cube's answer: no predecessor, and which literals suffice for that; or one predecessor. */
export type Consecution =
  | { readonly kind: 'blocked'; readonly core: readonly Term[] }
  | { readonly kind: 'reached'; readonly valuation: () => Promise<Valuation> }

/**
 * The questions of property-directed reachability, on one incremental solver: one step from the current to the next state is asserted
 * once; it, frames, initial states, clauses on trial and cubes are switched on by assumptions.
 */
export class Queries {
  private readonly relation: StepRelation
  private readonly printer = new SmtlibPrinter()
  private readonly names = new Map<string, string>()
  private readonly onlyStart: Valuation | undefined
  /** What every session begins with: one step, the initial states, the target. */
  private readonly base: string
  private readonly blocked: { readonly cube: Cube; readonly level: number }[] = []
  private readonly assumed: Cube[] = []
  private frames = 0
  private trials = 0
  private pending = ''
  private checks = 0

  constructor(
    private readonly system: ScalarSystem,
    private readonly target: Target,
    private session: Session,
    /** Opens a session like the one given, to go on in when that one is worn out. */
    private readonly openSession: () => Promise<Session>,
    /** How many queries may be asked. */
    private readonly budget: number,
  ) {
    this.relation = stepRelation(system)
    this.onlyStart = startValuation(system)
    const { terms, cells } = system
    const { symbols, constraints: relation } = this.relation
    const steps = terms.symbol('some step', BOOL_SORT, 'current')
    this.base = this.printer.commands([
      ...[...cells.flatMap(({ current, next }) => [current, next]), ...symbols, steps].map(
        (symbol) => ({ kind: 'declare', symbol: at(symbol, 0) }) as const,
      ),
      ...cells.map(({ domain }) => ({ kind: 'assert', formula: at(domain, 0) }) as const),
      ...relation.map(
        (constraint) => ({ kind: 'assert', formula: at(terms.implies(steps, constraint), 0) }) as const,
      ),
      {
        kind: 'define',
        symbol: at(terms.symbol('initial state', BOOL_SORT, 'current'), 0),
        anyOf: [at(startCondition(system), 0)],
      },
      {
        kind: 'define',
        symbol: at(terms.symbol('target state', BOOL_SORT, 'current'), 0),
        anyOf: [at(target.state, 0)],
      },
      {
        kind: 'define',
        symbol: at(terms.symbol('target step', BOOL_SORT, 'current'), 0),
        anyOf: [at(target.step, 0)],
      },
    ])
    this.pending = this.base
  }

  /** For each action, in order, the symbol that says whether the step fires it. */
  get fires(): readonly Symbol[] {
    return this.relation.fires
  }

  /** Asserts the clause that blocks the cube in the frames up to `level`. */
  block(cube: Cube, level: number): void {
    this.blocked.push({ cube, level })
    this.assertBlocked(cube, level)
  }

  /** Asserts the clause that blocks the cube in all frames. */
  assume(cube: Cube): void {
    this.assumed.push(cube)
    this.assertAssumed(cube)
  }

  private assertAssumed(cube: Cube): void {
    const literals = cube.literals.map((literal) => this.negated(literal, 0))
    this.pending += `(assert (or ${literals.join(' ')}))\n`
  }

  private assertBlocked(cube: Cube, level: number): void {
    const frame = this.frame(level)
    const literals = cube.literals.map((literal) => this.negated(literal, 0))
    this.pending += `(assert (or (not ${frame}) ${literals.join(' ')}))\n`
  }

  /** A state of the frame that meets the target, or that has a step which does. */
  async targetIn(level: number, frontier: number): Promise<Met | undefined> {
    const frame = this.inFrame(level, frontier)
    const { state, step } = this.target
    if (state !== this.system.terms.false && (await this.check([...frame, '|target state@0|']))) {
      return { by: 'state', valuation: () => this.valuation() }
    }
    if (step !== this.system.terms.false && (await this.check([...frame, STEP, '|target step@0|']))) {
      return { by: 'step', valuation: () => this.valuation() }
    }
    return undefined
  }

  /** Can a state of the frame that is not in the cube step into the cube? */
  async consecution(cube: Cube, level: number, frontier: number): Promise<Consecution> {
    if (this.trials >= MOST_TRIALS) await this.renew()
    const trial = this.fresh('trial')
    const outside = cube.literals.map((literal) => this.negated(literal, 0))
    this.pending += `(assert (or (not ${trial}) ${outside.join(' ')}))\n`
    const after = new Map(cube.literals.map((literal) => [this.literal(literal, 1), literal]))
    const isReached = await this.check([...this.inFrame(level, frontier), STEP, trial, ...after.keys()])
    if (isReached) return { kind: 'reached', valuation: () => this.valuation() }
    const core = (await this.session.core()).flatMap((text) => after.get(text) ?? [])
    this.pending += `(assert (not ${trial}))\n`
    return { kind: 'blocked', core }
  }

  /** Whether some initial state is in the cube. */
  async isInitial({ literals }: Pick<Cube, 'literals'>): Promise<boolean> {
    const { onlyStart } = this
    if (onlyStart !== undefined) return literals.every((literal) => termValue(literal, onlyStart) === true)
    return this.check(['|initial state@0|', ...literals.map((literal) => this.literal(literal, 0))])
  }

  /** Goes on in a fresh session, without the clauses that were only on trial. */
  private async renew(): Promise<void> {
    await this.close()
    this.session = await this.openSession()
    this.names.clear()
    this.frames = 0
    this.trials = 0
    this.pending = this.base
    for (const cube of this.assumed) this.assertAssumed(cube)
    for (const { cube, level } of this.blocked) this.assertBlocked(cube, level)
  }

  /** Ends the session. */
  close(): Promise<void> {
    return this.session.solver.close()
  }

  private inFrame(level: number, frontier: number): readonly string[] {
    if (level === START) return ['|initial state@0|']
    return Array.from({ length: frontier - level + 1 }, (_, above) => this.frame(level + above))
  }

  private async check(assumptions: readonly string[]): Promise<boolean> {
    if (this.checks === this.budget) throw new BudgetSpent()
    this.checks += 1
    if (this.pending !== '') {
      const script = this.pending
      this.pending = ''
      await this.session.run(script)
    }
    const answer = await this.session.check(assumptions)
    if (answer === 'unknown') {
      throw new SolverError(
        this.session.solver.name,
        `the solver could not decide a query: ${await this.session.reasonUnknown()}`,
      )
    }
    return answer === 'sat'
  }

  /** The present state, and the step out of it; next values follow from these. */
  private async valuation(): Promise<Valuation> {
    const { cells, actions } = this.system
    const choices = actions.flatMap((action) => action.choices.flatMap(({ symbol }) => symbol ?? []))
    const symbols: readonly Symbol[] = [
      ...cells.map(({ current }) => current),
      ...this.relation.fires,
      ...choices,
    ]
    const names = symbols.map((symbol) => symbolAt(at(symbol, 0)))
    const values = await this.session.values(names)
    const known = new Map<Symbol, TermValue>()
    symbols.forEach((symbol, place) => {
      const value = values.get(names[place] ?? '')
      if (value !== undefined) known.set(symbol, typeof value === 'boolean' ? value : BigInt(value))
    })
    const present: Valuation = (symbol) => known.get(symbol) ?? false
    const fired = actions.find((_, place) => {
      const symbol = this.relation.fires[place]
      return symbol !== undefined && present(symbol) === true
    })
    for (const { name, current, next } of cells) {
      known.set(next, termValue(fired?.updates.get(name) ?? current, present))
    }
    return present
  }

  private frame(level: number): string {
    while (this.frames < level) {
      this.frames += 1
      this.pending += `(declare-const |frame ${String(this.frames)}| Bool)\n`
    }
    return `|frame ${String(level)}|`
  }

  private fresh(what: string): string {
    this.trials += 1
    const name = `|${what} ${String(this.trials)}|`
    this.pending += `(declare-const ${name} Bool)\n`
    return name
  }

  private literal(literal: Term, k: 0 | 1): string {
    const inner = negation(literal)
    return inner === undefined ? this.named(literal, k) : `(not ${this.named(inner, k)})`
  }

  private negated(literal: Term, k: 0 | 1): string {
    const inner = negation(literal)
    return inner === undefined ? `(not ${this.named(literal, k)})` : this.named(inner, k)
  }

  private named(literal: Term, k: 0 | 1): string {
    if (literal.kind === 'symbol') return symbolAt(at(literal, k))
    const key = `${String(literal.id)}@${String(k)}`
    const known = this.names.get(key)
    if (known !== undefined) return known
    const symbol = at(this.system.terms.symbol(`literal ${String(literal.id)}`, BOOL_SORT, 'current'), k)
    this.pending += this.printer.commands([{ kind: 'define', symbol, anyOf: [at(literal, k)] }])
    const name = symbolAt(symbol)
    this.names.set(key, name)
    return name
  }
}

function negation(term: Term): Term | undefined {
  return term.kind === 'application' && term.operator === 'not' ? term.operands[0] : undefined
}

/** The only initial state, where there is no other. */
function startValuation({ cells, initial, constraints }: ScalarSystem): Valuation | undefined {
  if (constraints.length > 0 || cells.some(({ name }) => !initial.has(name))) return undefined
  const values = new Map<Symbol, TermValue>()
  for (const { name, current } of cells) {
    const value = initial.get(name)
    if (value?.kind === 'bool' || value?.kind === 'number') values.set(current, value.value)
  }
  return (symbol) => values.get(symbol) ?? false
}
