import type { Choices } from '../ir/choices.js'
import { processName, type Action } from '../ir/system.js'
import type { Step } from './trace.js'

/** The record of an action fired with its choices. */
export function stepOf(action: Action, choices: Choices): Step {
  const { name, process, label, source } = action
  return {
    action: name,
    ...(process === undefined ? {} : { process: processName(process) }),
    label,
    choices,
    ...(source === undefined ? {} : { source }),
  }
}
