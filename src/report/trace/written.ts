import type { PartFilter } from '../../ir/cell.js'
import { activeAssignments } from '../../ir/assign.js'
import { bindChoices } from '../../ir/choices.js'
import { environment } from '../../ir/environment.js'
import type { State } from '../../ir/state.js'
import type { TransitionSystem } from '../../ir/system.js'
import type { Step } from '../../trace/trace.js'

/** The parts of the state that a step assigns, whether they change or not. */
export function writtenBy(system: TransitionSystem, step: Step, before: State): PartFilter {
  const action = system.actions.find(({ name }) => name === step.action)
  if (action === undefined) return () => false
  const env = environment(system, { state: before, bound: bindChoices(action, step.choices) })
  const targets = activeAssignments(action.updates, env)
  return (variable, keys) =>
    targets.some(
      (target) => target.variable === variable && target.keys.every((key, place) => keys[place] === key),
    )
}
