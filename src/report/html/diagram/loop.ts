import { element, type Markup } from '../markup.js'
import type { DiagramLoop } from './layout.js'

/** How long the head of the arrow is, and how wide to either side. */
const [LENGTH, HALF] = [9, 4]
/** How round its corners are. */
const CORNER = 6

/**
 * What comes after the last step of a trace without end: a sentence, and an arrow past all repeated steps back to the state from which
 * they are taken again.
 * @param last the last step: there the arrow matters.
 */
export function loopArrow({ sentence, back, top, row, left, right }: DiagramLoop, last: number): Markup {
  const path = [
    `M${String(right)} ${String(row)} H${String(left + CORNER)}`,
    `Q${String(left)} ${String(row)} ${String(left)} ${String(row - CORNER)}`,
    `V${String(top + CORNER)}`,
    `Q${String(left)} ${String(top)} ${String(left + CORNER)} ${String(top)}`,
    `H${String(right - LENGTH)}`,
  ]
  const corners = [top - HALF, top + HALF].map((y) => `L${String(right - LENGTH)} ${String(y)}`)
  return element(
    'g',
    { class: 'loop', 'data-steps': last, 'data-jump': back },
    element('path', { class: 'way', d: path.join(' ') }),
    element('path', { class: 'tip', d: `M${String(right)} ${String(top)} ${corners.join(' ')} Z` }),
    element('text', { x: right + 6, y: row + 4 }, sentence),
  )
}
