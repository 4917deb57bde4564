import type { Claim } from '../../engine/verdict.js'
import { EMPTY, folded, indented, lineOf, span, type Line } from '../line/styled-line.js'

/** Why a property holds at every depth, where the reason is an invariant that a person can read; nothing for other verdicts. */
export function certificateLines({ property, verdict }: Claim, width: number): readonly Line[] {
  const certificate = 'certificate' in verdict ? verdict.certificate : undefined
  if (certificate?.kind !== 'inductive-invariant' || certificate.clauses.length === 0) return []
  const isGoal = verdict.kind === 'unreached'
  const what = isGoal ? 'the goal' : 'a violation'
  return [
    lineOf(span(`Why ${property} ${isGoal ? 'is never reached' : 'holds at every depth'}`, 'strong')),
    EMPTY,
    ...folded(
      lineOf(`All of this holds at the start, every step keeps it, and it rules out ${what}:`),
      width,
    ),
    ...certificate.clauses.flatMap((clause) => {
      const [first = EMPTY, ...others] = folded(lineOf(clause), width - 4)
      return [...indented([first], 2), ...indented(others, 4)]
    }),
  ]
}
