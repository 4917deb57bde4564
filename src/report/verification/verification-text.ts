import type { TransitionSystem } from '../../ir/system.js'
import type { Verification } from '../../run/verify.js'
import { heading, type TextLayout } from '../check/check-text.js'
import type { Subject } from '../check/subject.js'
import { EMPTY, folded, lineOf, padded, rendered, span, widthOf, type Line } from '../line/styled-line.js'
import { counterexampleLines } from './counterexample-lines.js'
import { verificationWords } from './verification-words.js'

/** What was verified, and what came of it. */
export interface VerificationOutcome {
  readonly subject: Subject
  /** Of whom the claims are: `a report of premortem 0.1.0`. */
  readonly origin: string
  readonly system: TransitionSystem
  readonly verifications: readonly Verification[]
  readonly isInterrupted: boolean
}

/** A verification for a person at a terminal: what has come of each claim, then what shows that one is not so. */
export function verificationText(
  { subject, origin, system, verifications, isInterrupted }: VerificationOutcome,
  { width, palette, detail, showPlace, quote }: Omit<TextLayout, 'stories'>,
): string {
  const table = verificationTable(verifications, width)
  if (detail === 'brief') return rendered(table, palette)
  const layout = { width, showPlace, quote, full: detail === 'full' }
  return rendered(
    [
      ...heading(subject, width),
      ...folded(
        lineOf(span(`What ${origin} claims, checked against this model${judges(verifications)}.`, 'faint')),
        width,
      ),
      EMPTY,
      ...table,
      ...(isInterrupted
        ? [
            EMPTY,
            ...folded(lineOf(span('Interrupted: this is what was established until then.', 'open')), width),
          ]
        : []),
      ...verifications
        .map((verification) => counterexampleLines(system, verification, layout))
        .filter((lines) => lines.length > 0)
        .flatMap((lines) => [EMPTY, ...lines]),
    ],
    palette,
  )
}

function verificationTable(verifications: readonly Verification[], width: number): readonly Line[] {
  const names = Math.max(0, ...verifications.map(({ claim }) => widthOf(lineOf(claim.property))))
  const indent = 2 + names + 2
  return verifications.flatMap((verification) => {
    const { finding, style, meaning } = verificationWords(verification)
    const name = padded(lineOf('  ', verification.claim.property), indent)
    return folded(lineOf(span(finding, style), `: ${meaning}`), width - indent).map((line, place) => [
      ...(place === 0 ? name : padded(EMPTY, indent)),
      ...line,
    ])
  })
}

/** Who has checked: solvers by their names, and the interpreter. */
function judges(verifications: readonly Verification[]): string {
  const names = new Set(
    verifications.flatMap(({ conclusion }) => ('by' in conclusion ? [conclusion.by] : [])),
  )
  return names.size === 0 ? '' : ` by ${[...names].join(' and ')}`
}
