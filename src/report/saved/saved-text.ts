import type { Claim } from '../../engine/verdict.js'
import type { TransitionSystem } from '../../ir/system.js'
import { heading, type TextLayout } from '../check/check-text.js'
import type { Subject } from '../check/subject.js'
import { EMPTY, folded, lineOf, rendered, span, type Line } from '../line/styled-line.js'
import { storyLines } from '../trace/story.js'
import type { ShowPlace } from '../trace/trace-row.js'
import { certificateLines } from '../verdict/certificate-text.js'
import { verdictTable } from '../verdict/verdict-table.js'
import { replaySentence, type Retelling } from './retelling.js'
import { propertyOf } from './saved-json.js'

/** With the system that has its names and places. */
export interface PlacedRetelling extends Retelling {
  readonly system: TransitionSystem
  readonly showPlace: ShowPlace
}

/** What is shown again, and on which system. */
export interface SavedTelling {
  readonly subject: Subject
  /** What the file is. */
  readonly origin: string
  /** How the model is called that the traces were replayed on; undefined where there is none. */
  readonly model: string | undefined
  readonly retellings: readonly PlacedRetelling[]
  /** What is claimed without a trace. */
  readonly others: readonly Claim[]
}

/**
 * What a file claims, as the check that found it told it: the verdicts without traces with the reasons of proofs, then the traces, each with
 * what has become of it.
 */
export function savedText(
  { subject, origin, model, retellings, others }: SavedTelling,
  { width, palette, detail, quote }: Omit<TextLayout, 'stories' | 'showPlace'>,
): string {
  const told = retellings.flatMap((retelling): readonly Line[] => {
    const { system, showPlace, trace, replayed } = retelling
    const property = propertyOf(system, retelling)
    if (property === undefined) return []
    const style = replayed === undefined ? 'faint' : replayed.kind === 'confirmed' ? 'plain' : 'open'
    const sentence = folded(lineOf(span(replaySentence(retelling, model), style)), width)
    if (detail === 'brief') return sentence
    return [
      EMPTY,
      ...sentence,
      EMPTY,
      ...storyLines(
        system,
        { property, trace },
        { width, showPlace, full: detail === 'full', ...(replayed?.kind === 'confirmed' ? { quote } : {}) },
      ),
      ...(trace.loopStart === undefined
        ? []
        : [EMPTY, ...folded(lineOf(loopSentence(trace.loopStart)), width)]),
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

function loopSentence(start: number): string {
  const where = start === 0 ? 'from the initial state' : `from the state after step ${String(start)}`
  return `Then it goes on ${where} again, for ever.`
}
