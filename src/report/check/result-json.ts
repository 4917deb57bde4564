import { match } from 'ts-pattern'
import type { Certificate, PropertyResult } from '../../engine/verdict.js'
import { explain } from '../../explain/explain.js'
import type { Explanation } from '../../explain/explanation.js'
import type { JsonObject } from '../../format/json/json.js'
import type { TransitionSystem } from '../../ir/system.js'
import type { Step, Trace } from '../../trace/trace.js'
import { explanationJson } from '../explanation/explanation-json.js'
import type { ShowPlace } from '../trace/trace-row.js'

export { jsonText, type Json, type JsonObject } from '../../format/json/json.js'

/**
 * One property's result. `depth` is null where the verdict is about every depth, or about none. Arrays are lists in the order of their
 * index values.
 * @param explained for an explanation of its trace.
 */
export function resultJson(
  { property, kind, verdict, engine, seconds }: PropertyResult,
  showPlace: ShowPlace,
  explained?: Explained,
): JsonObject {
  const known = { property, kind, verdict: verdict.kind }
  const made = { engine, seconds: Math.round(seconds * 1000) / 1000 }
  return match<PropertyResult['verdict'], JsonObject>(verdict)
    .with({ kind: 'violated' }, { kind: 'reached' }, ({ depth, trace, minimal }) => ({
      ...known,
      depth,
      ...(minimal === undefined ? {} : { minimal }),
      ...made,
      trace: explainedTraceJson(property, trace, showPlace, explained),
      checked: { replay: true },
    }))
    .with({ kind: 'holds' }, ({ depth, unproved }) => ({ ...known, depth, ...made, ...reasonJson(unproved) }))
    .with({ kind: 'unreached' }, ({ depth, certificate, unproved }) =>
      certificate === undefined
        ? { ...known, depth, ...made, ...reasonJson(unproved) }
        : { ...known, depth: null, ...made, certificate: certificateJson(certificate) },
    )
    .with({ kind: 'proved' }, ({ certificate }) => ({
      ...known,
      depth: null,
      ...made,
      certificate: certificateJson(certificate),
    }))
    .with({ kind: 'undecided' }, ({ depth, reason }) => ({ ...known, depth, ...made, reason }))
    .exhaustive()
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

function certificateJson(certificate: Certificate): JsonObject {
  return match<Certificate, JsonObject>(certificate)
    .with({ kind: 'executions-end' }, ({ kind, depth, script }) => ({ kind, depth, invariant: script }))
    .with({ kind: 'all-states-visited' }, ({ kind, states }) => ({ kind, states }))
    .with({ kind: 'k-induction' }, ({ kind, k, script }) => ({ kind, k, invariant: script }))
    .with({ kind: 'inductive-invariant' }, ({ kind, script, count, clauses }) => ({
      kind,
      invariant: script,
      clauses: count,
      readable: clauses,
    }))
    .exhaustive()
}
