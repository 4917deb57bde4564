import type { PropertyResult } from '../../engine/verdict.js'
import { EMPTY, folded, lineOf, padded, span, widthOf, type Line } from '../line/styled-line.js'
import { verdictLine } from './verdict-line.js'

export interface VerdictLayout {
  readonly width: number
  /** Also say which engine decided, and after what time. */
  readonly full: boolean
}

/** A line for each property; a meaning that several verdicts share is said once. */
export function verdictTable(
  results: readonly PropertyResult[],
  { width, full }: VerdictLayout,
): readonly Line[] {
  const names = Math.max(0, ...results.map(({ property }) => widthOf(lineOf(property))))
  const indent = 2 + names + 2
  const firstHolding = results.find(({ verdict }) => verdict.kind === 'holds')
  return results.flatMap((result) => {
    const verdict = verdictLine(result, { explained: result === firstHolding })
    const made = full ? [span(`  [${result.engine}, ${result.seconds.toFixed(2)} s]`, 'faint')] : []
    const name = padded(lineOf('  ', result.property), indent)
    return folded([...verdict, ...made], width - indent).map((line, place) => [
      ...(place === 0 ? name : padded(EMPTY, indent)),
      ...line,
    ])
  })
}
