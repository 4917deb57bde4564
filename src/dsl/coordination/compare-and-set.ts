import type { OpenBranch, Clause } from '../clause.js'
import { onlyIf } from '../flow.js'
import type { Bool } from '../value.js'

/** A part of the state that can be compared and assigned. */
interface Comparable<Input> {
  is(expected: Input): Bool
  becomes(value: Input): Clause
}

/**
 * Assigns the value where the cell holds what is expected, in one step. What happens where it does not stands behind `.otherwise(...)`;
 * the step itself happens either way.
 */
export function compareAndSet<Input>(
  cell: Comparable<Input>,
  expected: NoInfer<Input>,
  value: NoInfer<Input>,
): OpenBranch {
  return onlyIf(cell.is(expected), cell.becomes(value))
}
