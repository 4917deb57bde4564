import { attempt } from '../ir/execute.js'
import { decisiveMoves } from '../ir/decisive-choices.js'
import { judgeState, judgeStep } from '../ir/judge.js'
import { startSpace, startStates } from '../ir/start.js'
import type { State } from '../ir/state.js'
import type { Property, TransitionSystem } from '../ir/system.js'
import { equalValues, isValueOf, showValue } from '../ir/value.js'
import { stepOf } from './step.js'
import type { Step, Trace } from './trace.js'

/** Whether a trace is what it claims to be. */
export type ReplayOutcome =
  | {
      readonly kind: 'confirmed'
      /** With complete states, and the fault where an undefined value is the reason. */
      readonly trace: Trace
    }
  | {
      readonly kind: 'refuted'
      /** How many steps could be followed. */
      readonly step: number
      readonly message: string
    }

/** Traces may leave cells of the first state open; no more than so many ways to fill them in are tried. */
const MOST_STARTS = 1_000

/**
 * Follows a trace on the interpreter, trusting nothing in it but which action fires with which choices. The states of the trace may
 * lack variables; those that are there must come out as they say, from some start state that agrees with the first of them. The
 * property must be violated (the goal reached) at the end of the trace, and not before.
 */
export function replay(system: TransitionSystem, property: Property, trace: Trace): ReplayOutcome {
  const [first] = trace.states
  if (first === undefined || trace.states.length !== trace.steps.length + 1) {
    return refuted(0, `${String(trace.steps.length)} steps cannot have ${String(trace.states.length)} states`)
  }
  const stranger = unknownPart(system, first)
  if (stranger !== undefined) return refuted(0, stranger)
  let best: ReplayOutcome | undefined
  let starts = 0
  for (const start of startStates(system, startSpace(system, first))) {
    if (starts === MOST_STARTS) break
    starts += 1
    const outcome = follow(system, property, trace, start)
    if (outcome.kind === 'confirmed') return outcome
    if (best?.kind !== 'refuted' || best.step < outcome.step) best = outcome
  }
  return best ?? refuted(0, 'no start state of the system agrees with the first state of the trace')
}

/** The same for a trace that only says which property it decides: the system may have no such property any more. */
export function replayNamed(
  system: TransitionSystem,
  { name, kind }: { readonly name: string; readonly kind: Property['kind'] },
  trace: Trace,
): ReplayOutcome {
  const property = system.properties.find((candidate) => candidate.name === name)
  if (property === undefined) return refuted(0, `the model has no property ${name}`)
  if (property.kind !== kind) return refuted(0, `${name} is of another kind in the model`)
  return replay(system, property, trace)
}

function follow(system: TransitionSystem, property: Property, trace: Trace, start: State): ReplayOutcome {
  const states: State[] = [start]
  const steps: Step[] = []
  const difference = differenceBetween(trace.states[0] ?? {}, start)
  if (difference !== undefined) return refuted(0, `at the start, ${difference}`)
  let state = start
  let finding = judgeState(system, property, state, decisiveMoves(system, state))
  for (const [at, step] of trace.steps.entries()) {
    if (finding !== undefined)
      return refuted(at, `${property.name} is decided after ${String(at)} steps already`)
    const fired = fire(system, step, state)
    if (fired.kind === 'refused') return refuted(at, `step ${String(at + 1)}: ${fired.reason}`)
    const change = differenceBetween(trace.states[at + 1] ?? {}, fired.state)
    if (change !== undefined) return refuted(at, `after step ${String(at + 1)} (${step.action}), ${change}`)
    finding =
      judgeStep(system, property, state, fired.state) ??
      judgeState(system, property, fired.state, decisiveMoves(system, fired.state))
    state = fired.state
    states.push(state)
    steps.push(fired.step)
  }
  if (finding === undefined) {
    const what = property.kind === 'reachable' ? 'reached' : 'violated'
    return refuted(steps.length, `${property.name} is not ${what} at the end`)
  }
  return { kind: 'confirmed', trace: { states, steps, ...finding } }
}

type Fired =
  | { readonly kind: 'fired'; readonly step: Step; readonly state: State }
  | { readonly kind: 'refused'; readonly reason: string }

function fire(system: TransitionSystem, claimed: Step, state: State): Fired {
  const action = system.actions.find(({ name }) => name === claimed.action)
  if (action === undefined) return { kind: 'refused', reason: `there is no action ${claimed.action}` }
  const step = stepOf(action, claimed.choices)
  if (step.label !== claimed.label || step.process !== claimed.process) {
    return { kind: 'refused', reason: `${action.name} is not the step that the trace describes` }
  }
  if (Object.keys(claimed.choices).length !== action.choices.length) {
    return { kind: 'refused', reason: `${action.name} has other choices` }
  }
  for (const { name, domain } of action.choices) {
    const chosen = claimed.choices[name]
    if (chosen === undefined || !isValueOf(chosen, domain)) {
      return { kind: 'refused', reason: `${action.name} cannot choose ${String(chosen)} for ${name}` }
    }
  }
  const outcome = attempt(system, action, claimed.choices, state)
  switch (outcome.kind) {
    case 'fired':
      return { kind: 'fired', step, state: outcome.state }
    case 'blocked':
      return { kind: 'refused', reason: `${action.name} is not enabled` }
    case 'fault':
      return { kind: 'refused', reason: `${action.name} cannot complete: ${outcome.fault.message}` }
  }
}

function unknownPart(system: TransitionSystem, state: State): string | undefined {
  for (const [name, value] of Object.entries(state)) {
    const variable = system.variables.find((candidate) => candidate.name === name)
    if (variable === undefined) return `there is no variable ${name}`
    if (!isValueOf(value, variable.type)) return `${name} cannot be ${showValue(value)}`
  }
  return undefined
}

function differenceBetween(claimed: State, actual: State): string | undefined {
  for (const [name, value] of Object.entries(claimed)) {
    const found = Object.hasOwn(actual, name) ? actual[name] : undefined
    if (found === undefined) return `the trace speaks of ${name}, which is no variable`
    if (!equalValues(value, found)) {
      return `${name} is ${showValue(found)}, not ${showValue(value)} as the trace says`
    }
  }
  return undefined
}

function refuted(step: number, message: string): ReplayOutcome {
  return { kind: 'refuted', step, message }
}
