import { match } from 'ts-pattern'
import type { Certificate, PropertyResult } from '../../engine/verdict.js'
import type { Step, Trace } from '../../trace/trace.js'
import type { ShowPlace } from '../trace/trace-row.js'

/** What JSON can hold. Integers that are not safe in JavaScript are bigints here, and become strings of digits in the text. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | JsonObject

export interface JsonObject {
  readonly [key: string]: Json
}

/** The text of a JSON value; on one line unless indented. */
export function jsonText(value: Json, indent = 0): string {
  return `${JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part), indent)}\n`
}

/**
 * One property's result. `depth` is null where the verdict is about every depth, or about none. Arrays are lists in the order of their
 * index values.
 */
export function resultJson(
  { property, kind, verdict, engine, seconds }: PropertyResult,
  showPlace: ShowPlace,
): JsonObject {
  const known = { property, kind, verdict: verdict.kind }
  const made = { engine, seconds: Math.round(seconds * 1000) / 1000 }
  return match<PropertyResult['verdict'], JsonObject>(verdict)
    .with({ kind: 'violated' }, { kind: 'reached' }, ({ depth, trace }) => ({
      ...known,
      depth,
      ...made,
      trace: traceJson(trace, showPlace),
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

/** Why there is no more to say; left out where nothing is known. */
function reasonJson(reason: string | undefined): JsonObject {
  return reason === undefined ? {} : { reason }
}

/** A trace; `source` is null for steps whose place is not known, `fault` is there only where something has no value at the end. */
export function traceJson({ states, steps, fault }: Trace, showPlace: ShowPlace): JsonObject {
  return {
    states,
    steps: steps.map((step) => stepJson(step, showPlace)),
    loopStart: null,
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

function stepJson({ process, label, choices, source }: Step, showPlace: ShowPlace): JsonObject {
  return {
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
