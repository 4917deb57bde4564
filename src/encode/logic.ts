import type { ScalarSystem } from '../lower/scalar-system.js'
import { isConstant } from '../lower/terms.js'
import type { Term } from '../lower/term.js'

/** The SMT-LIB logics that systems are encoded in; `ALL` where words of bits and unbounded integers meet. */
export type Logic = 'QF_BV' | 'QF_LIA' | 'QF_NIA' | 'ALL'

/** The smallest logic that has every operation of the system: naming it lets solvers choose their best procedure. */
export function logicOf(system: ScalarSystem): Logic {
  if (system.integers === 'bit-vector') return 'QF_BV'
  if (hasWords(system)) return 'ALL'
  const terms = [
    ...system.constraints,
    ...system.actions.flatMap(({ at, guard, updates }) => [at, guard, ...updates.values()]),
    ...system.targets.flatMap(({ state, step }) => [state, step]),
  ]
  return hasNonlinear(terms) ? 'QF_NIA' : 'QF_LIA'
}

function hasWords({ cells, actions }: ScalarSystem): boolean {
  return (
    cells.some(({ type }) => type.kind === 'bits') ||
    actions.some(({ choices }) => choices.some(({ domain }) => domain.kind === 'bits'))
  )
}

function hasNonlinear(roots: readonly Term[]): boolean {
  const seen = new Set<Term>()
  const pending = [...roots]
  for (let term = pending.pop(); term !== undefined; term = pending.pop()) {
    if (term.kind !== 'application' || seen.has(term)) continue
    seen.add(term)
    const [left, right] = term.operands
    if (left !== undefined && right !== undefined) {
      if (term.operator === '*' && !isConstant(left) && !isConstant(right)) return true
      if ((term.operator === 'div' || term.operator === 'mod') && !isConstant(right)) return true
    }
    pending.push(...term.operands)
  }
  return false
}
