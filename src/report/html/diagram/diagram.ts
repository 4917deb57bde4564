import type { Explanation } from '../../../explain/explanation.js'
import type { TransitionSystem } from '../../../ir/system.js'
import type { Trace } from '../../../trace/trace.js'
import type { Line } from '../../line/styled-line.js'
import type { ShowPlace } from '../../trace/trace-row.js'
import { element, type Content, type Markup } from '../markup.js'
import { arrows, boxWidth } from './arrows.js'
import { layOut, MEASURE, type DiagramLayout, type DiagramRow } from './layout.js'
import { loopArrow } from './loop.js'

/** As far to the right as any picture can go: what is outside of it is not seen. */
const BEYOND = 100_000

/**
 * A sequence diagram: a lane for each process that moves, a box for each step, arrows for messages. The headings are a picture of
 * their own, so that they can stay in sight.
 */
export function diagram(
  system: TransitionSystem,
  trace: Trace,
  wanted: {
    readonly title: string
    readonly explanation: Explanation | undefined
    readonly showPlace: ShowPlace
  },
): Markup {
  const layout = layOut(system, trace, wanted)
  const { width, height, rows, loop } = layout
  const said = loop === undefined ? [] : [loop.sentence]
  return element(
    'div',
    { class: 'diagram', tabindex: 0, role: 'group', 'aria-label': `Sequence diagram: ${wanted.title}` },
    element('svg', { class: 'heads', ...size(width, MEASURE.heads), 'aria-hidden': 'true' }, heads(layout)),
    element(
      'svg',
      {
        class: 'lanes',
        ...size(width, height),
        role: 'img',
        'aria-label': [`${String(rows.length)} steps, one below the other`, ...said].join('. '),
      },
      startRow(),
      rows.map(band),
      layout.lanes.map(({ x, until }) => element('line', { class: 'life', x1: x, x2: x, y1: 0, y2: until })),
      staleMarks(layout),
      arrows(system, trace, layout),
      rows.map((row) => step(row, layout)),
      loop === undefined ? [] : loopArrow(loop, rows.length),
    ),
  )
}

function size(width: number, height: number): Readonly<Record<string, string | number>> {
  return {
    width,
    height,
    viewBox: `0 0 ${String(width)} ${String(height)}`,
    // Where there is more room than the picture needs, it stays as large as its text is.
    preserveAspectRatio: 'xMinYMin meet',
  }
}

function heads({ lanes }: DiagramLayout): Content {
  return [
    lanes.map(({ name, x }) => element('text', { class: 'head', x, y: 22, 'text-anchor': 'middle' }, name)),
    element('line', { class: 'rule', x1: 0, x2: BEYOND, y1: MEASURE.heads - 0.5, y2: MEASURE.heads - 0.5 }),
  ]
}

function startRow(): Markup {
  return element(
    'g',
    { class: 'row', 'data-step': 0 },
    element('rect', { class: 'band', x: 0, y: 0, width: BEYOND, height: MEASURE.start }),
    element('text', { class: 'ordinal', x: 8, y: MEASURE.start / 2 + 4 }, 'start'),
  )
}

/** What is marked when the step is looked at. */
function band({ step: number, top, height, middle }: DiagramRow): Markup {
  return element(
    'g',
    { class: 'row', 'data-step': number },
    element('rect', { class: 'band', x: 0, y: top, width: BEYOND, height }),
    element('text', { class: 'ordinal', x: 8, y: middle + 4 }, String(number)),
  )
}

function step(row: DiagramRow, layout: DiagramLayout): Markup {
  const x = layout.lanes[row.lane]?.x ?? 0
  const width = boxWidth(row.label)
  const classes = ['step', ...(row.fault ? ['fault'] : []), ...(row.part === undefined ? [] : [row.part])]
  return element(
    'g',
    { class: classes.join(' '), 'data-step': row.step },
    element('title', {}, [row.label, row.place].filter((text) => text !== '').join(', ')),
    element('rect', {
      class: 'box',
      x: x - width / 2,
      y: row.middle - MEASURE.box / 2,
      width,
      height: MEASURE.box,
      rx: 5,
    }),
    element('text', { class: 'label', x, y: row.middle + 4, 'text-anchor': 'middle' }, row.label),
    notes(row, layout, x, width),
  )
}

/** In their column; or else beside the box, where there is more room. */
function notes(row: DiagramRow, layout: DiagramLayout, x: number, width: number): Content {
  const isRight = layout.notes !== undefined || x < layout.width / 2
  const from = layout.notes ?? x + (isRight ? 1 : -1) * (width / 2 + 12)
  return row.notes.map((line, place) =>
    element(
      'text',
      {
        class: layout.notes === undefined ? 'note beside' : 'note',
        x: from,
        y: row.middle + 4 + place * MEASURE.line,
        'text-anchor': isRight ? 'start' : 'end',
      },
      styled(line),
    ),
  )
}

function styled(line: Line): Content {
  return line.map(({ text, style }) => (style === 'plain' ? text : element('tspan', { class: style }, text)))
}

/** The time through which a process goes by what it has read, and who makes that wrong. */
function staleMarks({ rows, lanes, stale }: DiagramLayout): Content {
  if (stale === undefined) return []
  const actor = rows[stale.actedIn - 1]
  const changer = rows[stale.changedIn - 1]
  if (actor === undefined || changer === undefined) return []
  const x = lanes[actor.lane]?.x ?? 0
  const from = rows[stale.readIn - 1]?.middle ?? 0
  return [
    element('line', {
      class: 'trust',
      'data-steps': stale.changedIn,
      x1: x,
      x2: x,
      y1: from,
      y2: changer.middle,
    }),
    element('line', {
      class: 'stale',
      'data-steps': stale.actedIn,
      x1: x,
      x2: x,
      y1: changer.middle,
      y2: actor.middle,
    }),
    element('line', {
      class: 'conflict',
      'data-steps': stale.changedIn,
      x1: lanes[changer.lane]?.x ?? 0,
      x2: x,
      y1: changer.middle,
      y2: changer.middle,
    }),
  ]
}
