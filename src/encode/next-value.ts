import type { Cell } from '../lower/cell.js'
import type { ScalarAction, ScalarSystem } from '../lower/scalar-system.js'
import type { Term } from '../lower/term.js'

/**
 * A cell's value after a step: what the action that fires makes of it, and as before where that does not change it.
 * @param fires of which at most one is true.
 */
export function nextValue(
  { terms, actions }: ScalarSystem,
  cell: Cell,
  fires: ReadonlyMap<ScalarAction, Term>,
): Term {
  return actions.reduceRight<Term>((rest, action) => {
    const value = action.updates.get(cell.name)
    const fired = fires.get(action)
    return value === undefined || fired === undefined ? rest : terms.ite(fired, value, rest)
  }, cell.current)
}
