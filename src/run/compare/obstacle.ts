import { locate } from '../../ir/cell.js'
import { bindChoices, choicesOf, type Choices } from '../../ir/choices.js'
import { environment } from '../../ir/environment.js'
import { truth } from '../../ir/evaluate.js'
import { attempt, type Attempt } from '../../ir/execute.js'
import type { Expr } from '../../ir/expr.js'
import type { State } from '../../ir/state.js'
import { processName, type Action, type TransitionSystem } from '../../ir/system.js'
import { isValueOf } from '../../ir/value.js'
import type { Step } from '../../trace/trace.js'
import type { Blockade, ReplayEnding } from './schedule-replay.js'
import { partOf } from './shared-cells.js'

/** What a step did not choose, but the action of the same name does, is tried in no more ways than this. */
const MOST_WAYS = 100

/** The action of a system that is the same step of the same process. */
export function counterpart(system: TransitionSystem, { process, label }: Step): Action | undefined {
  return system.actions.find(
    (action) =>
      action.label === label &&
      (action.process === undefined ? undefined : processName(action.process)) === process,
  )
}

/** The ways to choose as the step did. What it did not choose is chosen freely. */
export function choicesLike(action: Action, { choices }: Step): readonly Choices[] {
  const free = action.choices.filter(({ name }) => !Object.hasOwn(choices, name))
  const kept = action.choices.flatMap(({ name, domain }) => {
    const value = Object.hasOwn(choices, name) ? choices[name] : undefined
    return value === undefined ? [] : [{ name, domain, value }]
  })
  if (kept.some(({ value, domain }) => !isValueOf(value, domain))) return []
  const fixed = Object.fromEntries(kept.map(({ name, value }) => [name, value]))
  const ways: Choices[] = []
  for (const chosen of choicesOf({ ...action, choices: free })) {
    ways.push({ ...fixed, ...chosen })
    if (ways.length === MOST_WAYS) break
  }
  return ways
}

/** Why an action cannot be fired in a state in any of these ways. */
export function obstacle(
  system: TransitionSystem,
  {
    action,
    ways,
    step,
  }: { readonly action: Action; readonly ways: readonly Choices[]; readonly step: number },
  state: State,
): ReplayEnding {
  const [first] = ways
  if (first === undefined) return { kind: 'unchoosable', step, action }
  const stand = standOf(system, action, state)
  if (stand !== undefined && stand !== action.control?.at) {
    const waits = waiting(system, action, stand, state)
    return { kind: 'elsewhere', step, action, stand, ...(waits === undefined ? {} : { waits }) }
  }
  for (const choices of ways) {
    const outcome: Attempt = attempt(system, action, choices, state)
    if (outcome.kind === 'fault') return { kind: 'fault', step, action, fault: outcome.fault }
  }
  return { kind: 'blocked', step, ...blockade(system, action, first, state) }
}

function blockade(system: TransitionSystem, action: Action, choices: Choices, state: State): Blockade {
  return { action, choices, failing: failingConjuncts(system, action.guard, { action, choices, state }) }
}

/** Why the process of an action cannot go on from where it stands; undefined where it can, or has more than one way to. */
function waiting(
  system: TransitionSystem,
  { process }: Action,
  stand: string,
  state: State,
): Blockade | undefined {
  const [next, ...others] = system.actions.filter(
    (action) =>
      action.control?.at === stand &&
      action.process?.kind === process?.kind &&
      action.process?.index === process?.index,
  )
  if (next === undefined || others.length > 0 || next.choices.length > 0) return undefined
  return attempt(system, next, {}, state).kind === 'blocked' ? blockade(system, next, {}, state) : undefined
}

/** The conjuncts of a condition of the action that are not true; what has no value counts. */
export function failingConjuncts(
  system: TransitionSystem,
  condition: Expr,
  { action, choices, state }: { readonly action: Action; readonly choices: Choices; readonly state: State },
): readonly Expr[] {
  const bound = bindChoices(action, choices)
  return conjuncts(condition).filter(
    (part) => truth(system, part, { state, ...(bound === undefined ? {} : { bound }) }) !== true,
  )
}

/** The parts of a condition that have to hold all. */
export function conjuncts(condition: Expr): readonly Expr[] {
  return condition.kind === 'and' ? condition.operands.flatMap(conjuncts) : [condition]
}

/** Where the action's process stands; undefined where it has no place. */
function standOf(system: TransitionSystem, { control }: Action, state: State): string | undefined {
  if (control === undefined) return undefined
  const { keys } = locate(control.cell, environment(system, { state }))
  const stand = partOf(state[control.cell.variable], keys)
  return typeof stand === 'string' ? stand : undefined
}
