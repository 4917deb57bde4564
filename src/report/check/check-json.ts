import { groundsJson } from '../../format/saved/grounds-json.js'
import { outlineJson } from '../../format/saved/outline.js'
import { isFound, type Claim, type Proof } from '../../engine/verdict.js'
import type { TransitionSystem } from '../../ir/system.js'
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

/** What a saved report says besides what it says in the news. */
export interface ReportLayout extends JsonLayout {
  readonly exitCode: ExitCode
  /** The model's file, where it is not a story of the gallery. */
  readonly file?: string
}

/** The report of a check as one JSON object. Where there is a trace in it, it can be shown again without the model. */
export function checkJson(
  { model, params }: Subject,
  report: CheckReport<Proof>,
  { version, showPlace, exitCode, file }: ReportLayout,
): string {
  const { system, depth, results, warnings, unsettled, stopped } = report
  return jsonText(
    {
      premortem: version,
      model,
      ...(file === undefined ? {} : { file }),
      params,
      depth,
      exitCode,
      ...(stopped === undefined ? {} : { stopped }),
      results: results.map((result) => ({
        ...resultJson(result, showPlace, { system }),
        ...showingJson(system, result, showPlace),
      })),
      warnings: warnings.map(warningJson),
      ...unsettledJson(unsettled),
      ...(results.some(({ verdict }) => isFound(verdict)) ? { system: outlineJson(system, showPlace) } : {}),
    },
    2,
  )
}

/** What only the model knows of a trace: it takes this, and the outline of the system, to show it without the model. */
export function showingJson(
  system: TransitionSystem,
  { property: name, verdict }: Claim,
  showPlace: ShowPlace,
): JsonObject {
  const property = system.properties.find((candidate) => candidate.name === name)
  if (property === undefined || !isFound(verdict)) return {}
  return { grounds: groundsJson(system, property, verdict.trace, showPlace) }
}

/**
 * What ends the news of a check: the results that were not among them, which are those of the open properties, the warnings, and the
 * exit code.
 */
export function closingJson(
  { system, results, warnings, unsettled, stopped }: CheckReport<Proof>,
  open: ReadonlySet<string>,
  { exitCode, showPlace }: { readonly exitCode: ExitCode; readonly showPlace: ShowPlace },
): string {
  const untold = results.filter(({ property }) => open.has(property))
  return [
    ...untold.map((result) => jsonText({ event: 'verdict', ...resultJson(result, showPlace, { system }) })),
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
