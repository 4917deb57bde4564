import { assertNever } from '../../ir/assert-never.js'
import type { Fault } from '../../ir/fault.js'
import { contains } from '../../ir/fold.js'
import { isStated, type Property, type StatedProperty, type TransitionSystem } from '../../ir/system.js'
import type { Trace } from '../../trace/trace.js'
import { evidenceFor } from '../../explain/evidence.js'
import { isFinished, lanesOf, standOf } from './lane.js'
import { showCellValue, showChange, valuesAcross, valuesIn } from '../state/state-change.js'
import { flowed, folded, indented, lineOf, span, type Line } from '../line/styled-line.js'
import type { ShowPlace } from './trace-row.js'

export interface EndingLayout {
  readonly width: number
  readonly showPlace: ShowPlace
}

/** Why a trace ends where it does: the property that fails there, or the goal that is reached, and the values that make it so. */
export function endingLines(
  system: TransitionSystem,
  property: Property,
  trace: Trace,
  layout: EndingLayout,
): readonly Line[] {
  const values =
    isStated(property) && trace.fault === undefined
      ? flowed(decidingValues(system, property, trace), layout.width - 2)
      : []
  return [
    ...outcomeLines(system, property, trace, layout),
    ...indented(values, 2).flatMap((line) => folded(line, layout.width)),
  ]
}

/** What is the case at the end of a trace; of processes that wait, where. */
export function outcomeLines(
  system: TransitionSystem,
  property: Property,
  trace: Trace,
  { width, showPlace }: EndingLayout,
): readonly Line[] {
  const after = trace.steps.length === 0 ? 'In the initial state' : `After step ${String(trace.steps.length)}`
  const placed = (source: Fault['source']): string => (source === undefined ? '' : ` (${showPlace(source)})`)
  if (trace.fault !== undefined) {
    const { fault } = trace
    return folded(lineOf(`${after}, `, ...faultSentence(system, fault), placed(fault.source)), width)
  }
  if (!isStated(property)) {
    const waiting = standing(system, trace, showPlace)
    return [
      ...folded(lineOf(`${after}, ${implicitSentence(property.kind, waiting.length > 0)}`), width),
      ...indented(waiting, 2).flatMap((line) => folded(line, width)),
    ]
  }
  const name = span(property.name, 'strong')
  return folded(lineOf(`${after}, `, name, ` ${outcomeOf(property)}`, placed(property.source), ':'), width)
}

/** A fault as a clause that follows a time: who could not do what, and why. */
function faultSentence(system: TransitionSystem, { subject, message }: Fault): Line {
  if (subject === undefined) return lineOf(span(message, 'strong'))
  const isAction = system.actions.some(({ name }) => name === subject)
  return lineOf(
    span(subject, 'strong'),
    isAction ? ' cannot complete: ' : ' has no value: ',
    span(message, 'strong'),
  )
}

function implicitSentence(kind: 'deadlock' | 'range', hasProcesses: boolean): string {
  if (kind === 'range') return 'something has no value:'
  return hasProcesses
    ? 'no step is possible, and not every process is where it may end:'
    : "no step is possible. If the model may come to a stop, it says so: deadlock: 'ignored'."
}

function outcomeOf({ kind }: StatedProperty): string {
  switch (kind) {
    case 'invariant':
      return 'does not hold'
    case 'transition':
      return 'does not hold across this step'
    case 'reachable':
      return 'is reached'
    default:
      return assertNever(kind)
  }
}

/** The parts of the last state that decide the property; for what is about a step, how the step changed them. */
function decidingValues(
  system: TransitionSystem,
  property: StatedProperty,
  { states }: Trace,
): readonly Line[] {
  const last = states.at(-1)
  const before = states.at(-2)
  if (last === undefined) return []
  if (before === undefined || !isAboutSteps(property)) {
    const { restsOn } = evidenceFor(system, property.expr, { state: last })
    return valuesIn(system.variables, last, restsOn).map(showCellValue)
  }
  const { restsOn } = evidenceFor(system, property.expr, { state: before, next: last })
  return valuesAcross(system.variables, before, last, restsOn).map(showChange)
}

export function isAboutSteps({ kind, expr }: StatedProperty): boolean {
  return kind === 'transition' || contains(expr, (part) => part.kind === 'next')
}

function standing(system: TransitionSystem, { states }: Trace, showPlace: ShowPlace): readonly Line[] {
  const last = states.at(-1)
  if (last === undefined) return []
  return lanesOf(system).flatMap((lane) => {
    const stand = standOf(lane, last)
    if (lane.process === undefined || stand === undefined) return []
    if (isFinished(lane, last))
      return [lineOf(`${lane.process} has no step left (at `, span(stand, 'strong'), ')')]
    const source = lane.actions.find(({ control }) => control?.at === stand)?.source
    const place = source === undefined ? '' : `  ${showPlace(source)}`
    return [lineOf(`${lane.process} waits before `, span(stand, 'strong'), span(place, 'faint'))]
  })
}
