import { choicesOf, type Choices } from '../../src/ir/choices.js'
import { attempt } from '../../src/ir/execute.js'
import { startSpace, startStates } from '../../src/ir/start.js'
import type { TransitionSystem } from '../../src/ir/system.js'
import { stepOf } from '../../src/trace/step.js'
import type { Trace } from '../../src/trace/trace.js'

/** The execution that fires these actions one after another, each with its first choices unless it says which. */
export function firing(
  system: TransitionSystem,
  actions: readonly (string | readonly [string, Choices])[],
): Trace {
  const [start] = startStates(system, startSpace(system))
  if (start === undefined) throw new Error('no start state')
  const states = [start]
  const steps = actions.map((fired) => {
    const [name, wanted] = typeof fired === 'string' ? [fired, undefined] : fired
    const action = system.actions.find((candidate) => candidate.name === name)
    if (action === undefined) throw new Error(`there is no action ${name}`)
    const [first = {}] = choicesOf(action)
    const choices = wanted ?? first
    const outcome = attempt(system, action, choices, states.at(-1)!)
    if (outcome.kind !== 'fired') throw new Error(`${name}: ${JSON.stringify(outcome)}`)
    states.push(outcome.state)
    return stepOf(action, choices)
  })
  return { states, steps }
}
