import type { ScalarSystem, Target } from '../../lower/scalar-system.js'
import type { Application, Symbol, Term } from '../../lower/term.js'

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

/** All terms with operands in the target, the guards and the updates. */
export function applications({ actions }: ScalarSystem, { state, step }: Target): readonly Application[] {
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
