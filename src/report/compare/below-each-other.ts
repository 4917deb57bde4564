import { folded, indented, lineOf, span, type Line } from '../line/styled-line.js'

/** What is said of a property, of one model after the other. */
export interface Findings {
  readonly property: string
  readonly cells: readonly Line[]
}

const [INDENT, DEEPER] = [2, 4]

/** For narrow screens: each property with a line for each model, in the order of these labels. */
export function belowEachOther(
  properties: readonly Findings[],
  labels: readonly string[],
  width: number,
): readonly Line[] {
  return properties.flatMap(({ property, cells }) => [
    ...indented(folded(lineOf(span(property, 'strong')), width - INDENT), INDENT),
    ...labels.flatMap((label, place) =>
      indented(folded([span(`${label}: `, 'faint'), ...(cells[place] ?? [])], width - DEEPER), DEEPER),
    ),
  ])
}
