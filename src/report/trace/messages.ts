import { contains } from '../../ir/fold.js'
import type { Action, TransitionSystem } from '../../ir/system.js'
import type { Step, Trace } from '../../trace/trace.js'
import { channelsOf, contentsOf, hasChanged, type Channel } from './channels.js'

/** A message on its way through a channel. */
export interface Message {
  readonly channel: string
  readonly content: string
  /** How it came to be there; absent for what was there at the start. */
  readonly sent?: {
    /** The step that sent it, counted from 1. */
    readonly step: number
    /** Who sent it, or what it is a copy of; absent for a step of no process. */
    readonly process?: string
    /** It came in a step in which something breaks: a message that comes twice. */
    readonly fault?: true
  }
}

/** What a step did with messages. */
export type MessageEvent =
  | { readonly kind: 'sent'; readonly message: Message }
  | { readonly kind: 'received'; readonly message: Message }
  /** Gone in a step in which something breaks. */
  | { readonly kind: 'lost'; readonly message: Message }
  /** What is in the channel after a step that neither adds to it nor takes one message out of it. */
  | { readonly kind: 'rewritten'; readonly channel: string; readonly contents: readonly string[] }

/** For each step of a trace in its order, what it did with messages; who did it, the step says. */
export function messagesOf(system: TransitionSystem, trace: Trace): readonly (readonly MessageEvent[])[] {
  const events: MessageEvent[][] = trace.steps.map(() => [])
  for (const channel of channelsOf(system)) {
    for (const { step, event } of followed(system, channel, trace)) events[step]?.push(event)
  }
  return events
}

/** What happens in one channel, with the places of the steps. */
function followed(
  system: TransitionSystem,
  channel: Channel,
  { states, steps }: Trace,
): readonly { readonly step: number; readonly event: MessageEvent }[] {
  const found: { readonly step: number; readonly event: MessageEvent }[] = []
  const { name } = channel
  let waiting: readonly Message[] = contentsOf(channel, states[0] ?? {}).map((content) => ({
    channel: name,
    content,
  }))
  for (const [index, step] of steps.entries()) {
    const before = states[index]
    const after = states[index + 1]
    if (before === undefined || after === undefined || !hasChanged(channel, before, after)) continue
    const action = system.actions.find((candidate) => candidate.name === step.action)
    const contents = contentsOf(channel, after)
    const chosen = chosenPlaces(action, channel, step)
    const present = waiting
    const added = (content: string): Message => {
      const alike = present.filter((other) => other.content === content)
      const copied = alike.find((other) => chosen.includes(present.indexOf(other))) ?? alike[0]
      const process = action?.fault === true ? copied?.sent?.process : step.process
      return {
        channel: name,
        content,
        sent: {
          step: index + 1,
          ...(process === undefined ? {} : { process }),
          ...(action?.fault === undefined ? {} : { fault: action.fault }),
        },
      }
    }
    const place = removedPlace(waiting, contents, chosen)
    const message = place === undefined ? undefined : waiting[place]
    if (isPrefix(waiting, contents)) {
      const sent = contents.slice(waiting.length).map(added)
      found.push(...sent.map((one) => ({ step: index, event: { kind: 'sent', message: one } as const })))
      waiting = [...waiting, ...sent]
    } else if (message !== undefined) {
      const kind = action?.fault === true ? 'lost' : 'received'
      found.push({ step: index, event: { kind, message } })
      waiting = waiting.filter((other) => other !== message)
    } else {
      found.push({ step: index, event: { kind: 'rewritten', channel: name, contents } })
      waiting = contents.map(added)
    }
  }
  return found
}

function isPrefix(messages: readonly Message[], contents: readonly string[]): boolean {
  return (
    messages.length < contents.length && messages.every(({ content }, place) => content === contents[place])
  )
}

/** The place of the one message that is gone; the first of several alike, unless the step says which. */
function removedPlace(
  messages: readonly Message[],
  contents: readonly string[],
  chosen: readonly number[],
): number | undefined {
  if (messages.length !== contents.length + 1) return undefined
  const places = messages.flatMap((_, place) => {
    const others = messages.filter((__, other) => other !== place)
    return others.every(({ content }, other) => content === contents[other]) ? [place] : []
  })
  return places.find((place) => chosen.includes(place)) ?? places[0]
}

/** The choices of a step on which it depends what becomes of a channel. */
function chosenPlaces(
  action: Action | undefined,
  { variable }: Channel,
  { choices }: Step,
): readonly number[] {
  const updates = action?.updates.filter(({ target }) => target.variable === variable) ?? []
  return Object.entries(choices).flatMap(([name, value]) =>
    typeof value === 'number' &&
    updates.some((update) => contains(update.value, (part) => part.kind === 'bound' && part.name === name))
      ? [value]
      : [],
  )
}
