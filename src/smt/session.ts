import { type PreambleOptions, preamble } from './preamble.js'
import { shortened } from './refusal.js'
import { readSExpression, type SExpression, SExpressionError } from './s-expression.js'
import { type SmtValue, smtValue } from './smt-value.js'
import { type Solver, SolverError } from './solver.js'

export type Satisfiability = 'sat' | 'unsat' | 'unknown'

/**
 * Says to a fresh solver what it will be asked.
 * @throws SolverError when the solver does not know the logic or an option.
 */
export async function openSession(solver: Solver, options: PreambleOptions): Promise<Session> {
  const session = new Session(solver)
  const printed = await session.run(preamble(options))
  if (printed.trim() !== '') throw unexpected(solver, `the preamble for ${options.logic}`, printed)
  return session
}

/**
 * A solver's commands with their answers read. Every method throws a SolverError when the solver fails or answers what it must not;
 * after that a solver may have ended, and only closing it is certain to work.
 */
export class Session {
  private assumptions: readonly string[] = []
  private readonly keys = new Map<string, string>()

  constructor(readonly solver: Solver) {}

  /** Runs commands (declarations, assertions, comments) and resolves to what they printed. */
  run(script: string): Promise<string> {
    return this.solver.run(script)
  }

  /** @param assumptions literals, as text: a declared Boolean constant or `(not ...)` of one. */
  async check(assumptions: readonly string[] = []): Promise<Satisfiability> {
    this.assumptions = assumptions
    const printed = await this.run(
      // cvc5 takes an empty list for a syntax error.
      assumptions.length === 0 ? '(check-sat)' : `(check-sat-assuming (${assumptions.join(' ')}))`,
    )
    const answer = printed.trim()
    if (answer === 'sat' || answer === 'unsat' || answer === 'unknown') return answer
    throw unexpected(this.solver, 'a query', printed)
  }

  /** Why the last query was answered `unknown`, in the solver's words, for example `timeout`. */
  async reasonUnknown(): Promise<string> {
    const printed = await this.run('(get-info :reason-unknown)')
    const answer = this.read(printed)
    const reason = answer.kind === 'list' ? answer.items[1] : undefined
    if (reason?.kind === 'string') return reason.value
    if (reason?.kind === 'symbol') return reason.name
    throw unexpected(this.solver, '(get-info :reason-unknown)', printed)
  }

  /**
   * Assumptions of the last query, answered `unsat`, that suffice for this answer: some of those given, as they were given, without
   * order. They need not be a smallest set. The session was opened with `produceUnsatAssumptions`.
   */
  async core(): Promise<readonly string[]> {
    if (this.assumptions.length === 0) return []
    const printed = await this.run('(get-unsat-assumptions)')
    const answer = this.read(printed)
    const given = new Map(this.assumptions.map((text) => [this.key(text), text]))
    const core = answer.kind === 'list' ? answer.items.map((item) => given.get(canonical(item))) : [undefined]
    return core.map((text) => {
      if (text === undefined) throw unexpected(this.solver, '(get-unsat-assumptions)', printed)
      return text
    })
  }

  /**
   * The values of constants in the model of the last query, answered `sat`, under the symbols as they were given. Bit-vectors are
   * read as unsigned. The session was opened with `produceModels`.
   * @param symbols as SMT-LIB text, `|quoted|` where need be.
   */
  async values(symbols: readonly string[]): Promise<ReadonlyMap<string, SmtValue>> {
    if (symbols.length === 0) return new Map()
    const printed = await this.run(`(get-value (${symbols.join(' ')}))`)
    const answer = this.read(printed)
    const pairs = answer.kind === 'list' ? answer.items : []
    if (pairs.length !== symbols.length) throw unexpected(this.solver, '(get-value ...)', printed)
    return new Map(
      pairs.map((pair, index) => {
        const symbol = symbols[index] ?? ''
        const [term, constant] = pair.kind === 'list' ? pair.items : []
        const value = constant === undefined ? undefined : smtValue(constant)
        if (term === undefined || value === undefined || canonical(term) !== this.key(symbol)) {
          throw unexpected(this.solver, `(get-value (${symbol}))`, printed)
        }
        return [symbol, value]
      }),
    )
  }

  /** The same few texts come again and again, in thousands of queries. */
  private key(text: string): string {
    const known = this.keys.get(text)
    if (known !== undefined) return known
    const key = canonical(this.read(text))
    this.keys.set(text, key)
    return key
  }

  private read(text: string): SExpression {
    try {
      return readSExpression(text)
    } catch (error) {
      if (!(error instanceof SExpressionError)) throw error
      const where = `${this.solver.name}: cannot read ${shortened(text)}`
      throw new SolverError(this.solver.name, `${where}: ${error.message}`)
    }
  }
}

function unexpected(solver: Solver, question: string, answer: string): SolverError {
  return new SolverError(
    solver.name,
    `${solver.name} answered ${question} by ${shortened(answer) || 'nothing'}`,
  )
}

/** Equal texts for equal expressions, however they were quoted. */
function canonical(expression: SExpression): string {
  return JSON.stringify(expression, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  )
}
