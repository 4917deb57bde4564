import type { Explanation, StaleRead } from '../../../explain/explanation.js'
import { nameOfPart } from '../../../explain/part.js'
import type { TransitionSystem } from '../../../ir/system.js'
import type { Trace } from '../../../trace/trace.js'
import { displayWidth, visible } from '../../line/display-width.js'
import { flowed, folded, lineOf, span, widthOf, type Line } from '../../line/styled-line.js'
import { showPart } from '../../state/shown-part.js'
import { ENVIRONMENT } from '../../trace/lane.js'
import { loopSentence } from '../../trace/loop-text.js'
import { traceTable, type ShowPlace } from '../../trace/trace-row.js'

/** Measures in pixels; a column of text is as wide as a letter of the diagram's font. */
export const MEASURE = Object.freeze({
  column: 7.3,
  line: 17,
  numbers: 44,
  heads: 34,
  start: 30,
  box: 24,
  row: 36,
  gap: 20,
  lane: 92,
  loop: 22,
})

/** Columns after which what a step changes goes on in another line. */
const NOTE = 60
/** Lanes wider than this together have notes beside the boxes rather than behind all lanes. */
const WIDE = 620

export interface DiagramLane {
  readonly name: string
  readonly x: number
  /** Where the process has come to its end. */
  readonly until: number
}

export interface DiagramRow {
  /** Counted from 1. */
  readonly step: number
  readonly top: number
  readonly height: number
  /** The height at which its box is centred. */
  readonly middle: number
  readonly lane: number
  readonly label: string
  readonly fault: boolean
  /** What it is to a stale read. */
  readonly part?: 'read' | 'change' | 'act'
  readonly notes: readonly Line[]
  readonly place: string
}

/** A trace as boxes in lanes, with all distances known. */
export interface DiagramLayout {
  readonly width: number
  readonly height: number
  /** Where notes begin, if they have a column of their own. */
  readonly notes: number | undefined
  readonly lanes: readonly DiagramLane[]
  readonly rows: readonly DiagramRow[]
  readonly stale: StaleRead | undefined
  /** Where the part lies that a trace without end repeats. */
  readonly loop?: DiagramLoop
}

/** The way back from the last state of a trace without end to the state at which the repeated part begins. */
export interface DiagramLoop {
  readonly sentence: string
  /** How many steps lead to that state. */
  readonly back: number
  /** The height of that state, and of the row in which the sentence stands. */
  readonly top: number
  readonly row: number
  /** How far to the left the arrow goes, and where it ends. */
  readonly left: number
  readonly right: number
}

export function layOut(
  system: TransitionSystem,
  trace: Trace,
  {
    explanation,
    showPlace,
  }: { readonly explanation: Explanation | undefined; readonly showPlace: ShowPlace },
): DiagramLayout {
  const table = traceTable(system, trace, showPlace)
  const stale = explanation?.staleReads[0]
  const names = table.lanes.map(({ process }) => visible(process ?? ENVIRONMENT))
  const widths = names.map((name, lane) => {
    const labels = table.rows.filter((row) => row.lane === lane).map(({ label }) => visible(label))
    const columns = Math.max(...[name, ...labels].map(displayWidth))
    return Math.max(MEASURE.lane, columns * MEASURE.column + 36)
  })
  const margin = MEASURE.numbers + (trace.loopStart === undefined ? 0 : MEASURE.loop)
  const start = (lane: number): number => widths.slice(0, lane).reduce((sum, width) => sum + width, margin)
  const end = start(widths.length)
  let top = MEASURE.start
  const rows = table.rows.map((row): DiagramRow => {
    const action = system.actions.find(({ name }) => name === row.action)
    const race = stale === undefined ? undefined : partIn(system, stale, row.number)
    const fault = action?.fault === true
    const notes = [
      ...flowed(fault ? [lineOf(span('fault', 'bad')), ...row.items] : row.items, NOTE),
      ...(race === undefined ? [] : folded(lineOf(span(race.words, 'open')), NOTE)),
    ]
    const height = Math.max(MEASURE.row, notes.length * MEASURE.line + MEASURE.row - MEASURE.line)
    const placed = {
      step: row.number,
      top,
      height,
      middle: top + MEASURE.row / 2,
      lane: row.lane,
      label: visible(row.label),
      fault,
      ...(race === undefined ? {} : { part: race.part }),
      notes,
      place: row.place,
    }
    top += height
    return placed
  })
  const lanes = names.map((name, lane): DiagramLane => {
    const last = table.rows.findLastIndex(({ alive }) => alive[lane] === true)
    const isOver = last < table.rows.length - 1
    return {
      name,
      x: start(lane) + (widths[lane] ?? 0) / 2,
      until: isOver ? (rows[last]?.middle ?? 0) : top,
    }
  })
  const column = end - margin <= WIDE ? end + MEASURE.gap : undefined
  const widest = Math.max(0, ...rows.flatMap(({ notes }) => notes.map(widthOf))) * MEASURE.column
  const loop = loopIn(trace, rows, top)
  return {
    width: Math.ceil(
      Math.max(
        column === undefined ? Math.max(end + MEASURE.gap, widest) : column + widest + MEASURE.gap,
        loop === undefined ? 0 : margin + loop.sentence.length * MEASURE.column + MEASURE.gap,
      ),
    ),
    height: top + (loop === undefined ? MEASURE.gap / 2 : MEASURE.start),
    notes: column,
    lanes,
    rows,
    stale,
    ...(loop === undefined ? {} : { loop }),
  }
}

/** @param end the height at which the last row ends. */
function loopIn(trace: Trace, rows: readonly DiagramRow[], end: number): DiagramLoop | undefined {
  const sentence = loopSentence(trace)
  if (trace.loopStart === undefined || sentence === undefined) return undefined
  return {
    sentence,
    back: trace.loopStart,
    top: rows[trace.loopStart]?.top ?? end,
    row: end + MEASURE.start / 2,
    left: MEASURE.numbers - 6,
    right: MEASURE.numbers + MEASURE.loop - 6,
  }
}

/** What a step is to a stale read, and that in words. */
function partIn(
  system: TransitionSystem,
  stale: StaleRead,
  step: number,
): { readonly part: 'read' | 'change' | 'act'; readonly words: string } | undefined {
  const what = nameOfPart(system, stale.read)
  const value = showPart(stale.value, stale.read.type)
  switch (step) {
    case stale.readIn:
      return { part: 'read', words: `reads ${what} = ${value}` }
    case stale.changedIn:
      return { part: 'change', words: `now what ${stale.process} has read is no longer so` }
    case stale.actedIn:
      return { part: 'act', words: `acts on ${what} = ${value}, read in step ${String(stale.readIn)}` }
    default:
      return undefined
  }
}
