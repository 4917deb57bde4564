import { withPart } from '../ir/cell.js'
import { attempt } from '../ir/execute.js'
import type { TransitionSystem } from '../ir/system.js'
import { equalValues } from '../ir/value.js'
import type { Trace } from '../trace/trace.js'
import type { StaleRead } from './explanation.js'
import { valueOfPart } from './part.js'

/**
 * Whether it makes a difference which of the two values the process read: the step that read is taken again, from the same state but for the
 * part, which has the value that it had when the process acted. If it comes to the same, what was read is not to blame.
 */
export function isMaterial(
  system: TransitionSystem,
  { states, steps }: Trace,
  { read, readIn, actedIn }: StaleRead,
): boolean {
  const [before, after, acting] = [states[readIn - 1], states[readIn], states[actedIn - 1]]
  const step = steps[readIn - 1]
  const action = system.actions.find(({ name }) => name === step?.action)
  if (before === undefined || after === undefined || step === undefined || action === undefined) return true
  const put = (state: typeof before): typeof before => ({
    ...state,
    [read.variable]: withPart(state[read.variable], read.keys, 0, valueOfPart(acting, read)),
  })
  const outcome = attempt(system, action, step.choices, put(before))
  if (outcome.kind !== 'fired') return true
  const [otherwise, expected] = [put(outcome.state), put(after)]
  return system.variables.some(({ name }) => {
    const [a, b] = [otherwise[name], expected[name]]
    return a === undefined || b === undefined || !equalValues(a, b)
  })
}
