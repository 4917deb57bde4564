import { choiceCount } from '../../ir/choices.js'
import { movesOf, type Move } from '../../ir/execute.js'
import type { State } from '../../ir/state.js'
import type { Action, TransitionSystem } from '../../ir/system.js'

/** A step that may choose among more is not tried as one of the model's own. */
const MOST_CHOICES = 100

/** A step of a kind of process, under the same name in both models: instances count as one. */
export function stepName({ process, label }: Pick<Action, 'process' | 'label'>): string {
  return process === undefined ? label : `${process.kind}.${label}`
}

/** The actions of a system that another does not have. */
export function ownActions(system: TransitionSystem, other: TransitionSystem): readonly Action[] {
  const known = new Set(other.actions.map(stepName))
  return system.actions.filter((action) => !known.has(stepName(action)))
}

/** Whether all that the action may choose is tried. */
export function isSurveyable(action: Action): boolean {
  const count = choiceCount(action)
  return count !== undefined && count <= MOST_CHOICES
}

/** What the actions can do in a state. */
export function* movesAmong(
  system: TransitionSystem,
  actions: readonly Action[],
  state: State,
): Generator<Move> {
  for (const action of actions) if (isSurveyable(action)) yield* movesOf(system, action, state)
}
