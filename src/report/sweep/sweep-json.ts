import { isFound } from '../../engine/verdict.js'
import type { RunEvent } from '../../run/run-event.js'
import type { SweepRow } from '../../run/sweep.js'
import { eventObject, type EventLayout } from '../check/event-json.js'
import type { JsonLayout } from '../check/check-json.js'
import { exitCodeOfCheck } from '../verdict/exit-code.js'
import { jsonText, resultJson, type JsonObject } from '../check/result-json.js'
import { exitCodeOfSweep, type SweepOutcome } from './sweep-outcome.js'
import { traceCommand } from './trace-command.js'
import { verdictAtDepth } from '../verdict/verdict-at-depth.js'

/**
 * A sweep as one JSON object. Each result has its `verdicts`, one for each of `depths`, and as `found` the first depth at which the
 * property is violated or the goal reached, with the `command` that shows the trace.
 */
export function sweepJson(outcome: SweepOutcome, layout: JsonLayout): string {
  const { model, depths, rows } = outcome
  return jsonText(
    {
      premortem: layout.version,
      model,
      depths,
      exitCode: exitCodeOfSweep(outcome),
      cases: rows.map((row) => caseJson(row, outcome, layout)),
    },
    2,
  )
}

/** What a sweep is about, as the first line of its news. */
export function sweepStartJson(
  { model, depths }: Asked,
  cases: readonly Pick<SweepRow, 'params'>[],
  { version }: JsonLayout,
): string {
  return jsonText({
    event: 'start',
    premortem: version,
    model,
    depths,
    cases: cases.map(({ params }) => params),
  })
}

/** News of a case that is being checked, as one line of JSON; undefined for what is told again when the case is finished. */
export function caseProgressJson(event: RunEvent, place: number, layout: EventLayout): string | undefined {
  if (event.kind === 'verdict' || event.kind === 'minimised') return undefined
  const { event: name = null, ...rest } = eventObject(event, layout)
  return jsonText({ event: name, case: place, ...rest })
}

/** One case that is finished, as one line of JSON. */
export function caseEventJson(row: SweepRow, place: number, asked: Asked, layout: JsonLayout): string {
  return jsonText({ event: 'case', case: place, ...caseJson(row, asked, layout) })
}

/** The last line of the news of a sweep. */
export function sweepEndJson(outcome: SweepOutcome): string {
  const stopped = outcome.rows.find((row) => row.stopped !== undefined)?.stopped
  return jsonText({
    event: 'end',
    exitCode: exitCodeOfSweep(outcome),
    ...(stopped === undefined ? {} : { stopped }),
  })
}

/** What a sweep is asked for, but its cases. */
type Asked = Omit<SweepOutcome, 'rows'>

function caseJson(row: SweepRow, { named, depths }: Asked, { showPlace }: JsonLayout): JsonObject {
  const { params, results, seconds, stopped } = row
  return {
    params,
    exitCode: exitCodeOfCheck(row),
    seconds: Math.round(seconds * 1000) / 1000,
    ...(stopped === undefined ? {} : { stopped }),
    results: results.map((result) => {
      const command = traceCommand(named, row, result)
      return {
        ...resultJson(result, showPlace),
        verdicts: depths.map((depth) => verdictAtDepth(result, depth)),
        found: isFound(result.verdict) ? result.verdict.depth : null,
        ...(command === undefined ? {} : { command: command.join(' ') }),
      }
    }),
  }
}
