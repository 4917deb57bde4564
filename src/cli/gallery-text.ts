import type { Parameters } from '../dsl/parameter.js'
import type { Palette } from '../report/line/palette.js'
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
} from '../report/line/styled-line.js'

/** A story of the gallery. */
export interface GalleryStory {
  readonly name: string
  /** One sentence. */
  readonly summary: string
  readonly parameters: Parameters
}

/** The gallery: each story in a line, and below it what it can be varied by. */
export function galleryText(
  stories: readonly GalleryStory[],
  { width, palette, full }: { readonly width: number; readonly palette: Palette; readonly full: boolean },
): string {
  const names = Math.max(0, ...stories.map(({ name }) => name.length))
  const lines = stories.flatMap(({ name, summary, parameters }) => {
    const values = Object.entries(parameters).map(([each, { default: usual }]) => `${each}=${String(usual)}`)
    const told = [
      ...(summary === '' ? [] : [lineOf(summary)]),
      ...(full || values.length === 0 ? [] : [lineOf(span(values.join(' '), 'faint'))]),
    ]
    return [
      ...hanging(lineOf(span(name, 'strong')), told, { column: names + 2, width }),
      ...(full ? indented(parameterLines(parameters, width - 4), 4) : []),
    ]
  })
  return rendered(lines, palette)
}

function parameterLines(parameters: Parameters, width: number): readonly Line[] {
  const rows = Object.entries(parameters).flatMap(([name, parameter]) => [
    {
      term: parameter.kind === 'variant' ? name : `${name}=${String(parameter.default)}`,
      doc: parameter.doc,
    },
    ...(parameter.kind === 'variant'
      ? Object.entries(parameter.variants).map(([value, doc]) => ({ term: `  ${name}=${value}`, doc }))
      : []),
  ])
  const terms = Math.max(0, ...rows.map(({ term }) => widthOf(lineOf(term))))
  return rows.flatMap(({ term, doc }) =>
    hanging(lineOf(term), [lineOf(span(doc, 'faint'))], { column: terms + 2, width }),
  )
}

/** A term and its explanations, which stay to the right of the column. */
function hanging(
  term: Line,
  explanations: readonly Line[],
  { column, width }: { readonly column: number; readonly width: number },
): readonly Line[] {
  const [first = EMPTY, ...rest] = explanations.flatMap((line) => folded(line, Math.max(20, width - column)))
  return [[...padded(term, column), ...first], ...indented(rest, column)]
}
