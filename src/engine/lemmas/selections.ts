import type { Integer } from '../../ir/integer.js'
import type { Cell } from '../../lower/cell.js'
import type { ScalarSystem, Target } from '../../lower/scalar-system.js'
import { symbolsOf, type Symbol, type Term } from '../../lower/term.js'
import { termValue, type TermValue } from '../../lower/term-value.js'
import { applications } from '../clauses/predicates.js'
import type { Vocabulary } from '../clauses/vocabulary.js'

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
