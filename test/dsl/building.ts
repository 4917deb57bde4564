import { model } from 'premortem'
import type { Built } from '../../src/dsl/assemble.js'
import { attempt } from '../../src/ir/execute.js'
import { ModelError } from '../../src/ir/model-error.js'
import { startSpace, startStates } from '../../src/ir/start.js'
import type { State } from '../../src/ir/state.js'
import type { Action, TransitionSystem } from '../../src/ir/system.js'
import type { Scalar } from '../../src/ir/type.js'

/** The system that a `build` describes. */
export function built(build: () => Built): TransitionSystem {
  return model({ name: 'under-test', build }).instantiate()
}

/** The error that making something throws; fails where there is none. */
export function errorOf(make: () => unknown): ModelError {
  try {
    make()
  } catch (error) {
    if (error instanceof ModelError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

/** The line of this call, to be compared with the place of what stands `offset` lines below it. */
export function lineHere(offset = 0): number {
  const [, , frame = ''] = (new Error().stack ?? '').split('\n')
  return Number(/:(\d+):\d+\)?$/.exec(frame)?.[1]) + offset
}

export function actionOf(system: TransitionSystem, name: string): Action {
  const action = system.actions.find((other) => other.name === name)
  if (action === undefined) throw new Error(`${name} is not among ${actionNames(system).join(', ')}`)
  return action
}

export function actionNames(system: TransitionSystem): readonly string[] {
  return system.actions.map(({ name }) => name)
}

/** The only start state. */
export function startOf(system: TransitionSystem): State {
  const [only, another] = [...startStates(system, startSpace(system))]
  if (only === undefined || another !== undefined) throw new Error('one start state was expected')
  return only
}

/** The state after some actions, each of which must be able to fire. */
export function run(
  system: TransitionSystem,
  ...steps: readonly (string | readonly [string, Readonly<Record<string, Scalar>>])[]
): State {
  let state = startOf(system)
  for (const item of steps) {
    const [name, choices] = typeof item === 'string' ? [item, {}] : item
    const outcome = attempt(system, actionOf(system, name), choices, state)
    if (outcome.kind !== 'fired') throw new Error(`${name}: ${JSON.stringify(outcome)}`)
    state = outcome.state
  }
  return state
}
