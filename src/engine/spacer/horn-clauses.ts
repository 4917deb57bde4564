import { at } from '../../encode/command.js'
import { startCondition } from '../../encode/transition-relation.js'
import type { ScalarAction, ScalarSystem, Target } from '../../lower/scalar-system.js'
import { symbolsOf, type Symbol, type Term } from '../../lower/term.js'
import { symbolAt, SmtlibPrinter } from '../../smt/smtlib.js'
import { printSort } from '../../smt/term-printer.js'

/** The predicate that is asked for: its arguments are the system's cells, in their order. */
export const INVARIANT = 'Inv'

/**
 * Whether the target can be met, as constrained Horn clauses (Bjørner, Gurfinkel, McMillan and Rybalchenko, Horn clause solvers for
 * program verification, 2015): init(s) => Inv(s); Inv(s) and a step from s to t => Inv(t), one clause for each action; Inv(s) and target
 * => false. Satisfiable by an inductive invariant, which is the meaning of Inv, and otherwise not. That states are well typed is
 * inductive by itself, and given.
 * @returns SMT-LIB commands for the logic HORN, without the query.
 */
export function hornClauses(system: ScalarSystem, target: Target): string {
  return new HornClauses(system, target).print()
}

class HornClauses {
  private readonly printer = new SmtlibPrinter()
  private readonly wellTyped: Term

  constructor(
    private readonly system: ScalarSystem,
    private readonly target: Target,
  ) {
    this.wellTyped = system.terms.and(...system.cells.map(({ domain }) => domain))
  }

  print(): string {
    const { system, target } = this
    const sorts = system.cells.map(({ current }) => printSort(current.sort))
    const current = system.cells.map((cell) => cell.current)
    return [
      `(declare-fun ${INVARIANT} (${sorts.join(' ')}) Bool)`,
      '; init',
      ...this.clause(startCondition(system), 'anything', current),
      ...system.actions.flatMap((action) => [`; ${oneLine(action.action.name)}`, ...this.stepClause(action)]),
      `; ${oneLine(target.property.name)}`,
      ...this.clause(target.state, 'reachable', 'false'),
      ...system.actions.flatMap((action) => this.targetClause(action)),
    ]
      .map((line) => `${line}\n`)
      .join('')
  }

  private stepClause({ at, guard, updates }: ScalarAction): readonly string[] {
    const { terms, cells } = this.system
    const changes = cells.flatMap(({ name, next }) => {
      const value = updates.get(name)
      return value === undefined ? [] : [terms.equal(next, value)]
    })
    const after = cells.map(({ name, current, next }) => (updates.has(name) ? next : current))
    return this.clause(terms.and(at, guard, ...changes), 'reachable', after)
  }

  /** The target is met by a step of the action. */
  private targetClause({ at, guard, updates }: ScalarAction): readonly string[] {
    const { terms, cells } = this.system
    const read = symbolsOf(this.target.step)
    const changes = cells.flatMap(({ name, current, next }) =>
      read.has(next) ? [terms.equal(next, updates.get(name) ?? current)] : [],
    )
    return this.clause(terms.and(at, guard, ...changes, this.target.step), 'reachable', 'false')
  }

  /** Nothing where the body is never true. @param head the symbols that Inv holds of, or that the body must not be true. */
  private clause(
    body: Term,
    from: 'anything' | 'reachable',
    head: readonly Symbol[] | 'false',
  ): readonly string[] {
    const { terms, cells } = this.system
    const condition = from === 'reachable' ? terms.and(this.wellTyped, body) : body
    if (condition === terms.false) return []
    const current = cells.map((cell) => cell.current)
    const text = this.printer.term(at(condition, 0))
    const premise = from === 'reachable' ? `(and ${holdsOf(current)} ${text})` : text
    const implication = `(=> ${premise} ${head === 'false' ? head : holdsOf(head)})`
    const variables = new Set([...current, ...symbolsOf(condition)])
    if (variables.size === 0) return [`(assert ${implication})`]
    const bound = [...variables].map((symbol) => `(${symbolAt(at(symbol, 0))} ${printSort(symbol.sort)})`)
    return [`(assert (forall (${bound.join(' ')}) ${implication}))`]
  }
}

function holdsOf(symbols: readonly Symbol[]): string {
  if (symbols.length === 0) return INVARIANT
  return `(${INVARIANT} ${symbols.map((symbol) => symbolAt(at(symbol, 0))).join(' ')})`
}

function oneLine(name: string): string {
  return name.replaceAll(/\s+/g, ' ')
}
