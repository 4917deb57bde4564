import type { ProcessId } from '../../ir/system.js'
import { ENVIRONMENT, type Lane } from './lane.js'
import { EMPTY, lineOf, padded, span, widthOf, type Line, type Span } from '../line/styled-line.js'
import type { TraceRow, TraceTable } from './trace-row.js'

/** How the rows of a trace begin: the step's number, and who does what. */
export interface Arrangement {
  /** The width of a beginning. */
  readonly lead: number
  readonly headings: readonly Line[]
  readonly begin: (row: TraceRow) => Line
  /** What stands in the beginning's place where a row needs further lines. */
  readonly goOn: (row: TraceRow) => Line
}

/** Columns between two columns. */
export const GAP = 2

/** The ways to begin, the most telling first: a lane for each process, narrow lanes, one column. */
export function arrangements(table: TraceTable): readonly Arrangement[] {
  const numbers = numberWidth(table.rows.length)
  return [
    inLanes(table, numbers, alone(table.lanes)),
    inLanes(table, numbers, byKind(table.lanes)),
    inOneColumn(table, numbers),
  ]
}

/** The width of the column of numbers, for a trace of so many steps. */
export function numberWidth(steps: number): number {
  return GAP + String(steps).length
}

export function numbered(number: string | number, width: number): Line {
  return lineOf(span(String(number).padStart(width), 'faint'))
}

/** Neighbouring lanes under one name, if any, each with a heading of its own. */
interface Group {
  readonly name: string
  readonly headings: readonly string[]
}

function alone(lanes: readonly Lane[]): readonly Group[] {
  return lanes.map(({ process }) => ({ name: '', headings: [process ?? ENVIRONMENT] }))
}

/** Several processes of one kind share its name. */
function byKind(lanes: readonly Lane[]): readonly Group[] {
  const groups: { readonly id: ProcessId | undefined; readonly lanes: Lane[] }[] = []
  for (const lane of lanes) {
    const last = groups.at(-1)
    if (last?.id !== undefined && last.id.kind === lane.id?.kind) last.lanes.push(lane)
    else groups.push({ id: lane.id, lanes: [lane] })
  }
  return groups.flatMap(({ id, lanes: members }) => {
    if (id === undefined || members.length === 1) return alone(members)
    return [{ name: id.kind, headings: members.map((lane) => `[${String(lane.id?.index ?? '')}]`) }]
  })
}

function inLanes({ lanes, rows }: TraceTable, numbers: number, groups: readonly Group[]): Arrangement {
  const widths = laneWidths(rows, groups)
  const row = (number: Line, cells: readonly Line[]): Line => [
    ...padded(number, numbers),
    ...cells.flatMap((cell, lane) => [BETWEEN, ...padded(cell, widths[lane] ?? 0)]),
  ]
  const inEach = ({ lane: own, alive }: TraceRow, moved: Line): readonly Line[] =>
    lanes.map((_, lane) => (lane === own ? moved : alive[lane] === true ? lineOf(span('│', 'faint')) : EMPTY))
  const headings = groups.flatMap((group) => group.headings.map((heading) => lineOf(span(heading, 'faint'))))
  const names = groupNames(groups, widths, numbers)
  return {
    lead: widths.reduce((sum, width) => sum + GAP + width, numbers),
    headings: [...(names === undefined ? [] : [names]), row(numbered('#', numbers), headings)],
    begin: (of) => row(numbered(of.number, numbers), inEach(of, lineOf(span(of.label, 'strong')))),
    goOn: (of) => row(EMPTY, inEach(of, lineOf(span('│', 'faint')))),
  }
}

/** Each lane is as wide as its heading and labels; the last of a group makes up for a long name of the group. */
function laneWidths(rows: readonly TraceRow[], groups: readonly Group[]): readonly number[] {
  const widths: number[] = []
  for (const { name, headings } of groups) {
    const own = headings.map((heading, place) => {
      const labels = rows.filter(({ lane }) => lane === widths.length + place).map(({ label }) => label)
      return Math.max(...[heading, ...labels].map((text) => widthOf(lineOf(text))))
    })
    const missing = widthOf(lineOf(name)) - groupWidth(own)
    widths.push(...own.slice(0, -1), (own.at(-1) ?? 0) + Math.max(0, missing))
  }
  return widths
}

function groupWidth(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, GAP * (widths.length - 1))
}

function groupNames(groups: readonly Group[], widths: readonly number[], numbers: number): Line | undefined {
  if (groups.every(({ name }) => name === '')) return undefined
  const line: Span[] = [...padded(EMPTY, numbers)]
  let lane = 0
  for (const { name, headings } of groups) {
    const width = groupWidth(widths.slice(lane, lane + headings.length))
    line.push(BETWEEN, ...padded(lineOf(span(name, 'faint')), width))
    lane += headings.length
  }
  return line
}

function inOneColumn({ rows }: TraceTable, numbers: number): Arrangement {
  const lead = numbers + GAP + Math.max(4, ...rows.map(({ action }) => widthOf(lineOf(action))))
  const beginning = (number: string | number, step: Line): Line =>
    padded([...numbered(number, numbers), BETWEEN, ...step], lead)
  return {
    lead,
    headings: [beginning('#', lineOf(span('step', 'faint')))],
    begin: ({ number, action }) => beginning(number, lineOf(span(action, 'strong'))),
    goOn: () => padded(EMPTY, lead),
  }
}

const BETWEEN = span(' '.repeat(GAP))
