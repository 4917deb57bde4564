import type { TransitionSystem } from '../../ir/system.js'
import { heading, type TextLayout } from '../check/check-text.js'
import type { Subject } from '../check/subject.js'
import type { Style } from '../line/palette.js'
import { EMPTY, folded, lineOf, rendered, span, type Line } from '../line/styled-line.js'
import { loopSentence } from '../trace/loop-text.js'
import { storyLines } from '../trace/story.js'
import type { ShowPlace } from '../trace/trace-row.js'
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
}

const STYLES: Readonly<Record<Retelling['replayed']['kind'], Style>> = Object.freeze({
  absent: 'faint',
  confirmed: 'plain',
  refuted: 'open',
})

/** Saved traces as the check that found them told them, each with what has become of it. */
export function savedText(
  { subject, origin, retellings }: SavedTelling,
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
  const nothing = retellings.length === 0 ? [EMPTY, lineOf('There is no trace in it.')] : []
  const about = folded(lineOf(span(`From ${origin}.`, 'faint')), width)
  return rendered([...heading(subject, width), ...about, ...told, ...nothing], palette)
}
