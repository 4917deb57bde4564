import type { Origin, Part } from '../../explain/explanation.js'
import { nameOfPart } from '../../explain/part.js'
import type { TransitionSystem } from '../../ir/system.js'
import type { Value } from '../../ir/type.js'
import type { Trace } from '../../trace/trace.js'
import { showPart } from '../state/shown-part.js'
import { lineOf, span } from '../line/styled-line.js'
import type { ValueRow } from './value-rows.js'

/** `endpoint[0].active = 3` */
export function partIs(system: TransitionSystem, part: Part, value: Value): string {
  return `${nameOfPart(system, part)} = ${showPart(value, part.type)}`
}

/** `since step 7 (enactor[0].flip)` */
export function sinceStep({ steps }: Trace, step: number): string {
  const action = steps[step - 1]?.action
  return action === undefined ? 'since the start' : `since step ${String(step)} (${action})`
}

/** A value and where it comes from. */
export function originRow(system: TransitionSystem, { part, value, step }: Origin, trace: Trace): ValueRow {
  return {
    depth: 0,
    text: lineOf(`${nameOfPart(system, part)} = `, span(showPart(value, part.type), 'strong')),
    since: sinceStep(trace, step),
  }
}
