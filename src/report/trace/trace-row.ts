import type { PartFilter } from '../../ir/cell.js'
import { picked } from '../../ir/choices.js'
import type { State } from '../../ir/state.js'
import type { SourcePlace, TransitionSystem } from '../../ir/system.js'
import type { Step, Trace } from '../../trace/trace.js'
import { exceptCounters, isFinished, lanesOf, type Lane } from './lane.js'
import { exceptChannels } from './channels.js'
import { messageLine } from './message-text.js'
import { messagesOf } from './messages.js'
import { changesBetween, showChange, valuesIn } from '../state/state-change.js'
import { showPart } from '../state/shown-part.js'
import { joined, lineOf, span, type Line } from '../line/styled-line.js'
import { writtenBy } from './written.js'

/** How places in the model's source are shown: short, for people. */
export type ShowPlace = (place: SourcePlace) => string

/** What there is to tell about a trace, before it is laid out. */
export interface TraceTable {
  /** The lanes of the processes that move in the trace. */
  readonly lanes: readonly Lane[]
  /** The processes that do not move. */
  readonly idle: readonly Lane[]
  readonly rows: readonly TraceRow[]
}

export interface TraceRow {
  /** Counted from 1. */
  readonly number: number
  /** The action's unique name. */
  readonly action: string
  /** The step's name within its lane. */
  readonly label: string
  readonly lane: number
  /** Which lanes go on: the process has not come to its end by the time of this step. */
  readonly alive: readonly boolean[]
  /** What was chosen, and what changed. */
  readonly items: readonly Line[]
  readonly place: string
}

/**
 * A step tells what it chose and changed, or, where nothing changes, what it wrote all the same: an update that is lost, or a check that
 * finds what was known. Messages are told as arrows. That its process goes on to another label is not told: its next step will say so. A program counter that another
 * process sets is a change like any other.
 */
export function traceTable(system: TransitionSystem, trace: Trace, showPlace: ShowPlace): TraceTable {
  const all = lanesOf(system)
  const moving = all.filter(({ process }) => trace.steps.some((step) => step.process === process))
  const messages = messagesOf(system, trace)
  const rows = trace.steps.flatMap((step, index) => {
    const before = trace.states[index]
    const after = trace.states[index + 1]
    if (before === undefined || after === undefined) return []
    const lane = moving.findIndex(({ process }) => process === step.process)
    const told = both(exceptCounters(moving.slice(lane, lane + 1)), exceptChannels(system))
    const sent = (messages[index] ?? []).map((event) => messageLine(event, step))
    return {
      number: index + 1,
      action: step.action,
      label: step.label,
      lane,
      alive: moving.map((one) => !isFinished(one, before)),
      items: [...choicesMade(system, step), ...consequences(system, step, { before, after, told, sent })],
      place: step.source === undefined ? '' : showPlace(step.source),
    }
  })
  return { lanes: moving, idle: all.filter((lane) => !moving.includes(lane)), rows }
}

/** Everything but program counters: what is shown of whole states. */
export function allButCounters(system: TransitionSystem): PartFilter {
  return exceptCounters(lanesOf(system))
}

function consequences(
  system: TransitionSystem,
  step: Step,
  {
    before,
    after,
    told,
    sent,
  }: {
    readonly before: State
    readonly after: State
    readonly told: PartFilter
    readonly sent: readonly Line[]
  },
): readonly Line[] {
  const changes = [...sent, ...changesBetween(system.variables, before, after, told).map(showChange)]
  if (changes.length > 0) return changes
  return valuesIn(system.variables, after, both(told, writtenBy(system, step, before))).map(
    ({ cell, type, fact }) => lineOf(span(`${cell} stays ${showPart(fact, type)}`, 'faint')),
  )
}

function both(one: PartFilter, other: PartFilter): PartFilter {
  return (variable, keys) => one(variable, keys) && other(variable, keys)
}

function choicesMade({ actions }: TransitionSystem, { action, choices }: Step): readonly Line[] {
  const fired = actions.find(({ name }) => name === action)
  const made = Object.entries(picked(fired, choices)).map(([name, value]) =>
    lineOf(`${name} = `, span(String(value), 'strong')),
  )
  return made.length === 0 ? [] : [[span('with ', 'faint'), ...joined(made, ' and ')]]
}
