import { assertNever } from '../../ir/assert-never.js'
import type { EngineEvent } from '../../engine/engine.js'
import type { CheckReport } from '../../run/check.js'
import type { Warning } from '../../run/vacuity.js'
import { type ExitCode } from '../verdict/exit-code.js'
import { jsonText, resultJson, type JsonObject } from './result-json.js'
import type { Subject } from './subject.js'
import type { ShowPlace } from '../trace/trace-row.js'

/** Who reports, and how places are written. */
export interface JsonLayout {
  /** The version of this program. */
  readonly version: string
  readonly showPlace: ShowPlace
}

/** The report of a check as one JSON object. */
export function checkJson(
  { model, params }: Subject,
  report: CheckReport,
  { version, showPlace, exitCode }: JsonLayout & { readonly exitCode: ExitCode },
): string {
  const { depth, results, warnings, unsettled, stopped } = report
  return jsonText(
    {
      premortem: version,
      model,
      params,
      depth,
      exitCode,
      ...(stopped === undefined ? {} : { stopped }),
      results: results.map((result) => resultJson(result, showPlace)),
      warnings: warnings.map(warningJson),
      ...unsettledJson(unsettled),
    },
    2,
  )
}

/**
 * What ends the news of a check: the results that were not among them, which are those of the open properties, the warnings, and the
 * exit code.
 */
export function closingJson(
  { results, warnings, unsettled, stopped }: CheckReport,
  open: ReadonlySet<string>,
  { exitCode, showPlace }: { readonly exitCode: ExitCode; readonly showPlace: ShowPlace },
): string {
  const untold = results.filter(({ property }) => open.has(property))
  return [
    ...untold.map((result) => jsonText({ event: 'verdict', ...resultJson(result, showPlace) })),
    ...warnings.map((warning) => jsonText({ event: 'warning', ...warningJson(warning) })),
    jsonText({
      event: 'end',
      exitCode,
      ...unsettledJson(unsettled),
      ...(stopped === undefined ? {} : { stopped }),
    }),
  ].join('')
}

function warningJson({ code, subject, message }: Warning): JsonObject {
  return { code, subject, message }
}

/** Of what there might have been a warning; left out where everything is settled. */
function unsettledJson(unsettled: CheckReport['unsettled'] = []): JsonObject {
  return unsettled.length === 0 ? {} : { unsettled }
}

/** News of a running check as one line of JSON. */
export function eventJson(event: EngineEvent, showPlace: ShowPlace): string {
  switch (event.kind) {
    case 'depth':
      return jsonText({ event: 'depth', depth: event.depth, properties: event.properties })
    case 'frame':
      return jsonText({
        event: 'frame',
        property: event.property,
        frame: event.frame,
        clauses: event.clauses,
      })
    case 'verdict':
      return jsonText({ event: 'verdict', ...resultJson(event.result, showPlace) })
    default:
      return assertNever(event)
  }
}
