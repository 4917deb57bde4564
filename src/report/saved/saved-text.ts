import type { TransitionSystem } from '../../ir/system.js'
import { heading, type TextLayout } from '../check/check-text.js'
import type { Subject } from '../check/subject.js'
import { EMPTY, folded, lineOf, rendered, span, type Line } from '../line/styled-line.js'
import { loopSentence } from '../trace/loop-text.js'
import { storyLines } from '../trace/story.js'
import type { ShowPlace } from '../trace/trace-row.js'
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
}

/** Saved traces as the check that found them told them, each with what has become of it. */
export function savedText(
  { subject, origin, model, retellings }: SavedTelling,
  { width, palette, detail, quote }: Omit<TextLayout, 'stories' | 'showPlace'>,
): string {
  const told = retellings.flatMap((retelling): readonly Line[] => {
    const { system, showPlace, trace, replayed } = retelling
    const property = propertyOf(system, retelling)
    if (property === undefined) return []
    const style = replayed === undefined ? 'faint' : replayed.kind === 'confirmed' ? 'plain' : 'open'
    const sentence = folded(lineOf(span(replaySentence(retelling, model), style)), width)
    if (detail === 'brief') return sentence
    const loop = loopSentence(trace)
    return [
      EMPTY,
      ...sentence,
      EMPTY,
      ...storyLines(
        system,
        { property, trace },
        { width, showPlace, full: detail === 'full', ...(replayed?.kind === 'confirmed' ? { quote } : {}) },
      ),
      ...(loop === undefined ? [] : [EMPTY, ...folded(lineOf(loop), width)]),
    ]
  })
  const nothing = retellings.length === 0 ? [EMPTY, lineOf('There is no trace in it.')] : []
  const about = folded(lineOf(span(`From ${origin}.`, 'faint')), width)
  return rendered([...heading(subject, width), ...about, ...told, ...nothing], palette)
}
