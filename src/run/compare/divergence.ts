import type { Choices } from '../../ir/choices.js'
import { truth } from '../../ir/evaluate.js'
import { bindChoices } from '../../ir/choices.js'
import type { Expr } from '../../ir/expr.js'
import type { State } from '../../ir/state.js'
import type { TransitionSystem } from '../../ir/system.js'
import type { Trace } from '../../trace/trace.js'
import { failingConjuncts } from './obstacle.js'
import type { Divergence, ScheduleReplay } from './schedule-replay.js'
import { differingCells, type SharedCell } from './shared-cells.js'

/** Where a run of the fixed model first comes to something else than the schedule of the broken one did. */
export function divergenceOf(
  fixed: TransitionSystem,
  cells: readonly SharedCell[],
  { schedule, run, origins }: Pick<ScheduleReplay, 'schedule' | 'run' | 'origins'>,
): Divergence | undefined {
  const points = [
    { step: 0, at: 0 },
    ...origins.flatMap((step, at) => (step === null ? [] : [{ step, at: at + 1 }])),
  ]
  for (const { step, at } of points) {
    const [before, after] = [schedule.states[step], run.states[at]]
    if (before === undefined || after === undefined) continue
    const differing = differingCells(cells, before, after)
    if (differing.length > 0)
      return { step, at, cells: differing, withheld: withheldBy(fixed, run, at, differing) }
  }
  return undefined
}

/** Why the step before this point left these cells as they were, where it assigns them on conditions. */
function withheldBy(
  system: TransitionSystem,
  run: Trace,
  at: number,
  cells: readonly SharedCell[],
): readonly Expr[] {
  const step = run.steps[at - 1]
  const state = run.states[at - 1]
  const action = step === undefined ? undefined : system.actions.find(({ name }) => name === step.action)
  if (step === undefined || state === undefined || action === undefined) return []
  const conditions = action.updates.flatMap(({ target, condition }) =>
    condition !== undefined && cells.some(({ variable }) => variable === target.variable) ? [condition] : [],
  )
  const failing = [...new Set(conditions)].filter(
    (condition) => !isTrue(system, condition, { state, action, choices: step.choices }),
  )
  return [
    ...new Set(
      failing.flatMap((condition) =>
        failingConjuncts(system, condition, { action, choices: step.choices, state }),
      ),
    ),
  ]
}

function isTrue(
  system: TransitionSystem,
  condition: Expr,
  {
    state,
    action,
    choices,
  }: {
    readonly state: State
    readonly action: TransitionSystem['actions'][number]
    readonly choices: Choices
  },
): boolean {
  const bound = bindChoices(action, choices)
  return truth(system, condition, { state, ...(bound === undefined ? {} : { bound }) }) === true
}
