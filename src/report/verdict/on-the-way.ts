import { moves } from '../../ir/execute.js'
import { judgeState, judgeStep } from '../../ir/judge.js'
import type { Property, TransitionSystem } from '../../ir/system.js'
import type { Trace } from '../../trace/trace.js'

/** After how many steps of a trace a property is violated (a goal reached) for the first time; undefined if it never is. */
export function metOnTheWay(
  system: TransitionSystem,
  property: Property,
  { states }: Trace,
): number | undefined {
  const met = states.findIndex((state, depth) => {
    const before = states[depth - 1]
    return (
      judgeState(system, property, state, moves(system, state)) !== undefined ||
      (before !== undefined && judgeStep(system, property, before, state) !== undefined)
    )
  })
  return met < 0 ? undefined : met
}
