import type { Proof } from '../../engine/verdict.js'
import type { CheckReport } from '../../run/check.js'
import type { TextLayout } from '../check/check-text.js'
import { storyOf } from '../trace/story.js'
import { byGravity } from '../verdict/exit-code.js'
import { sequenceDiagram } from './sequence-diagram.js'

/**
 * The stories of a check as Mermaid sequence diagrams, one after another with an empty line between: that of the gravest violation, or
 * all, the gravest first. Where there is no story, a remark says so.
 */
export function checkMermaid(
  { system, results }: Pick<CheckReport<Proof>, 'system' | 'results'>,
  { stories: wanted, showPlace }: Pick<TextLayout, 'stories' | 'showPlace'>,
): string {
  const telling = results.toSorted(byGravity).flatMap((result) => storyOf(system, result) ?? [])
  const told = wanted === 'all' ? telling : telling.slice(0, 1)
  if (told.length === 0) return '%% No trace: nothing is violated, and no goal is reached.\n'
  return told.map((story) => sequenceDiagram(system, story, { showPlace })).join('\n')
}
