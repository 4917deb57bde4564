import type { Claim } from '../../engine/verdict.js'
import { EMPTY, folded, lineOf, padded, span, widthOf, type Line } from '../line/styled-line.js'
import { verdictLine } from './verdict-line.js'

export interface VerdictLayout {
  readonly width: number
  /** Also say which engine decided, and after what time. */
  readonly full: boolean
}

/** A line for each property; a meaning that several verdicts share is said once. */
export function verdictTable(results: readonly Claim[], { width, full }: VerdictLayout): readonly Line[] {
  const names = Math.max(0, ...results.map(({ property }) => widthOf(lineOf(property))))
  const indent = 2 + names + 2
  const firstHolding = results.find(({ verdict }) => verdict.kind === 'holds')
  const isFirst = ({ verdict }: Claim, place: number): boolean =>
    verdict.kind === 'undecided'
      ? results.findIndex((other) => reasonOf(other) === verdict.reason) === place
      : results[place] === firstHolding
  return results.flatMap((result, place) => {
    const verdict = verdictLine(result, { explained: isFirst(result, place) })
    const made = full ? [span(`  [${result.engine}, ${result.seconds.toFixed(2)} s]`, 'faint')] : []
    const name = padded(lineOf('  ', result.property), indent)
    return folded([...verdict, ...made], width - indent).map((line, row) => [
      ...(row === 0 ? name : padded(EMPTY, indent)),
      ...line,
    ])
  })
}

/** Why a property is undecided. */
function reasonOf({ verdict }: Claim): string | undefined {
  return verdict.kind === 'undecided' ? verdict.reason : undefined
}
