import { assertNever } from '../../ir/assert-never.js'
import type { TransitionSystem } from '../../ir/system.js'
import type { RunEvent, Teller } from '../../run/run-event.js'
import type { ShowPlace } from '../trace/trace-row.js'
import { confirmationJson } from './confirmation-json.js'
import type { ParamValue } from './subject.js'
import { jsonText, resultJson, type JsonObject } from './result-json.js'

/** What a check is about, before anything is known. */
export interface Beginning {
  /** The version of this program. */
  readonly version: string
  readonly model: string
  readonly params: Readonly<Record<string, ParamValue>>
  readonly properties: readonly string[]
  readonly depth: number
}

/** The first line of the news of a check. */
export function startJson({ version, ...about }: Beginning): string {
  return jsonText({ event: 'start', premortem: version, ...about })
}

/** News of a running check as one line of JSON. */
export function eventJson(event: RunEvent, layout: EventLayout): string {
  return jsonText(eventObject(event, layout))
}

export interface EventLayout {
  readonly showPlace: ShowPlace
  /** For explanations of the traces. */
  readonly system?: TransitionSystem
  /** When it was told, from the start of the command. */
  readonly seconds: number
}

/** News as JSON: what it is, who tells it, when, and the rest. */
export function eventObject(event: RunEvent, { showPlace, system, seconds: now }: EventLayout): JsonObject {
  const { engine } = event
  const explained = system === undefined ? undefined : { system }
  const seconds = Math.round(now * 1000) / 1000
  switch (event.kind) {
    case 'depth': {
      const { depth, properties } = event
      return { event: 'depth', engine, seconds, depth, properties, ...memoryOf(event) }
    }
    case 'lemmas':
      return { event: 'lemmas', engine, seconds, clauses: event.clauses, ...memoryOf(event) }
    case 'frame': {
      const { property, frame, clauses } = event
      return { event: 'frame', engine, seconds, property, frame, clauses, ...memoryOf(event) }
    }
    case 'induction':
      return { event: 'induction', engine, seconds, property: event.property, k: event.k, ...memoryOf(event) }
    case 'attempt': {
      const { property, seconds: limit } = event
      return { event: 'attempt', engine, seconds, property, limit, ...memoryOf(event) }
    }
    case 'minimising':
      return { event: 'minimising', engine, seconds, property: event.property, ...memoryOf(event) }
    case 'confirming':
      return { event: 'confirming', engine, seconds, property: event.property }
    case 'confirmed':
      return {
        event: 'confirmed',
        engine,
        seconds,
        property: event.property,
        ...confirmationJson(event.confirmation),
      }
    case 'verdict':
    case 'minimised':
      return { event: event.kind, ...resultJson(event.result, showPlace, explained), ...memoryOf(event) }
    case 'gave-up':
      return { event: 'gave-up', engine, seconds, property: event.property, reason: event.reason }
    case 'engine-start':
      return { event: 'engine-start', engine, seconds, attempt: event.attempt }
    case 'engine-died':
      return { event: 'engine-died', engine, seconds, reason: event.reason, triedAgain: event.isTriedAgain }
    case 'engine-end':
      return { event: 'engine-end', engine, seconds, ending: event.ending }
    default:
      return assertNever(event)
  }
}

function memoryOf({ memory }: Teller): JsonObject {
  return memory === undefined ? {} : { memory }
}
