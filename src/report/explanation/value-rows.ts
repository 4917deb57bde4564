import { folded, indented, padded, span, widthOf, type Line } from '../line/styled-line.js'

/** Something with a value, and since when it has it. */
export interface ValueRow {
  /** How far it is indented, in levels. */
  readonly depth: number
  readonly text: Line
  readonly since?: string
}

const GAP = 2

/** Rows with their origins in a column, where that fits; else below. What is too long is folded. */
export function valueLines(rows: readonly ValueRow[], width: number): readonly Line[] {
  const sinceWidth = Math.max(0, ...rows.map(({ since = '' }) => since.length))
  const dated = rows.filter(({ since }) => since !== undefined)
  const column = Math.max(0, ...dated.map(({ depth, text }) => GAP * depth + widthOf(text))) + GAP
  const isBeside = column + sinceWidth <= width
  return rows.flatMap(({ depth, text, since }) => {
    const indent = Math.min(GAP * depth, Math.floor(width / 3))
    const [first = [], ...others] = folded(text, Math.max(1, width - indent - 2 * GAP))
    const lines = [...indented([first], indent), ...indented(others, indent + 2 * GAP)]
    if (since === undefined) return lines
    const origin = span(since, 'faint')
    if (isBeside) return lines.map((line, at) => (at === 0 ? [...padded(line, column), origin] : line))
    return [...lines, ...indented(folded([origin], Math.max(1, width - indent - GAP)), indent + GAP)]
  })
}
