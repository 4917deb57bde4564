import type { Explanation } from '../../explain/explanation.js'
import type { SavedExplanation } from '../../format/saved/explanation-json.js'
import type { SavedOutcome } from '../../format/saved/saved-system.js'

/** An explanation as a file has it, without what is not in it. */
export function explanationAsSaved({
  formula,
  origins = [],
  staleReads = [],
  needs = [],
}: SavedExplanation): Explanation {
  return { ...(formula === undefined || formula === null ? {} : { formula }), origins, staleReads, needs }
}

export function isWhole({ formula, origins, staleReads, needs }: SavedExplanation = {}): boolean {
  return [formula, origins, staleReads, needs].every((part) => part !== undefined)
}

/** What an explanation would have, and the file does not; undefined where nothing is missing. */
export function leftOutSentence({ kind, trace, explanation = {} }: SavedOutcome): string | undefined {
  const { formula, origins, staleReads, needs } = explanation
  const hasFormula = kind !== 'deadlock' && kind !== 'range' && trace.fault === undefined
  const missing = [
    ...(formula === undefined && hasFormula ? ['what its formula comes to'] : []),
    ...(origins === undefined ? ['where its values come from'] : []),
    ...(staleReads === undefined && kind !== 'reachable' ? ['whether there was a race'] : []),
    ...(needs === undefined && trace.steps.length > 1 ? ['which steps are needed'] : []),
  ]
  if (missing.length === 0) return undefined
  return `Left out, because the file does not say it: ${missing.join(', ')}.`
}
