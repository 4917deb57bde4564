import { decisiveMoves } from '../ir/decisive-choices.js'
import { attempt } from '../ir/execute.js'
import { judgeState, judgeStep } from '../ir/judge.js'
import type { State } from '../ir/state.js'
import type { Property, TransitionSystem } from '../ir/system.js'
import type { Step, Trace } from '../trace/trace.js'

/** What comes of other steps than those of a trace, from its start. */
export type ScheduleOutcome =
  /** This one of them, counted from 0, cannot be taken. */
  | { readonly kind: 'blocked'; readonly at: number }
  /** The property is decided at their end, or on the way. */
  | { readonly kind: 'decided' | 'open'; readonly trace: Trace }

/** @param from how many of the steps are those of the trace. */
export function outcomeOfSchedule(
  system: TransitionSystem,
  property: Property,
  { states }: Trace,
  steps: readonly Step[],
  from: number,
): ScheduleOutcome {
  const visited: State[] = states.slice(0, from + 1)
  for (const [at, step] of steps.entries()) {
    const state = visited.at(-1)
    if (at < from || state === undefined) continue
    const action = system.actions.find(({ name }) => name === step.action)
    const outcome = action && attempt(system, action, step.choices, state)
    if (outcome?.kind !== 'fired') return { kind: 'blocked', at }
    visited.push(outcome.state)
  }
  const kind = isDecidedAlong(system, property, visited) ? 'decided' : 'open'
  return { kind, trace: { states: visited, steps } }
}

function isDecidedAlong(system: TransitionSystem, property: Property, states: readonly State[]): boolean {
  return states.some((state, at) => {
    const before = states[at - 1]
    const finding =
      (before === undefined ? undefined : judgeStep(system, property, before, state)) ??
      judgeState(system, property, state, decisiveMoves(system, state))
    return finding !== undefined
  })
}
