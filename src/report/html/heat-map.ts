import { isFound, type PropertyResult } from '../../engine/verdict.js'
import type { SweepRow } from '../../run/sweep.js'
import { MARKS, type SweepCell } from '../sweep/sweep-grid.js'
import type { Grid } from '../sweep/sweep-text.js'
import { verdictAtDepth } from '../verdict/verdict-at-depth.js'
import { verdictWords } from '../verdict/verdict-line.js'
import { element, type Content, type Markup } from './markup.js'

/** How heat maps look. */
export const HEAT_STYLE = `
.heat th, .heat td { padding: 0.25rem 0.75rem 0.25rem 0; white-space: nowrap; vertical-align: middle; }
.heat .depth, .heat .mark { min-width: 1.5rem; padding: 0.25rem 0.1rem; text-align: center; font-family: var(--mono); font-size: 0.8125rem; font-weight: 400; }
.heat tbody .mark { border: 1px solid var(--paper); }
.heat .mark a { display: block; margin: -0.25rem -0.1rem; padding: 0.25rem 0.1rem; color: inherit; text-decoration: none; }
.heat .mark a:hover { outline: 2px solid var(--accent); outline-offset: -2px; }
.heat .mark a[aria-current] { text-decoration: underline; }
.heat .violated { background: var(--bad); color: var(--paper); font-weight: 700; }
.heat .reached { background: var(--good-wash); color: var(--good); font-weight: 700; }
.heat .undecided { background: var(--open-wash); color: var(--open); }
.heat .holds, .heat .unreached { background: var(--wash); color: var(--faint); }
.heat .proved { background: var(--good-wash); color: var(--good); }
.heat .finding { padding-left: 0.75rem; }
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; padding: 0; list-style: none; }
.legend .mark { display: inline-block; min-width: 1.5rem; margin-right: 0.4rem; text-align: center; font-family: var(--mono); }
@media print { .heat .mark, .legend .mark { print-color-adjust: exact; } }
`

/** Where the story of a case is told. */
export type StoryOfCell = (row: SweepRow, property: string) => string | undefined

/** What a sweep says of one property: a row a case, a column a depth, and in each field a sign that its colour repeats. */
export function heatMap(
  { name, cells }: Grid,
  {
    varying,
    depths,
    storyOfCell,
  }: {
    readonly varying: readonly string[]
    readonly depths: readonly number[]
    readonly storyOfCell: StoryOfCell
  },
): Markup {
  const heading = (text: string, kind?: string): Markup => element('th', { scope: 'col', class: kind }, text)
  return element(
    'section',
    { class: 'property' },
    element('h2', {}, name),
    element(
      'div',
      { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': `${name} in each case and at each depth` },
      element(
        'table',
        { class: 'heat' },
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            varying.map((parameter) => heading(parameter)),
            depths.map((depth) => heading(String(depth), 'depth')),
            heading('Verdict', 'finding'),
            heading('First depth', 'number'),
            heading('Seconds', 'number'),
          ),
        ),
        element(
          'tbody',
          {},
          cells.map((cell) => caseRow(cell, { varying, depths, id: storyOfCell(cell.row, name) })),
        ),
      ),
    ),
  )
}

function caseRow(
  { row, result }: SweepCell,
  {
    varying,
    depths,
    id,
  }: {
    readonly varying: readonly string[]
    readonly depths: readonly number[]
    readonly id: string | undefined
  },
): Markup {
  const { finding, style } = verdictWords(result)
  const { verdict } = result
  return element(
    'tr',
    {},
    varying.map((parameter) => element('th', { scope: 'row' }, String(row.params[parameter] ?? ''))),
    depths.map((depth) => field(result, depth, id)),
    element('td', { class: `finding ${style}` }, finding),
    element('td', { class: 'number' }, isFound(verdict) ? String(verdict.depth) : ''),
    element('td', { class: 'number faint' }, result.seconds.toFixed(2)),
  )
}

function field(result: PropertyResult, depth: number, id: string | undefined): Markup {
  const kind = verdictAtDepth(result, depth)
  const known = MARKS.find(({ kinds }) => kinds.includes(kind))
  const sign = known?.mark ?? ''
  const words = `depth ${String(depth)}: ${known?.meaning ?? kind}`
  return element(
    'td',
    { class: `mark ${kind}`, title: words },
    kind === 'violated' && id !== undefined
      ? element('a', { href: `#${id}`, 'data-story': id, 'aria-label': `${words}; its trace` }, sign)
      : sign,
  )
}

/** What the signs in these maps mean. */
export function heatLegend(grids: readonly Grid[], depths: readonly number[]): Content {
  const seen = new Set(
    grids.flatMap(({ cells }) =>
      cells.flatMap(({ result }) => depths.map((depth) => verdictAtDepth(result, depth))),
    ),
  )
  const shown = MARKS.filter(({ kinds }) => kinds.some((kind) => seen.has(kind)))
  return element(
    'ul',
    { class: 'legend heat' },
    shown.map(({ kinds, mark, meaning }) =>
      element('li', {}, element('span', { class: `mark ${kinds[0] ?? ''}` }, mark), meaning),
    ),
  )
}
