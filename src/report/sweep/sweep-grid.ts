import { isFound, type PropertyResult } from '../../engine/verdict.js'
import type { SweepRow } from '../../run/sweep.js'
import type { Style } from '../line/palette.js'
import { flowed, indented, lineOf, padded, span, widthOf, type Line, type Span } from '../line/styled-line.js'
import { verdictAtDepth, type VerdictKind } from '../verdict/verdict-at-depth.js'
import { verdictWords } from '../verdict/verdict-line.js'

/** How a verdict looks at one depth. */
export interface Mark {
  readonly kinds: readonly VerdictKind[]
  readonly mark: string
  readonly style: Style
  readonly meaning: string
}

/** Where several depths share a column, the first of these that occurs among them stands for all. */
export const MARKS: readonly Mark[] = [
  { kinds: ['violated'], mark: 'X', style: 'bad', meaning: 'violated' },
  { kinds: ['reached'], mark: 'o', style: 'good', meaning: 'goal reached' },
  { kinds: ['undecided'], mark: '?', style: 'open', meaning: 'undecided' },
  { kinds: ['holds', 'unreached'], mark: '.', style: 'faint', meaning: 'nothing found to this depth' },
  { kinds: ['proved'], mark: '=', style: 'good', meaning: 'proved at every depth' },
]

/** A case as far as one property is concerned. */
export interface SweepCell {
  readonly row: SweepRow
  readonly result: PropertyResult
}

/** The depths of one column of a bar. */
type Bucket = readonly number[]

/** A line for each case, with the parameters that vary, a bar over the depths, and the verdict in words where there is room. */
export function gridLines(
  cells: readonly SweepCell[],
  varying: readonly string[],
  depths: readonly number[],
  width: number,
): readonly Line[] {
  const columns = varying.map((name) => {
    const texts = cells.map(({ row }) => String(row.params[name] ?? ''))
    return { name, width: Math.max(...[name, ...texts].map((text) => widthOf(lineOf(text)))) }
  })
  const begin = (texts: readonly Line[]): Line => [
    span('  '),
    ...texts.flatMap((text, place) => [...padded(text, columns[place]?.width ?? 0), span('  ')]),
  ]
  const free = width - widthOf(begin(columns.map(({ name }) => lineOf(name))))
  const least = Math.min(depths.length, 10)
  const isMeasured = free - widthOf(MEASURES) >= least
  const room = isMeasured ? free - widthOf(MEASURES) : free
  const words = 2 + Math.max(...cells.map(({ result }) => verdictWords(result).finding.length))
  const isWordy = room - words >= least
  const buckets = bucketed(depths, Math.max(1, isWordy ? room - words : room))
  return [
    [
      ...begin(columns.map(({ name }) => lineOf(span(name, 'faint')))),
      ...(isMeasured ? MEASURES : []),
      span(ruler(buckets, { isWordy }), 'faint'),
    ],
    ...cells.map(({ row, result }) => {
      const { finding, style } = verdictWords(result)
      return [
        ...begin(columns.map(({ name }) => lineOf(String(row.params[name] ?? '')))),
        ...(isMeasured ? measuresOf(row, result) : []),
        ...bar(result, buckets),
        ...(isWordy ? [span('  '), span(finding, style)] : []),
      ]
    }),
  ]
}

/** Above the columns of what was measured: the first depth at which something is found, and the time that the case took. */
const MEASURES: Line = lineOf(span('found      time  ', 'faint'))

function measuresOf({ seconds }: SweepRow, { verdict }: PropertyResult): Line {
  const found = isFound(verdict) ? String(verdict.depth) : ''
  const time = `${seconds.toFixed(seconds < 100 ? 2 : 0)} s`
  return lineOf(found.padStart(5), time.padStart(10), '  ')
}

/** What the marks in these cells mean. */
export function legendLines(
  cells: readonly SweepCell[],
  depths: readonly number[],
  width: number,
): readonly Line[] {
  const seen = new Set(cells.flatMap(({ result }) => depths.map((depth) => verdictAtDepth(result, depth))))
  const shown = MARKS.filter(({ kinds }) => kinds.some((kind) => seen.has(kind)))
  const items = shown.map(({ mark, style, meaning }) =>
    lineOf(span(mark, style), span(` ${meaning}`, 'faint')),
  )
  return indented(flowed(items, width - 2, '   '), 2)
}

/** Neighbouring depths together, so that there are at most so many columns. */
function bucketed(depths: readonly number[], most: number): readonly Bucket[] {
  const size = Math.ceil(depths.length / most)
  return Array.from({ length: Math.ceil(depths.length / size) }, (_, place) =>
    depths.slice(place * size, (place + 1) * size),
  )
}

/** The first and the last depth above the ends of the bars. */
function ruler(buckets: readonly Bucket[], { isWordy }: { readonly isWordy: boolean }): string {
  const first = String(buckets[0]?.[0] ?? '')
  const last = String(buckets.at(-1)?.at(-1) ?? '')
  const each = buckets[0]?.length ?? 1
  const scale = isWordy && each > 1 ? `  (${String(each)} depths a column)` : ''
  if (buckets.length < first.length + last.length + 1) return `depth${scale}`
  return first + last.padStart(buckets.length - first.length) + scale
}

function bar(result: PropertyResult, buckets: readonly Bucket[]): readonly Span[] {
  return buckets.map((depths) => {
    const verdicts = depths.map((depth) => verdictAtDepth(result, depth))
    const found = MARKS.find(({ kinds }) => verdicts.some((verdict) => kinds.includes(verdict)))
    return span(found?.mark ?? ' ', found?.style)
  })
}
