import { verdictAtDepth } from '../verdict/verdict-at-depth.js'
import type { PropertyResult } from '../../engine/verdict.js'
import type { SweepOutcome } from './sweep-outcome.js'

/**
 * A sweep as CSV (RFC 4180, with newlines): a line for each case, property and depth. `found` is the first depth at which the property
 * is violated or the goal reached, where that is so by this depth; `seconds` is how long it took to know.
 */
export function sweepCsv({ depths, rows }: SweepOutcome): string {
  const names = Object.keys(rows[0]?.params ?? {})
  const records = rows.flatMap(({ params, results }) =>
    results.flatMap((result) =>
      depths.map((depth) => [
        ...names.map((name) => String(params[name] ?? '')),
        result.property,
        result.kind,
        String(depth),
        verdictAtDepth(result, depth),
        foundBy(result, depth),
        result.seconds.toFixed(3),
      ]),
    ),
  )
  return [[...names, 'property', 'kind', 'depth', 'verdict', 'found', 'seconds'], ...records]
    .map((record) => `${record.map(csvField).join(',')}\n`)
    .join('')
}

/** The first depth at which it is found, where it is found by then. */
function foundBy({ verdict }: PropertyResult, depth: number): string {
  const found = verdict.kind === 'violated' || verdict.kind === 'reached' ? verdict.depth : undefined
  return found === undefined || found > depth ? '' : String(found)
}

function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
