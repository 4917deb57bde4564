import type { Claim } from '../../engine/verdict.js'
import type { Explanation } from '../../explain/explanation.js'
import { foundBy } from '../../format/saved/saved-result.js'
import type { SavedOutcome } from '../../format/saved/saved-system.js'
import type { TransitionSystem } from '../../ir/system.js'
import { replayNamed, type ReplayOutcome } from '../../trace/replay.js'
import type { Trace } from '../../trace/trace.js'
import { explanationAsSaved } from './saved-explanation.js'

/** The model that saved traces are about, or why it is not at hand. */
export type ModelAtHand =
  { readonly kind: 'found'; readonly name: string; readonly system: TransitionSystem } | Absence

export interface Absence {
  readonly kind: 'absent'
  /** A clause. */
  readonly because: string
}

/** A saved trace, and what has become of it on the model. */
export interface Retelling {
  readonly outcome: SavedOutcome
  readonly replayed: (ReplayOutcome & { readonly model: string }) | Absence
  /** As the model has it, where it confirms it; else as it was saved. */
  readonly trace: Trace
  /** As it was saved. */
  readonly explanation?: Explanation
}

/** Follows a saved trace on the model as it is now, if there is one. */
export function retold(outcome: SavedOutcome, model: ModelAtHand): Retelling {
  const replayed =
    model.kind === 'found'
      ? { ...replayNamed(model.system, outcome, outcome.trace), model: model.name }
      : model
  const { trace, explanation } = outcome
  return {
    outcome,
    replayed,
    trace: replayed.kind === 'confirmed' ? replayed.trace : trace,
    ...(explanation === undefined ? {} : { explanation: explanationAsSaved(explanation) }),
  }
}

/** The result that a saved trace is evidence of. */
export function resultOf({ outcome: { name, kind }, trace }: Retelling): Claim {
  return foundBy(name, kind, trace)
}

/** What there is to say about a replay, in one sentence. */
export function replaySentence({ outcome: { name, kind, trace }, replayed }: Retelling): string {
  if (replayed.kind === 'absent') return `Not replayed: ${replayed.because}, so this is what the file says.`
  const { model } = replayed
  const decided =
    kind === 'deadlock'
      ? 'there is a deadlock'
      : `${name} is ${kind === 'reachable' ? 'reached' : 'violated'}`
  if (replayed.kind === 'confirmed') {
    return trace.steps.length === 0
      ? `Replayed on ${model}: it may start like this, and ${decided} at once.`
      : `Replayed on ${model}: every step is possible, and ${decided} at the end.`
  }
  return `Replayed on ${model}: this trace is not possible any more. Followed ${String(replayed.step)} of ${String(trace.steps.length)} steps: ${replayed.message}. What follows is what the file says.`
}

/** The explanations that were saved, by property. */
export function explanationsIn(retellings: readonly Retelling[]): ReadonlyMap<string, Explanation> {
  return new Map(
    retellings.flatMap(({ outcome, explanation }) =>
      explanation === undefined ? [] : [[outcome.name, explanation] as const],
    ),
  )
}
