import type { PropertyResult } from '../engine/verdict.js'
import type { SweepRow } from '../run/sweep.js'
import type { Palette, Style } from './palette.js'
import {
  EMPTY,
  folded,
  indented,
  lineOf,
  padded,
  rendered,
  span,
  widthOf,
  type Line,
  type Span,
} from './styled-line.js'
import { sweptParams, type SweepOutcome } from './sweep-outcome.js'
import { verdictAtDepth, type VerdictKind } from './verdict-at-depth.js'
import { verdictWords } from './verdict-line.js'

/** How a verdict looks at one depth; where several depths share a column, the first of these that occurs among them. */
const MARKS: readonly {
  readonly kinds: readonly VerdictKind[]
  readonly mark: string
  readonly style: Style
  readonly meaning: string
}[] = [
  { kinds: ['violated'], mark: 'X', style: 'bad', meaning: 'violated' },
  { kinds: ['reached'], mark: 'o', style: 'good', meaning: 'goal reached' },
  { kinds: ['undecided'], mark: '?', style: 'open', meaning: 'undecided' },
  { kinds: ['holds', 'unreached'], mark: '.', style: 'faint', meaning: 'nothing found to this depth' },
  { kinds: ['proved'], mark: '=', style: 'good', meaning: 'proved at every depth' },
]

/** A case as far as one property is concerned. */
interface Cell {
  readonly row: SweepRow
  readonly result: PropertyResult
}

/** A sweep as grids of characters, one grid a property: a line for each case, a column for each depth. */
export function sweepText(
  { model, depths, rows }: SweepOutcome,
  { width, palette }: { readonly width: number; readonly palette: Palette },
): string {
  const { fixed, varying } = sweptParams(rows)
  const names = rows[0]?.results.map(({ property }) => property) ?? []
  const grids = names.map((name) => ({
    name,
    cells: rows.flatMap((row) => {
      const result = row.results.find(({ property }) => property === name)
      return result === undefined ? [] : [{ row, result }]
    }),
  }))
  const alike = grids.filter(({ cells }) => isUniform(cells))
  const telling = grids.filter((grid) => !alike.includes(grid))
  const constants = Object.entries(fixed).map(([name, value]) => `${name}=${String(value)}`)
  return rendered(
    [
      ...folded(lineOf(span(model, 'strong'), '  ', span(constants.join(' '), 'faint')), width),
      ...telling.flatMap(({ name, cells }) => [
        EMPTY,
        lineOf(span(name, 'strong')),
        ...gridLines(cells, varying, depths, width),
      ]),
      ...(alike.length === 0 ? [] : [EMPTY]),
      ...alike.flatMap(({ name, cells }) => uniformLines(name, cells, width)),
      ...(telling.length === 0
        ? []
        : [
            EMPTY,
            ...legend(
              telling.flatMap(({ cells }) => cells),
              depths,
              width,
            ),
          ]),
      ...reasonLines(rows, width),
    ],
    palette,
  )
}

/** Reasons of undecided verdicts that are told at most. */
const MOST_REASONS = 3

/** Why verdicts are undecided: each reason once, with how many cases it concerns. */
function reasonLines(rows: readonly SweepRow[], width: number): readonly Line[] {
  const cases = new Map<string, number>()
  for (const { results } of rows) {
    const reasons = results.flatMap(({ verdict }) => (verdict.kind === 'undecided' ? [verdict.reason] : []))
    for (const reason of new Set(reasons)) cases.set(reason, (cases.get(reason) ?? 0) + 1)
  }
  const told = [...cases].slice(0, MOST_REASONS).flatMap(([reason, count]) => {
    const where = count === 1 ? '1 case' : `${String(count)} cases`
    return folded(lineOf(span('undecided', 'open'), ` in ${where}: ${reason}`), width)
  })
  return told.length === 0 ? [] : [EMPTY, ...told]
}

