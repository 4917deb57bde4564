import { partAt, type Keys, type PartFilter } from '../../ir/cell.js'
import type { State } from '../../ir/state.js'
import type { TransitionSystem } from '../../ir/system.js'
import { indexValues, type RecordType, type Type, type Value } from '../../ir/type.js'
import { equalValues, isArrayValue } from '../../ir/value.js'
import type { Step, Trace } from '../../trace/trace.js'
import { ENVIRONMENT } from './lane.js'
import { showPart } from '../state/shown-part.js'
import { lineOf, span, type Line } from '../line/styled-line.js'

/** A channel in the state. */
interface Channel {
  readonly name: string
  readonly variable: string
  readonly keys: Keys
  readonly type: RecordType
}

/** A message on its way: what it says, and the step that sent it; undefined for those that were there at the start. */
interface Message {
  readonly content: string
  readonly sentIn: number | undefined
}

/**
 * What each step of a trace did with messages, as arrows with their content: `client -> request: 1` where it sends, `client -> server: 1`
 * where the message arrives. What is in a channel is told in no other way.
 */
export function messageLines(system: TransitionSystem, trace: Trace): readonly (readonly Line[])[] {
  const { states, steps } = trace
  const lines: Line[][] = steps.map(() => [])
  for (const channel of channelsOf(system)) {
    let messages: readonly Message[] = contentsOf(channel, states[0] ?? {}).map((content) => ({
      content,
      sentIn: undefined,
    }))
    for (const [index, step] of steps.entries()) {
      const before = states[index]
      const after = states[index + 1]
      if (before === undefined || after === undefined || !hasChanged(channel, before, after)) continue
      const contents = contentsOf(channel, after)
      const removed = removedPlace(messages, contents, step)
      if (isPrefix(messages, contents)) {
        const sent = contents.slice(messages.length).map((content) => ({ content, sentIn: index + 1 }))
        lines[index]?.push(...sent.map(({ content }) => sending(channel, step, content)))
        messages = [...messages, ...sent]
      } else if (removed !== undefined) {
        const [message] = messages.slice(removed)
        if (message !== undefined) lines[index]?.push(arrival(channel, step, message, steps))
        messages = messages.filter((_, place) => place !== removed)
      } else {
        lines[index]?.push(lineOf(`${channel.name} becomes `, span(`[${contents.join(', ')}]`, 'strong')))
        messages = contents.map((content) => ({ content, sentIn: index + 1 }))
      }
    }
  }
  return lines
}

/** Everything but what is in channels. */
export function exceptChannels(system: TransitionSystem): PartFilter {
  const channels = channelsOf(system)
  return (variable, keys) =>
    !channels.some(
      (channel) => channel.variable === variable && channel.keys.every((key, place) => keys[place] === key),
    )
}

function sending({ name }: Channel, step: Step, content: string): Line {
  return lineOf(`${actor(step)} -> ${name}: `, span(content, 'strong'))
}

function arrival({ name }: Channel, step: Step, { content, sentIn }: Message, steps: readonly Step[]): Line {
  const sending = sentIn === undefined ? undefined : steps[sentIn - 1]
  const arrow = span(content, 'strong')
  if (sending === undefined) return lineOf(`${name} -> ${actor(step)}: `, arrow)
  const origin = span(` (${name}, sent in step ${String(sentIn)})`, 'faint')
  return lineOf(`${actor(sending)} -> ${actor(step)}: `, arrow, origin)
}

/** Who takes a step; what belongs to no process is called like its lane. */
function actor({ process }: Step): string {
  return process ?? ENVIRONMENT
}

function isPrefix(messages: readonly Message[], contents: readonly string[]): boolean {
  return (
    messages.length < contents.length && messages.every(({ content }, place) => content === contents[place])
  )
}

/** The place of the one message that is gone; the first of several alike, unless the step has chosen one of these places. */
function removedPlace(
  messages: readonly Message[],
  contents: readonly string[],
  { choices }: Step,
): number | undefined {
  const places = messages.flatMap((_, place) =>
    contents.join('\n') ===
    messages
      .filter((__, other) => other !== place)
      .map(({ content }) => content)
      .join('\n')
      ? [place]
      : [],
  )
  return places.find((place) => choices.place === place) ?? places[0]
}

function hasChanged({ variable, keys }: Channel, before: State, after: State): boolean {
  return !equalValues(partAt(before[variable], keys), partAt(after[variable], keys))
}

function contentsOf({ variable, keys, type }: Channel, state: State): readonly string[] {
  const items = type.fields.items
  if (items?.kind !== 'array') throw new TypeError('a channel without messages')
  const length = partAt(state[variable], [...keys, 'length'])
  const slots = partAt(state[variable], [...keys, 'items'])
  if (!isArrayValue(slots)) throw new TypeError('a channel without messages')
  return slots.slice(0, Number(length)).map((message: Value) => showPart(message, items.element))
}

function channelsOf({ variables }: TransitionSystem): readonly Channel[] {
  const below = (
    type: Type,
    at: { readonly name: string; readonly variable: string; readonly keys: Keys },
  ): readonly Channel[] => {
    if (type.kind === 'record' && type.reads === 'channel') return [{ ...at, type }]
    if (type.kind === 'record') {
      if (type.reads !== undefined) return []
      return Object.entries(type.fields).flatMap(([field, part]) =>
        below(part, { ...at, name: `${at.name}.${field}`, keys: [...at.keys, field] }),
      )
    }
    if (type.kind === 'array' && type.reads === undefined) {
      return Array.from(indexValues(type.index)).flatMap((key, place) =>
        below(type.element, { ...at, name: `${at.name}[${String(key)}]`, keys: [...at.keys, place] }),
      )
    }
    return []
  }
  return variables.flatMap(({ name, type }) => below(type, { name, variable: name, keys: [] }))
}
