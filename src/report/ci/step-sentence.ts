import type { TransitionSystem } from '../../ir/system.js'
import type { Trace } from '../../trace/trace.js'
import { joined } from '../line/styled-line.js'
import { traceTable } from '../trace/trace-row.js'

/** Each step of a trace in one line without colours: `enactor[0].pick: enactor[0].plan 0 -> 1`. */
export function stepSentences(system: TransitionSystem, trace: Trace): readonly string[] {
  return traceTable(system, trace, () => '').rows.map(({ action, items }) => {
    const told = joined(items, ', ')
      .map(({ text }) => text)
      .join('')
    return told === '' ? action : `${action}: ${told}`
  })
}