function gridLines(
  cells: readonly Cell[],
  varying: readonly string[],
  depths: readonly number[],
  width: number,
): readonly Line[] {
  const columns = varying.map((name) => {
    const texts = cells.map(({ row }) => String(row.params[name] ?? ''))
    return { name, width: Math.max(...[name, ...texts].map((text) => widthOf(lineOf(text)))) }
  })
  const lead = 2 + columns.reduce((sum, column) => sum + column.width + 2, 0)
  const words = Math.max(...cells.map(({ result }) => verdictWords(result).finding.length))
  const room = width - lead - 2
  const isWordy = room - words - 2 >= Math.min(depths.length, 10)
  const buckets = bucketed(depths, Math.max(1, isWordy ? room - words - 2 : room))
  const begin = (texts: readonly Line[]): Line => [
    span('  '),
    ...texts.flatMap((text, place) => [...padded(text, columns[place]?.width ?? 0), span('  ')]),
  ]
  return [
    [...begin(columns.map(({ name }) => lineOf(span(name, 'faint')))), span(ruler(buckets), 'faint')],
    ...cells.map(({ row, result }) => {
      const { finding, style } = verdictWords(result)
      return [
        ...begin(columns.map(({ name }) => lineOf(String(row.params[name] ?? '')))),
        ...bar(result, buckets),
        ...(isWordy ? lineOf('  ', span(finding, style)) : EMPTY),
      ]
    }),
  ]
}

/** Neighbouring depths, so that there are at most so many groups. */
function bucketed(depths: readonly number[], most: number): readonly (readonly number[])[] {
  const size = Math.max(1, Math.ceil(depths.length / most))
  return Array.from({ length: Math.ceil(depths.length / size) }, (_, place) =>
    depths.slice(place * size, (place + 1) * size),
  )
}

/** The first and the last depth at the ends of the bar. */
function ruler(buckets: readonly (readonly number[])[]): string {
  const first = String(buckets[0]?.[0] ?? '')
  const last = String(buckets.at(-1)?.at(-1) ?? '')
  if (first === last || buckets.length < first.length + last.length + 1) return 'depth'
  return first + last.padStart(buckets.length - first.length)
}

function bar(result: PropertyResult, buckets: readonly (readonly number[])[]): readonly Span[] {
  return buckets.map((depths) => {
    const { mark, style } = markOf(depths.map((depth) => verdictAtDepth(result, depth)))
    return span(mark, style)
  })
}

function markOf(verdicts: readonly VerdictKind[]): { readonly mark: string; readonly style: Style } {
  const found = MARKS.find(({ kinds }) => verdicts.some((verdict) => kinds.includes(verdict)))
  return found ?? { mark: ' ', style: 'plain' }
}

/** All cases say the same in words, and none of them is a finding. */
function isUniform(cells: readonly Cell[]): boolean {
  const words = new Set(cells.map(({ result }) => verdictWords(result).finding))
  return (
    words.size === 1 && cells.every(({ result }) => !['violated', 'undecided'].includes(result.verdict.kind))
  )
}

function uniformLines(name: string, cells: readonly Cell[], width: number): readonly Line[] {
  const [first] = cells
  if (first === undefined) return []
  const { finding, style } = verdictWords(first.result)
  const where = cells.length === 1 ? '' : ` in all ${String(cells.length)} cases`
  return folded(lineOf(span(name, 'strong'), '  ', span(finding, style), where), width)
}

function legend(cells: readonly Cell[], depths: readonly number[], width: number): readonly Line[] {
  const seen = new Set(cells.flatMap(({ result }) => depths.map((depth) => verdictAtDepth(result, depth))))
  const shown = MARKS.filter(({ kinds }) => kinds.some((kind) => seen.has(kind)))
  const line = shown.flatMap(({ mark, style, meaning }, place) => [
    span(place === 0 ? '' : '   '),
    span(mark, style),
    span(` ${meaning}`, 'faint'),
  ])
  return indented(folded(line, width - 2), 2)
}
