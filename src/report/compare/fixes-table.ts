import { match } from 'ts-pattern'
import type { PropertyResult, Verdict } from '../../engine/verdict.js'
import type { CheckedSide } from '../../run/compare/comparison.js'
import type { Style } from '../line/palette.js'
import { EMPTY, lineOf, padded, span, widthOf, type Line } from '../line/styled-line.js'
import { belowEachOther } from './below-each-other.js'
import { inSteps } from './enumeration.js'
import { propertiesOf, resultOf } from './side-by-side.js'

export interface FixesTable {
  /** Whose values the sides are. */
  readonly parameter?: string
  /** The broken model first. */
  readonly sides: readonly CheckedSide[]
}

/**
 * A row for each model and a column for each property; where these do not fit side by side, several tables below each other; and where
 * one column is too wide, no table.
 */
export function fixesTable({ parameter, sides }: FixesTable, width: number): readonly Line[] {
  const names = sides.map(({ label }) => rowName(label, parameter))
  const first = Math.max(...[parameter ?? '', ...names].map((name) => widthOf(lineOf(name))))
  const columns = propertiesOf(sides).map((name) => {
    const cells = sides.map((side) => cellOf(resultOf(side, name)))
    return { name, cells, width: Math.max(...[lineOf(name), ...cells].map(widthOf)) }
  })
  if (columns.some((column) => GAP + first + GAP + column.width > width)) {
    return belowEachOther(
      columns.map(({ name, cells }) => ({ property: name, cells })),
      sides.map(({ label }) => label),
      width,
    )
  }
  const blocks: (typeof columns)[] = []
  let room = 0
  for (const column of columns) {
    const last = blocks.at(-1)
    if (last === undefined || room < column.width + GAP) {
      blocks.push([column])
      room = width - GAP - first - GAP - column.width
    } else {
      last.push(column)
      room -= GAP + column.width
    }
  }
  const row = (name: Line, cells: readonly Line[], block: typeof columns): Line => [
    span(' '.repeat(GAP)),
    ...padded(name, first),
    ...cells.flatMap((cell, place) => [span(' '.repeat(GAP)), ...padded(cell, block[place]?.width ?? 0)]),
  ]
  return blocks.flatMap((block, place) => [
    ...(place === 0 ? [] : [EMPTY]),
    row(
      lineOf(span(parameter ?? '', 'faint')),
      block.map(({ name }) => lineOf(span(name, 'faint'))),
      block,
    ),
    ...sides.map((_, at) =>
      row(
        lineOf(names[at] ?? ''),
        block.map(({ cells }) => cells[at] ?? EMPTY),
        block,
      ),
    ),
  ])
}

const GAP = 2

/** The value alone where the parameter stands above it. */
export function rowName(label: string, parameter: string | undefined): string {
  return parameter !== undefined && label.startsWith(`${parameter}=`)
    ? label.slice(parameter.length + 1)
    : label
}

/** `in 8 steps`; `never`, which is a proof; `not to depth 20`; `undecided`. */
export function cellWords({ kind, verdict }: Pick<PropertyResult, 'kind' | 'verdict'>): {
  readonly text: string
  readonly style: Style
} {
  const isGoal = kind === 'reachable'
  return match<Verdict, { readonly text: string; readonly style: Style }>(verdict)
    .with({ kind: 'violated' }, ({ depth }) => ({ text: inSteps(depth), style: 'bad' }))
    .with({ kind: 'reached' }, ({ depth }) => ({ text: inSteps(depth), style: 'good' }))
    .with({ kind: 'proved' }, () => ({ text: 'never', style: 'good' }))
    .with({ kind: 'holds' }, ({ depth }) => ({ text: `not to depth ${String(depth)}`, style: 'plain' }))
    .with({ kind: 'unreached' }, ({ depth, certificate }) => ({
      text: certificate === undefined ? `not to depth ${String(depth)}` : 'never',
      style: isGoal ? 'open' : 'plain',
    }))
    .with({ kind: 'undecided' }, () => ({ text: 'undecided', style: 'open' }))
    .exhaustive()
}

function cellOf(result: PropertyResult | undefined): Line {
  if (result === undefined) return lineOf(span('no such property', 'open'))
  const { text, style } = cellWords(result)
  return lineOf(span(text, style))
}
