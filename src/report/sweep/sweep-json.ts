import type { SweepRow } from '../../run/sweep.js'
import type { JsonLayout } from '../check/check-json.js'
import { exitCodeOfCheck } from '../verdict/exit-code.js'
import { jsonText, resultJson, type JsonObject } from '../check/result-json.js'
import { exitCodeOfSweep, type SweepOutcome } from './sweep-outcome.js'
import { verdictAtDepth } from '../verdict/verdict-at-depth.js'

/** A sweep as one JSON object; each result has its `verdicts`, one for each of `depths`. */
export function sweepJson(outcome: SweepOutcome, layout: JsonLayout): string {
  const { model, depths, rows } = outcome
  return jsonText(
    {
      premortem: layout.version,
      model,
      depths,
      exitCode: exitCodeOfSweep(outcome),
      cases: rows.map((row) => caseJson(row, depths, layout)),
    },
    2,
  )
}

/** One case that is finished, as one line of JSON. */
export function caseEventJson(row: SweepRow, depths: readonly number[], layout: JsonLayout): string {
  return jsonText({ event: 'case', ...caseJson(row, depths, layout) })
}

function caseJson(row: SweepRow, depths: readonly number[], { showPlace }: JsonLayout): JsonObject {
  const { params, results, stopped } = row
  return {
    params,
    exitCode: exitCodeOfCheck(row),
    ...(stopped === undefined ? {} : { stopped }),
    results: results.map((result) => ({
      ...resultJson(result, showPlace),
      verdicts: depths.map((depth) => verdictAtDepth(result, depth)),
    })),
  }
}
