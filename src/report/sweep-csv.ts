import { foundAt, verdictAtDepth } from './verdict-at-depth.js'
import type { SweepOutcome } from './sweep-outcome.js'

/**
 * A sweep as CSV (RFC 4180, with newlines): a line for each case, property and depth. `found` is the first depth at which the property
 * is violated or the goal reached, if any.
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
        String(foundAt(result.verdict) ?? ''),
      ]),
    ),
  )
  return [[...names, 'property', 'kind', 'depth', 'verdict', 'found'], ...records]
    .map((record) => `${record.map(csvField).join(',')}\n`)
    .join('')
}

function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
