import { moves } from '../../src/ir/execute.js'
import { startSpace, startStates } from '../../src/ir/start.js'
import type { TransitionSystem } from '../../src/ir/system.js'
import { random } from '../../src/engine/random.js'
import { stepOf } from '../../src/trace/step.js'
import type { Trace } from '../../src/trace/trace.js'

/** An execution of up to so many steps, each one of those that are possible; equal seeds walk the same way. */
export function walk(system: TransitionSystem, length: number, seed = 1): Trace {
  const source = random(seed)
  const [start] = startStates(system, startSpace(system))
  if (start === undefined) throw new Error('no start state')
  const states = [start]
  const steps: Trace['steps'][number][] = []
  while (steps.length < length) {
    const possible = [...moves(system, states.at(-1)!)].flatMap(({ action, choices, outcome }) =>
      outcome.kind === 'fired' ? [{ action, choices, state: outcome.state }] : [],
    )
    if (possible.length === 0) break
    const { action, choices, state } = source.pick(possible)
    states.push(state)
    steps.push(stepOf(action, choices))
  }
  return { states, steps }
}
