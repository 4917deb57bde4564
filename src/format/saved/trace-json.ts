import type { Fault, FaultCode } from '../../ir/fault.js'
import { processName, type Action, type Variable } from '../../ir/system.js'
import type { State } from '../../ir/state.js'
import type { Step, Trace } from '../../trace/trace.js'
import {
  countOf,
  fieldOf,
  fieldsOf,
  FormatError,
  itemsOf,
  knownField,
  optionalField,
  textOf,
  wordOf,
  type JsonPart,
} from '../json/json-part.js'
import { readPlace, type Outline } from './outline.js'
import { readScalar, readValue } from './value-json.js'

const FAULTS: readonly FaultCode[] = [
  'out-of-range',
  'index-out-of-range',
  'division-by-zero',
  'conflicting-updates',
]

/** @throws FormatError for what is no trace of such a system. */
export function readTrace(part: JsonPart, outline: Outline): Trace {
  const states = fieldOf(part, 'states')
  const fault = knownField(part, 'fault')
  const loop = knownField(part, 'loopStart')
  return completeTrace(part, {
    states: itemsOf(states).map((state) => readState(state, outline.variables)),
    steps: readSteps(fieldOf(part, 'steps'), outline),
    ...(loop === undefined ? {} : { loopStart: countOf(loop) }),
    ...(fault === undefined ? {} : { fault: readFault(fault) }),
  })
}

/** The trace, if it has as many states as its steps make. */
export function completeTrace(part: JsonPart, trace: Trace): Trace {
  const { states, steps, loopStart = 0 } = trace
  if (states.length !== steps.length + 1) {
    throw new FormatError(
      part.path,
      `${String(steps.length)} steps take ${String(steps.length + 1)} states, and there are ${String(states.length)}`,
    )
  }
  if (loopStart >= states.length) {
    throw new FormatError(
      part.path,
      `the loop begins at state ${String(loopStart)}, and there is no such state`,
    )
  }
  return trace
}

export function readSteps(part: JsonPart, outline: Outline): readonly Step[] {
  return itemsOf(part).map((step) => readStep(step, outline))
}

export function readFault(part: JsonPart): Fault {
  const subject = knownField(part, 'subject')
  const source = knownField(part, 'source')
  return {
    code: wordOf(fieldOf(part, 'code'), FAULTS),
    message: textOf(fieldOf(part, 'message')),
    ...(subject === undefined ? {} : { subject: textOf(subject) }),
    ...(source === undefined ? {} : { source: readPlace(source) }),
  }
}

function readState(part: JsonPart, variables: readonly Variable[]): State {
  const stranger = fieldsOf(part).find(([name]) => variables.every((variable) => variable.name !== name))
  if (stranger !== undefined) throw new FormatError(stranger[1].path, 'there is no such variable')
  return Object.fromEntries(variables.map(({ name, type }) => [name, readValue(fieldOf(part, name), type)]))
}

function readStep(part: JsonPart, { actions }: Outline): Step {
  const name = fieldOf(part, 'action')
  const action = actions.find((candidate) => candidate.name === name.value)
  if (action === undefined)
    throw new FormatError(name.path, `there is no action \`${textOf(name)}\` in the file`)
  const choices = fieldOf(part, 'choices')
  const stranger = fieldsOf(choices).find(([choice]) =>
    action.choices.every((known) => known.name !== choice),
  )
  if (stranger !== undefined) throw new FormatError(stranger[1].path, 'the action has no such choice')
  requireSame(part, action)
  return {
    action: action.name,
    ...(action.process === undefined ? {} : { process: processName(action.process) }),
    label: action.label,
    choices: Object.fromEntries(
      action.choices.map((choice) => [choice.name, readScalar(fieldOf(choices, choice.name), choice.domain)]),
    ),
    ...(action.source === undefined ? {} : { source: action.source }),
  }
}

/** A step says again what its action says: it has to agree. */
function requireSame(part: JsonPart, { process, label }: Action): void {
  const said = optionalField(part, 'process')
  const expected = process === undefined ? null : processName(process)
  if (said !== undefined && said.value !== expected) {
    throw new FormatError(said.path, `the action is of ${expected ?? 'no process'}`)
  }
  const called = optionalField(part, 'label')
  if (called !== undefined && called.value !== label) {
    throw new FormatError(called.path, `the action's label is \`${label}\``)
  }
}
