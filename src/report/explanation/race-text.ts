import type { StaleRead } from '../../explain/explanation.js'
import type { TransitionSystem } from '../../ir/system.js'
import type { Trace } from '../../trace/trace.js'
import { showPart } from '../state/shown-part.js'
import { partIs } from './origin-text.js'

/** Who acted on what was no longer so, in a sentence or two. */
export function raceSentence(
  system: TransitionSystem,
  { steps }: Trace,
  { process, read, value, readIn, changedIn, changedBy, changedTo, actedIn }: StaleRead,
): string {
  const label = (step: number): string => `step ${String(step)} (${steps[step - 1]?.label ?? '?'})`
  const ago = actedIn - readIn === 1 ? 'the step before' : `${String(actedIn - readIn)} steps before`
  const to = showPart(changedTo, read.type)
  const change =
    changedBy === undefined
      ? `${label(changedIn)} changed it to ${to}`
      : `${changedBy} changed it to ${to} in ${label(changedIn)}`
  return (
    `${process} acted in ${label(actedIn)} on ${partIs(system, read, value)}, ` +
    `which it had read in ${label(readIn)}, ${ago}. In between, ${change}.`
  )
}
