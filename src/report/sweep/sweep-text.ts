import type { PropertyResult } from '../../engine/verdict.js'
import type { SweepRow } from '../../run/sweep.js'
import { heading } from '../check/check-text.js'
import type { Palette } from '../line/palette.js'
import { EMPTY, folded, lineOf, padded, rendered, span, widthOf, type Line } from '../line/styled-line.js'
import { gridLines, legendLines, type SweepCell } from './sweep-grid.js'
import { sweptParams, type SweepOutcome } from './sweep-outcome.js'
import { traceCommand } from './trace-command.js'
import { confirmationSentence } from '../verdict/confirmation-text.js'
import { verdictWords } from '../verdict/verdict-line.js'

/** What a sweep says of one property. */
export interface Grid {
  readonly name: string
  readonly cells: readonly SweepCell[]
}

/** A sweep as grids, one for each property; properties for which all cases are alike, and none is a finding, get a line each. */
export function sweepText(
  { model, named, depths, rows }: SweepOutcome,
  {
    width,
    palette,
    commands = 'first',
  }: {
    readonly width: number
    readonly palette: Palette
    /** Of which violations it is told what command shows the trace. */
    readonly commands?: 'none' | 'first' | 'all'
  },
): string {
  const { fixed, varying } = sweptParams(rows)
  const grids = gridsOf(rows)
  const alike = grids.filter(isUniform)
  const telling = grids.filter((grid) => !alike.includes(grid))
  const marks = telling.flatMap(({ cells }) => cells)
  return rendered(
    [
      ...heading({ model, params: fixed }, width),
      ...telling.flatMap(({ name, cells }) => [
        EMPTY,
        lineOf(span(name, 'strong')),
        ...gridLines(cells, varying, depths, width),
      ]),
      ...(alike.length === 0 ? [] : [EMPTY, ...uniformLines(alike, width)]),
      ...(marks.length === 0 ? [] : [EMPTY, ...legendLines(marks, depths, width)]),
      ...reasonLines(rows, width),
      ...confirmationLines(rows, width),
      ...commandLines(named, violationsIn(rows, commands), width),
    ],
    palette,
  )
}

export function gridsOf(rows: readonly SweepRow[]): readonly Grid[] {
  const names = new Set(rows.flatMap(({ results }) => results.map(({ property }) => property)))
  return [...names].map((name) => ({
    name,
    cells: rows.flatMap((row) =>
      row.results.flatMap((result) => (result.property === name ? [{ row, result }] : [])),
    ),
  }))
}

/** All cases say the same in words, and none of them is a finding. */
function isUniform({ cells }: Grid): boolean {
  const words = new Set(cells.map(({ result }) => verdictWords(result).finding))
  return (
    words.size === 1 && cells.every(({ result }) => !['violated', 'undecided'].includes(result.verdict.kind))
  )
}

function uniformLines(grids: readonly Grid[], width: number): readonly Line[] {
  const names = Math.max(...grids.map(({ name }) => widthOf(lineOf(name))))
  return grids.flatMap(({ name, cells }) => {
    const [first] = cells
    if (first === undefined) return []
    const { finding, style } = verdictWords(first.result)
    const where = cells.length === 1 ? '' : ` in all ${String(cells.length)} cases`
    const title = padded(lineOf(span(name, 'strong')), names)
    return folded([...title, span('  '), span(finding, style), span(where)], width)
  })
}

/** A violation of a property in a case. */
function violationsIn(rows: readonly SweepRow[], which: 'none' | 'first' | 'all'): readonly SweepCell[] {
  const cells = rows.flatMap((row) =>
    row.results.flatMap((result) => (result.verdict.kind === 'violated' ? [{ row, result }] : [])),
  )
  return which === 'all' ? cells : cells.slice(0, which === 'first' ? 1 : 0)
}

/** The commands that show the traces, to be copied: a line too long goes on after a backslash. */
function commandLines(named: string, cells: readonly SweepCell[], width: number): readonly Line[] {
  const commands = cells.flatMap(({ row, result }) => {
    const words = traceCommand(named, row, result)
    return words === undefined ? [] : [words]
  })
  if (commands.length === 0) return []
  const title = commands.length === 1 ? 'A trace:' : 'The traces:'
  return [EMPTY, lineOf(title), ...commands.flatMap((words) => continued(words, width))]
}

function continued(words: readonly string[], width: number): readonly Line[] {
  const lines: string[] = []
  let line = ' '
  for (const word of words) {
    if (line.trim() !== '' && widthOf(lineOf(`${line} ${word} \\`)) > width) {
      lines.push(`${line} \\`)
      line = '   '
    }
    line = `${line} ${word}`
  }
  return [...lines, line].map((text) => lineOf(text))
}

/** Why verdicts are undecided. */
function reasonLines(rows: readonly SweepRow[], width: number): readonly Line[] {
  const told = casesByReason(rows, 'undecided', width, ({ verdict }) =>
    verdict.kind === 'undecided' ? verdict.reason : undefined,
  )
  return told.length === 0 ? [] : [EMPTY, ...told]
}

/** What a second solver confirms, and why it confirms no more; nothing where none was asked. */
function confirmationLines(rows: readonly SweepRow[], width: number): readonly Line[] {
  const confirmed = confirmationSentence(rows.flatMap(({ results }) => results))
  const told = [
    ...(confirmed === undefined ? [] : folded(lineOf(confirmed), width)),
    ...casesByReason(rows, 'not confirmed', width, ({ confirmation }) => confirmation?.missing),
  ]
  return told.length === 0 ? [] : [EMPTY, ...told]
}

/** Reasons that are told at most. */
const MOST_REASONS = 3

/** Each reason once, with how many cases it concerns. */
function casesByReason(
  rows: readonly SweepRow[],
  what: string,
  width: number,
  reasonOf: (result: PropertyResult) => string | undefined,
): readonly Line[] {
  const cases = new Map<string, number>()
  for (const { results } of rows) {
    const reasons = new Set(results.flatMap((result) => reasonOf(result) ?? []))
    for (const reason of reasons) cases.set(reason, (cases.get(reason) ?? 0) + 1)
  }
  return [...cases].slice(0, MOST_REASONS).flatMap(([reason, count]) => {
    const where = count === 1 ? '1 case' : `${String(count)} cases`
    return folded(lineOf(span(what, 'open'), ` in ${where}: ${reason}`), width)
  })
}
