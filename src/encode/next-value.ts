import type { Cell } from '../lower/cell.js'
import type { ScalarAction, ScalarSystem } from '../lower/scalar-system.js'
import type { Term } from '../lower/term.js'

/**
 * A cell's value after a step: what the action that fires makes of it, and as before where that does not change it.
 * @param fires for each action; just one of them is true.
 */
export function nextValue(
  { terms, actions }: ScalarSystem,
  cell: Cell,
  fires: ReadonlyMap<ScalarAction, Term>,
): Term {
  const changes = actions.flatMap((action) => {
    const value = action.updates.get(cell.name)
    const fired = fires.get(action)
    return value === undefined || fired === undefined ? [] : [{ fired, value }]
  })
  // Where every action changes the cell, it is the last one if none of the others.
  const last = changes.length === actions.length ? changes.pop() : undefined
  return changes.reduceRight<Term>(
    (rest, { fired, value }) => terms.ite(fired, value, rest),
    last?.value ?? cell.current,
  )
}
