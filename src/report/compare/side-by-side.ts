import type { PropertyResult } from '../../engine/verdict.js'
import type { CheckedSide } from '../../run/compare/comparison.js'
import { lineOf, padded, span, widthOf, type Line } from '../line/styled-line.js'
import { verdictWords } from '../verdict/verdict-line.js'
import { belowEachOther } from './below-each-other.js'

const GAP = '  '

/** The verdicts of two models, a line for each property. */
export function sideBySide(broken: CheckedSide, fixed: CheckedSide, width: number): readonly Line[] {
  const sides = [broken, fixed]
  const names = propertiesOf(sides)
  const cells = names.map((name) => sides.map((side) => verdictOf(side, name)))
  const first = Math.max(...names.map((name) => widthOf(lineOf(name))))
  const widths = sides.map(({ label }, place) =>
    Math.max(widthOf(lineOf(label)), ...cells.map((row) => widthOf(row[place] ?? []))),
  )
  if (2 + first + widths.reduce((sum, each) => sum + GAP.length + each, 0) > width) {
    const properties = names.map((property, row) => ({ property, cells: cells[row] ?? [] }))
    return belowEachOther(
      properties,
      sides.map(({ label }) => label),
      width,
    )
  }
  const rowOf = (name: Line, row: readonly Line[]): Line => [
    span(GAP),
    ...padded(name, first),
    ...row.flatMap((cell, place) => [span(GAP), ...padded(cell, widths[place] ?? 0)]),
  ]
  return [
    rowOf(
      [],
      sides.map(({ label }) => lineOf(span(label, 'faint'))),
    ),
    ...names.map((name, row) => rowOf(lineOf(name), cells[row] ?? [])),
  ]
}

/** The properties of any of the models, in their order. */
export function propertiesOf(sides: readonly CheckedSide[]): readonly string[] {
  return [...new Set(sides.flatMap(({ report }) => report.results.map(({ property }) => property)))]
}

export function resultOf({ report }: CheckedSide, name: string): PropertyResult | undefined {
  return report.results.find(({ property }) => property === name)
}

function verdictOf(side: CheckedSide, name: string): Line {
  const result = resultOf(side, name)
  if (result === undefined) return lineOf(span('no such property', 'open'))
  const { finding, style } = verdictWords(result)
  return lineOf(span(finding, style))
}
