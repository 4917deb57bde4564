import { activeAssignments, assign } from './assign.js'
import { locate, partAt } from './cell.js'
import { bindChoices, choicesOf, type Choices } from './choices.js'
import { environment } from './environment.js'
import type { Fault } from './fault.js'
import { EvaluationFault, conditionIn } from './interpret.js'
import type { State } from './state.js'
import type { Action, TransitionSystem } from './system.js'

/** What comes of attempting an action. Nothing steps over a fault: there is no state after it. */
export type Attempt =
  | { readonly kind: 'blocked' }
  | { readonly kind: 'fired'; readonly state: State }
  | { readonly kind: 'fault'; readonly fault: Fault }

/** An attempt that was not blocked. */
export interface Move {
  readonly action: Action
  readonly choices: Choices
  readonly outcome: Exclude<Attempt, { readonly kind: 'blocked' }>
}

const BLOCKED: Attempt = Object.freeze({ kind: 'blocked' })

/**
 * Attempts an action with its choices: control, then guard, then the updates in their order, all reading the old state, then all
 * assignments at once.
 */
export function attempt(system: TransitionSystem, action: Action, choices: Choices, state: State): Attempt {
  try {
    const env = environment(system, { state, bound: bindChoices(action, choices) })
    if (!standsReady(system, action, state) || !conditionIn(env, action.guard)) return BLOCKED
    return { kind: 'fired', state: assign(state, activeAssignments(action.updates, env), env) }
  } catch (error) {
    if (!(error instanceof EvaluationFault)) throw error
    return { kind: 'fault', fault: blame(action, error.fault) }
  }
}

/** The moves of one action in a state, in the order of its choices. */
export function* movesOf(
  system: TransitionSystem,
  action: Action,
  state: State,
  choices: Iterable<Choices> = choicesOf(action),
): Generator<Move> {
  if (!standsReady(system, action, state)) return
  for (const chosen of choices) {
    const outcome = attempt(system, action, chosen, state)
    if (outcome.kind !== 'blocked') yield { action, choices: chosen, outcome }
  }
}

/** All moves in a state, in the order of actions and choices. */
export function* moves(system: TransitionSystem, state: State): Generator<Move> {
  for (const action of system.actions) yield* movesOf(system, action, state)
}

/** Whether the action's process stands where it must. Control cells are fixed, so no choice matters. */
function standsReady(system: TransitionSystem, { control }: Action, state: State): boolean {
  if (control === undefined) return true
  const { keys } = locate(control.cell, environment(system, { state }))
  return partAt(state[control.cell.variable], keys) === control.at
}

function blame(action: Action, fault: Fault): Fault {
  const source = fault.source ?? action.source
  return { ...fault, subject: action.name, ...(source === undefined ? {} : { source }) }
}
