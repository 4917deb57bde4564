import type { TransitionSystem } from '../../ir/system.js'
import type { Trace } from '../../trace/trace.js'
import { GAP, arrangements, numberWidth, numbered, type Arrangement } from './arrangement.js'
import type { Quote } from '../explanation/quotation.js'
import { initialLines } from './initial-state.js'
import {
  EMPTY,
  flowed,
  folded,
  indented,
  lineOf,
  padded,
  span,
  widthOf,
  type Line,
} from '../line/styled-line.js'
import { traceTable, type ShowPlace, type TraceTable } from './trace-row.js'

export interface TraceLayout {
  /** Columns to fill at most. */
  readonly width: number
  /** Show all of the initial state, however long. */
  readonly full: boolean
  readonly showPlace: ShowPlace
  readonly quote?: Quote | undefined
}

/** Columns that what changed gets at least, and those with which it is content. */
const [LEAST, ENOUGH] = [20, 48]
/** Steps after which a long trace repeats its headings. */
const STRETCH = 40

/**
 * A trace for reading aloud: a row a step, with the process that moves, its step and what changed. Where the width allows, each process
 * has a lane of its own, drawn until the process has ended; else steps are named in full; else what changed goes below each step.
 */
export function traceLines(
  system: TransitionSystem,
  trace: Trace,
  { width, full, showPlace }: TraceLayout,
): readonly Line[] {
  const table = traceTable(system, trace, showPlace)
  const wanted = Math.max(0, ...table.rows.flatMap(({ items }) => items.map(widthOf)))
  const least = Math.max(LEAST, Math.min(wanted, ENOUGH))
  const fitting = arrangements(table).find(({ lead }) => lead + GAP + least <= width)
  return [
    ...initialLines(system, trace, { width, full }),
    ...(fitting === undefined ? stacked(table, width) : tabular(table, fitting, width, least)),
    ...idleLines(table, width),
  ]
}

function tabular(
  { rows }: TraceTable,
  arrangement: Arrangement,
  width: number,
  least: number,
): readonly Line[] {
  const { lead, headings, begin, goOn } = arrangement
  const gap = span(' '.repeat(GAP))
  const room = width - lead - GAP
  const places = Math.max(0, ...rows.map(({ place }) => widthOf(lineOf(place))))
  const showsPlaces = places > 0 && room - places - GAP >= least
  const told = rows.map(({ items }) => flowed(items, showsPlaces ? room - places - GAP : room))
  const widest = Math.max(...told.flatMap((lines) => lines.map(widthOf)))
  return rows.flatMap((row, index) => {
    const lines = told[index] ?? []
    const source = showsPlaces ? [gap, span(row.place, 'faint')] : EMPTY
    return [
      ...(index % STRETCH === 0 ? headings : []),
      [...begin(row), gap, ...padded(lines[0] ?? EMPTY, widest), ...source],
      ...lines.slice(1).map((line) => [...goOn(row), gap, ...line]),
    ]
  })
}

function stacked({ rows }: TraceTable, width: number): readonly Line[] {
  const numbers = numberWidth(rows.length)
  const [indent, room] = [numbers + GAP, width - numbers - GAP]
  return rows.flatMap(({ number, action, items, place }) => {
    const step = span(action, 'strong')
    const placed = lineOf(step, '  ', span(place, 'faint'))
    const [first = EMPTY, ...rest] = widthOf(placed) > room ? folded([step], room) : [placed]
    return [
      [...numbered(number, numbers), span('  '), ...first],
      ...indented([...rest, ...flowed(items, room)], indent),
    ]
  })
}

function idleLines({ idle }: TraceTable, width: number): readonly Line[] {
  const names = idle.flatMap(({ process }) => (process === undefined ? [] : [process]))
  const last = names.length === 1 ? ' takes no step here.' : ' take no step here.'
  const items = names.map((name, place) =>
    lineOf(span(`${name}${place === names.length - 1 ? last : ''}`, 'faint')),
  )
  return indented(flowed(items, width - GAP), GAP)
}
