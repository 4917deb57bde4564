import type { Choices } from '../ir/choices.js'
import { attempt } from '../ir/execute.js'
import type { Fault } from '../ir/fault.js'
import type { State } from '../ir/state.js'
import type { Action, TransitionSystem } from '../ir/system.js'
import { stepOf } from '../trace/step.js'
import type { Step, Trace } from '../trace/trace.js'

/** A way to a state. Only the first state is kept: what follows is found again by firing the same moves. */
export type Path =
  | { readonly kind: 'start'; readonly state: State }
  | { readonly kind: 'move'; readonly before: Path; readonly action: Action; readonly choices: Choices }

/** The execution along a path. */
export function traceAlong(system: TransitionSystem, path: Path, fault?: Fault): Trace {
  const fired: Extract<Path, { readonly kind: 'move' }>[] = []
  let first = path
  while (first.kind === 'move') {
    fired.push(first)
    first = first.before
  }
  let state = first.state
  const states = [state]
  const steps: Step[] = []
  for (const { action, choices } of fired.toReversed()) {
    const outcome = attempt(system, action, choices, state)
    if (outcome.kind !== 'fired') throw new TypeError(`${action.name} fired once and does not any more`)
    state = outcome.state
    states.push(state)
    steps.push(stepOf(action, choices))
  }
  return { states, steps, ...(fault === undefined ? {} : { fault }) }
}
