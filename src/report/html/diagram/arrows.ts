import type { TransitionSystem } from '../../../ir/system.js'
import type { Trace } from '../../../trace/trace.js'
import { displayWidth, visible } from '../../line/display-width.js'
import { messagesOf, type Message } from '../../trace/messages.js'
import { element, type Markup } from '../markup.js'
import { MEASURE, type DiagramLayout, type DiagramRow } from './layout.js'

/** What became of a message. */
interface Flight {
  readonly message: Message
  readonly from: DiagramRow | undefined
  readonly to: DiagramRow | undefined
  readonly end: 'received' | 'lost' | 'waiting'
}

/** Messages as arrows from the step that sent them to the step that received or lost them. */
export function arrows(system: TransitionSystem, trace: Trace, layout: DiagramLayout): readonly Markup[] {
  return flightsOf(system, trace, layout).map((flight) => arrow(flight, layout))
}

function flightsOf(system: TransitionSystem, trace: Trace, { rows }: DiagramLayout): readonly Flight[] {
  const flights = new Map<Message, Flight>()
  for (const [place, events] of messagesOf(system, trace).entries()) {
    for (const event of events) {
      if (event.kind === 'rewritten') continue
      const { message } = event
      const from = message.sent === undefined ? undefined : rows[message.sent.step - 1]
      if (event.kind === 'sent') flights.set(message, { message, from, to: undefined, end: 'waiting' })
      else flights.set(message, { message, from, to: rows[place], end: event.kind })
    }
  }
  return [...flights.values()]
}

/** How long an arrow is that comes from nowhere or goes nowhere. */
const STUB = 38

interface Point {
  readonly x: number
  readonly y: number
}

function arrow({ message, from, to, end }: Flight, layout: DiagramLayout): Markup {
  const x = (row: DiagramRow): number => layout.lanes[row.lane]?.x ?? 0
  const half = (row: DiagramRow): number => boxWidth(row.label) / 2
  const beside = (row: DiagramRow, side: number): Point => ({ x: x(row) + side * half(row), y: row.middle })
  const isLoop = from !== undefined && from.lane === to?.lane
  const side = from !== undefined && to !== undefined && x(to) < x(from) ? -1 : 1
  const start: Point =
    from === undefined
      ? { x: (to === undefined ? 0 : beside(to, -1).x) - STUB, y: to?.middle ?? 0 }
      : beside(from, side)
  const finish: Point =
    to === undefined
      ? { x: start.x + STUB, y: start.y }
      : from === undefined
        ? beside(to, -1)
        : beside(to, isLoop ? side : -side)
  const path = isLoop
    ? `M${at(start)} C${at({ x: start.x + STUB, y: start.y })} ${at({ x: finish.x + STUB, y: finish.y })} ${at(finish)}`
    : `M${at(start)} L${at(finish)}`
  const angle = isLoop ? Math.PI : Math.atan2(finish.y - start.y, finish.x - start.x)
  const again = message.sent?.fault === true ? ' again' : ''
  const steps = [
    ...(message.sent === undefined ? [] : [message.sent.step]),
    ...(to === undefined ? [] : [to.step]),
  ]
  return element(
    'g',
    { class: `message ${end}${again}`, 'data-steps': steps.join(' ') },
    element('path', { class: 'flight', d: path }),
    tip(end, finish, angle),
    label(message, end, isLoop ? { x: finish.x + STUB, y: finish.y - 17 } : labelPoint(start, finish)),
  )
}

/** In the gap above the row of arrival, so that no box is in the way. */
function labelPoint(start: Point, finish: Point): Point {
  const rise = finish.y - start.y
  if (rise === 0) return { x: (start.x + finish.x) / 2, y: start.y - 6 }
  const part = Math.max(0.5, 1 - MEASURE.row / 2 / Math.abs(rise))
  return { x: start.x + (finish.x - start.x) * part, y: start.y + rise * part + 4 }
}

function tip(end: Flight['end'], { x, y }: Point, angle: number): Markup {
  switch (end) {
    case 'received': {
      const corner = (turn: number): Point => ({
        x: x - 9 * Math.cos(angle + turn),
        y: y - 9 * Math.sin(angle + turn),
      })
      return element('path', {
        class: 'tip',
        d: `M${at({ x, y })} L${at(corner(0.42))} L${at(corner(-0.42))} Z`,
      })
    }
    case 'lost':
      return element('path', {
        class: 'cross',
        d: `M${at({ x: x - 5, y: y - 5 })} L${at({ x: x + 5, y: y + 5 })} M${at({ x: x - 5, y: y + 5 })} L${at({ x: x + 5, y: y - 5 })}`,
      })
    case 'waiting':
      return element('circle', { class: 'circle', cx: round(x), cy: round(y), r: 4 })
  }
}

function label({ content }: Message, end: Flight['end'], { x, y }: Point): Markup {
  const text = end === 'lost' ? `lost: ${content}` : content
  return element('text', { class: 'content', x: round(x), y: round(y), 'text-anchor': 'middle' }, text)
}

export function boxWidth(label: string): number {
  return displayWidth(visible(label)) * MEASURE.column + 20
}

function at({ x, y }: Point): string {
  return `${String(round(x))} ${String(round(y))}`
}

function round(length: number): number {
  return Math.round(length * 10) / 10
}
