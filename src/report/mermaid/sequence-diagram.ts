import type { TransitionSystem } from '../../ir/system.js'
import type { Trace } from '../../trace/trace.js'
import type { Line } from '../line/styled-line.js'
import { endingLines } from '../trace/ending-text.js'
import { ENVIRONMENT } from '../trace/lane.js'
import { loopSentence, stateAfter } from '../trace/loop-text.js'
import { messagesOf, type MessageEvent } from '../trace/messages.js'
import { storyTitle, type Story } from '../trace/story.js'
import { traceTable, type ShowPlace, type TraceRow, type TraceTable } from '../trace/trace-row.js'
import { mermaidText } from './mermaid-text.js'

/** Columns after which nothing is folded: whoever draws the diagram does that. */
const ENDLESS = 1_000_000

/**
 * A story as a Mermaid sequence diagram: a participant for each process that moves, a note for each step with what it changed, an arrow
 * where a message arrives, and the outcome over all at the end. Steps in which something breaks stand on a red ground, and those that are
 * taken again and again in a loop.
 */
export function sequenceDiagram(
  system: TransitionSystem,
  { property, trace }: Story,
  { showPlace }: { readonly showPlace: ShowPlace },
): string {
  const table = traceTable(system, trace, showPlace)
  const messages = messagesOf(system, trace)
  const ending = endingLines(system, property, trace, { width: ENDLESS, showPlace })
  const loop = loopSentence(trace)
  const told = [...ending.map((line) => plain(line).trim()), ...(loop === undefined ? [] : [loop])]
  const lines = [
    'sequenceDiagram',
    `  title ${mermaidText(storyTitle(property, trace.steps.length))}`,
    ...participants(table).map(({ id, name }) => `  participant ${id} as ${mermaidText(name)}`),
    ...looped(
      table.rows.map((row, place) => step(system, table, row, messages[place] ?? [])),
      trace,
    ),
    `  Note over ${across(table)}: ${told.map(mermaidText).join('<br/>')}`,
  ]
  return lines.map((line) => `${line}\n`).join('')
}

/** The lanes of a trace; where nobody moves, somebody has to bear the note. */
function participants({ lanes }: TraceTable): readonly { readonly id: string; readonly name: string }[] {
  const names = lanes.length === 0 ? ['model'] : lanes.map(({ process }) => process ?? ENVIRONMENT)
  return names.map((name, lane) => ({ id: participant(lane), name }))
}

function participant(lane: number): string {
  return `p${String(lane)}`
}

function across(table: TraceTable): string {
  const last = participants(table).length - 1
  return last === 0 ? participant(0) : `${participant(0)},${participant(last)}`
}

/** The lines of all steps, with a block around those that a trace without end repeats. */
function looped(
  steps: readonly (readonly string[])[],
  { loopStart = steps.length }: Trace,
): readonly string[] {
  const repeated = steps.slice(loopStart).flat()
  if (repeated.length === 0) return steps.flat()
  const caption = mermaidText(`for ever, from ${stateAfter(loopStart)} on`)
  return [
    ...steps.slice(0, loopStart).flat(),
    `  loop ${caption}`,
    ...repeated.map((line) => `  ${line}`),
    '  end',
  ]
}

function step(
  system: TransitionSystem,
  table: TraceTable,
  row: TraceRow,
  messages: readonly MessageEvent[],
): readonly string[] {
  const own = participant(row.lane)
  const isFault = system.actions.find(({ name }) => name === row.action)?.fault === true
  const title = mermaidText(`${String(row.number)} ${row.label}${isFault ? ' (fault)' : ''}`)
  const told = [title, ...row.items.map((line) => mermaidText(plain(line)))].join('<br/>')
  const lines = [...messages.flatMap((event) => arrow(event, table, own)), `Note over ${own}: ${told}`]
  return isFault
    ? ['  rect rgba(220, 50, 40, 0.12)', ...lines.map((line) => `    ${line}`), '  end']
    : lines.map((line) => `  ${line}`)
}

/** From the lane that sent a message to the one where it arrives or is lost; what else befalls it, the notes say. */
function arrow(event: MessageEvent, { rows }: TraceTable, own: string): readonly string[] {
  if (event.kind !== 'received' && event.kind !== 'lost') return []
  const { content, channel, sent } = event.message
  const from = sent === undefined ? undefined : rows[sent.step - 1]
  if (from === undefined) return []
  const head = event.kind === 'lost' ? '-x' : '-)'
  return [
    `${participant(from.lane)}${head}${own}: ${mermaidText(`${content} (${channel}, from step ${String(from.number)})`)}`,
  ]
}

function plain(line: Line): string {
  return line.map(({ text }) => text).join('')
}
