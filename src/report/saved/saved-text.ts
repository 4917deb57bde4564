import type { Claim } from '../../engine/verdict.js'
import type { TransitionSystem } from '../../ir/system.js'
import { heading, type TextLayout } from '../check/check-text.js'
import type { Subject } from '../check/subject.js'
import type { Style } from '../line/palette.js'
import { EMPTY, folded, lineOf, rendered, span, type Line } from '../line/styled-line.js'
import { loopSentence } from '../trace/loop-text.js'
import { storyLines } from '../trace/story.js'
import type { ShowPlace } from '../trace/trace-row.js'
import { certificateLines } from '../verdict/certificate-text.js'
import { verdictTable } from '../verdict/verdict-table.js'
import type { Retelling } from './retelling.js'
import { propertyOf } from './saved-json.js'

/** With the system that has its names and places. */
export interface PlacedRetelling extends Retelling {
  readonly system: TransitionSystem
  readonly showPlace: ShowPlace
  /** What there is to say about it, first of all what came of the replay. */
  readonly remarks: readonly string[]
}

/** What is shown again, and on which system. */
export interface SavedTelling {
  readonly subject: Subject
  /** What the file is. */
  readonly origin: string
  readonly retellings: readonly PlacedRetelling[]
  /** What is claimed without a trace. */
  readonly others: readonly Claim[]
}

const STYLES: Readonly<Record<Retelling['replayed']['kind'], Style>> = Object.freeze({
  absent: 'faint',
  confirmed: 'plain',
  refuted: 'open',
})

/**
 * What a file claims, as the check that found it told it: the verdicts without traces with the reasons of proofs, then the traces, each with
 * what has become of it.
 */
export function savedText(
  { subject, origin, retellings, others }: SavedTelling,
  { width, palette, detail, quote }: Omit<TextLayout, 'stories' | 'showPlace'>,
): string {
  const told = retellings.flatMap((retelling): readonly Line[] => {
    const { system, showPlace, trace, explanation, replayed, remarks } = retelling
    const property = propertyOf(system, retelling)
    if (property === undefined) return []
    const said = remarks.flatMap((remark) => folded(lineOf(span(remark, STYLES[replayed.kind])), width))
    if (detail === 'brief') return said
    const loop = loopSentence(trace)
    return [
      EMPTY,
      ...said,
      EMPTY,
      ...storyLines(
        system,
        {
          property,
          trace,
          ...(system.isOutline === true && explanation !== undefined ? { explanation } : {}),
        },
        { width, showPlace, full: detail === 'full', ...(replayed.kind === 'confirmed' ? { quote } : {}) },
      ),
      ...(loop === undefined ? [] : [EMPTY, ...folded(lineOf(loop), width)]),
    ]
  })
  const nothing = retellings.length + others.length === 0 ? [EMPTY, lineOf('There is nothing in it.')] : []
  const about = folded(lineOf(span(`From ${origin}.`, 'faint')), width)
  const claimed = claimLines(others, { width, detail })
  return rendered([...heading(subject, width), ...about, ...claimed, ...told, ...nothing], palette)
}

/** Verdicts that no trace stands for, and why they should hold. */
function claimLines(
  claims: readonly Claim[],
  { width, detail }: Pick<TextLayout, 'width' | 'detail'>,
): readonly Line[] {
  if (claims.length === 0) return []
  return [
    EMPTY,
    ...verdictTable(claims, { width, full: false }),
    EMPTY,
    ...folded(lineOf(span(UNVERIFIED, 'faint')), width),
    ...(detail === 'brief' ? [] : claims)
      .map((claim) => certificateLines(claim, width))
      .filter((lines) => lines.length > 0)
      .flatMap((lines) => [EMPTY, ...lines]),
  ]
}

const UNVERIFIED =
  'Not verified: this is what the file says. `premortem verify-certificate` finds out whether it is so.'
