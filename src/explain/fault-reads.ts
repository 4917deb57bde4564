import { activeAssignments, assign } from '../ir/assign.js'
import { bindChoices } from '../ir/choices.js'
import { decisiveMoves } from '../ir/decisive-choices.js'
import { environment, type Environment } from '../ir/environment.js'
import type { Move } from '../ir/execute.js'
import type { Expr } from '../ir/expr.js'
import { EvaluationFault, conditionIn } from '../ir/interpret.js'
import type { State } from '../ir/state.js'
import type { TransitionSystem, Update } from '../ir/system.js'
import { evidenceFor } from './evidence.js'
import type { PartRead } from './part-read.js'

/** What an action read that cannot complete in this state: its guard, or the assignments that are to blame. */
export function readsOfFault(
  system: TransitionSystem,
  state: State,
  subject: string | undefined,
): readonly PartRead[] {
  for (const move of decisiveMoves(system, state)) {
    const { action, choices, outcome } = move
    if (outcome.kind !== 'fault' || action.name !== subject) continue
    const bound = bindChoices(action, choices)
    const env = environment(system, { state, bound })
    return blamed(move, env).flatMap((expr) => evidenceFor(system, expr, { state, bound }).parts)
  }
  return []
}

/** The guard without a value, else the first assignment that cannot be made, else all that are made: some of them meet. */
function blamed({ action: { guard, updates } }: Move, env: Environment): readonly Expr[] {
  if (!completes(() => conditionIn(env, guard))) return [guard]
  const faulty = updates.find(
    (update) => !completes(() => assign(env.state, activeAssignments([update], env), env)),
  )
  if (faulty !== undefined) return expressionsIn(faulty)
  return updates.filter((update) => activeAssignments([update], env).length > 0).flatMap(expressionsIn)
}

function completes(run: () => unknown): boolean {
  try {
    run()
    return true
  } catch (error) {
    if (error instanceof EvaluationFault) return false
    throw error
  }
}

function expressionsIn({ target, value, condition }: Update): readonly Expr[] {
  const indices = target.path.flatMap((step) => (step.kind === 'index' ? [step.index] : []))
  return condition === undefined ? [...indices, value] : [condition, ...indices, value]
}
