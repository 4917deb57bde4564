import type { Integer } from '../../ir/integer.js'
import type { Cell } from '../../lower/cell.js'
import type { ScalarSystem, Target } from '../../lower/scalar-system.js'
import { symbolsOf, type Application, type Symbol, type Term } from '../../lower/term.js'
import { termValue, type TermValue } from '../../lower/term-value.js'
import type { Vocabulary } from './vocabulary.js'

/** Choices within a comparison are followed to so many ends. */
const MOST_ENDS = 64

/**
 * The comparisons of two cells that the model makes: in guards, updates and the target. Where it compares with an element of an array,
 * each element counts. Candidates for literals (predicates mined from guards: Ball, Majumdar, Millstein and Rajamani, Automatic predicate
 * abstraction of C programs, 2001).
 */
export function comparisonsOfCells(system: ScalarSystem, target: Target): ReadonlySet<Term> {
  const { terms, cells } = system
  const isCell = new Set(cells.map(({ current }) => current))
  const found = new Set<Term>()
  for (const term of applications(system, target)) {
    const [left, right] = term.operands
    if (!isComparison(term) || left === undefined || right === undefined) continue
    const [lefts, rights] = [ends(left, isCell), ends(right, isCell)]
    if (lefts.length * rights.length > MOST_ENDS) continue
    for (const a of lefts) {
      for (const b of rights) {
        if (a === b) continue
        const sides =
          term.operator === '=' ? terms.equal(a, b) : terms.apply(term.operator, term.sort, [a, b])
        found.add(sides)
      }
    }
  }
  return found
}

/** A flag that stands for another cell's value, as `tree[3]` does for `active = 3` where the model reads `tree[active]`. */
export interface Selection {
  readonly cell: Cell
  readonly value: Integer
  readonly flag: Symbol
}

/** The selections that the model makes from arrays of flags by the value of a cell. */
export function selections(
  system: ScalarSystem,
  target: Target,
  vocabulary: Vocabulary,
): readonly Selection[] {
  const flags = new Set(system.cells.filter(({ type }) => type.kind === 'bool').map(({ current }) => current))
  const found = new Map<string, Selection>()
  for (const term of applications(system, target)) {
    if (term.operator !== 'ite') continue
    const [condition] = term.operands
    const [by, ...more] = condition === undefined ? [] : [...symbolsOf(condition)]
    const cell = by === undefined || more.length > 0 ? undefined : vocabulary.cellOf(by)
    if (cell === undefined) continue
    for (const value of vocabulary.valuesOf(cell)) {
      const flag = selected(term, (symbol) => (symbol === by ? vocabulary.patternOf(cell, value) : undefined))
      if (flag?.kind !== 'symbol' || !flags.has(flag)) continue
      found.set(`${cell.name} ${String(value)} ${flag.name}`, { cell, value, flag })
    }
  }
  return [...found.values()]
}

/** What is left of a chain of choices where one cell's value is known; undefined where a choice depends on more. */
function selected(root: Term, known: (symbol: Symbol) => TermValue | undefined): Term | undefined {
  let term: Term | undefined = root
  while (term?.kind === 'application' && term.operator === 'ite') {
    const [condition, whenTrue, whenFalse]: readonly Term[] = term.operands
    if (condition === undefined) return undefined
    if ([...symbolsOf(condition)].some((symbol) => known(symbol) === undefined)) return undefined
    term = termValue(condition, (symbol) => known(symbol) ?? false) === true ? whenTrue : whenFalse
  }
  return term
}

/** All terms with operands in the target, the guards and the updates. */
function applications({ actions }: ScalarSystem, { state, step }: Target): readonly Application[] {
  const seen = new Set<Application>()
  const pending: Term[] = [
    state,
    step,
    ...actions.flatMap(({ at, guard, updates }) => [at, guard, ...updates.values()]),
  ]
  for (let term = pending.pop(); term !== undefined; term = pending.pop()) {
    if (term.kind !== 'application' || seen.has(term)) continue
    seen.add(term)
    pending.push(...term.operands)
  }
  return [...seen]
}

function isComparison({ operator, operands }: Application): boolean {
  return operands[0]?.sort.kind !== 'Bool' && ['=', 'bvult', 'bvslt', '<'].includes(operator)
}

/** The cells that a term stands for, whatever its choices. */
function ends(root: Term, isCell: ReadonlySet<Symbol>): readonly Symbol[] {
  const found = new Set<Symbol>()
  const pending = [root]
  for (let term = pending.pop(); term !== undefined; term = pending.pop()) {
    if (term.kind === 'symbol' && isCell.has(term)) found.add(term)
    if (term.kind === 'application' && term.operator === 'ite') pending.push(...term.operands.slice(1))
  }
  return [...found]
}
