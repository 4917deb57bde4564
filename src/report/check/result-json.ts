import { match } from 'ts-pattern'
import { isFound, type Claim } from '../../engine/verdict.js'
import { explain } from '../../explain/explain.js'
import type { Explanation } from '../../explain/explanation.js'
import type { JsonObject } from '../../format/json/json.js'
import { certificateJson } from '../../format/saved/certificate-json.js'
import type { TransitionSystem } from '../../ir/system.js'
import type { Step, Trace } from '../../trace/trace.js'
import { explanationJson } from '../explanation/explanation-json.js'
import type { ShowPlace } from '../trace/trace-row.js'
import { confirmationJson } from './confirmation-json.js'

export { jsonText, type Json, type JsonObject } from '../../format/json/json.js'

/**
 * One property's result. `depth` is null where the verdict is about every depth, or about none. Arrays are lists in the order of their
 * index values.
 * @param explained for an explanation of its trace.
 */
export function resultJson(
  { property, kind, verdict, engine, seconds, confirmation }: Claim,
  showPlace: ShowPlace,
  explained?: Explained,
): JsonObject {
  const checked = { ...(isFound(verdict) ? { replay: true } : {}), ...confirmationJson(confirmation) }
  const made = { engine, seconds: Math.round(seconds * 1000) / 1000 }
  return {
    property,
    kind,
    verdict: verdict.kind,
    ...match<Claim['verdict'], JsonObject>(verdict)
      .with({ kind: 'violated' }, { kind: 'reached' }, ({ depth, trace, minimal }) => ({
        depth,
        ...(minimal === undefined ? {} : { minimal }),
        ...made,
        trace: explainedTraceJson(property, trace, showPlace, explained),
      }))
      .with({ kind: 'holds' }, ({ depth, unproved }) => ({ depth, ...made, ...reasonJson(unproved) }))
      .with({ kind: 'unreached' }, ({ depth, certificate, unproved }) =>
        certificate === undefined
          ? { depth, ...made, ...reasonJson(unproved) }
          : { depth: null, ...made, certificate: certificateJson(certificate) },
      )
      .with({ kind: 'proved' }, ({ certificate }) => ({
        depth: null,
        ...made,
        certificate: certificateJson(certificate),
      }))
      .with({ kind: 'undecided' }, ({ depth, reason }) => ({ depth, ...made, reason }))
      .exhaustive(),
    ...(Object.keys(checked).length === 0 ? {} : { checked }),
  }
}

/** What explains traces: the system whose they are; or an explanation that it did not make. */
export interface Explained {
  readonly system: TransitionSystem
  readonly explanation?: Explanation
}

/** A trace that decides the property of this name, explained where somebody can. */
export function explainedTraceJson(
  name: string,
  trace: Trace,
  showPlace: ShowPlace,
  explained: Explained | undefined,
): JsonObject {
  const told = traceJson(trace, showPlace)
  const property = explained?.system.properties.find((candidate) => candidate.name === name)
  if (explained === undefined || property === undefined) return told
  const { system, explanation = explain(system, property, trace) } = explained
  return { ...told, explanation: explanationJson(system, explanation, trace) }
}

/** Why there is no more to say; left out where nothing is known. */
function reasonJson(reason: string | undefined): JsonObject {
  return reason === undefined ? {} : { reason }
}

/** A trace; `source` is null for steps whose place is not known, `fault` is there only where something has no value at the end. */
export function traceJson({ states, steps, loopStart, fault }: Trace, showPlace: ShowPlace): JsonObject {
  return {
    states,
    steps: steps.map((step) => stepJson(step, showPlace)),
    loopStart: loopStart ?? null,
    ...(fault === undefined
      ? {}
      : {
          fault: {
            code: fault.code,
            message: fault.message,
            subject: fault.subject ?? null,
            source: fault.source === undefined ? null : showPlace(fault.source),
          },
        }),
  }
}

function stepJson({ action, process, label, choices, source }: Step, showPlace: ShowPlace): JsonObject {
  return {
    action,
    process: process ?? null,
    label,
    choices,
    source: source === undefined ? null : showPlace(source),
  }
}
