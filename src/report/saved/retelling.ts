import type { Claim } from '../../engine/verdict.js'
import { foundBy } from '../../format/saved/saved-result.js'
import type { SavedOutcome } from '../../format/saved/saved-system.js'
import type { TransitionSystem } from '../../ir/system.js'
import { replay, type ReplayOutcome } from '../../trace/replay.js'
import type { Trace } from '../../trace/trace.js'

/** A saved trace, and what has become of it on the model. */
export interface Retelling {
  readonly outcome: SavedOutcome
  /** Undefined where no model is at hand. */
  readonly replayed: ReplayOutcome | undefined
  /** As the model has it, where it confirms it; else as it was saved. */
  readonly trace: Trace
}

/** Follows a saved trace on the model as it is now, if there is one. */
export function retold(outcome: SavedOutcome, system: TransitionSystem | undefined): Retelling {
  const replayed = system === undefined ? undefined : replayOn(system, outcome)
  return { outcome, replayed, trace: replayed?.kind === 'confirmed' ? replayed.trace : outcome.trace }
}

function replayOn(system: TransitionSystem, { name, kind, trace }: SavedOutcome): ReplayOutcome {
  const property = system.properties.find((candidate) => candidate.name === name)
  if (property?.kind !== kind) {
    const message =
      property === undefined ? `the model has no property ${name}` : `${name} is of another kind in the model`
    return { kind: 'refuted', step: 0, message }
  }
  return replay(system, property, trace)
}

/** The result that a saved trace is evidence of. */
export function resultOf({ outcome: { name, kind }, trace }: Retelling): Claim {
  return foundBy(name, kind, trace)
}

/** What there is to say about a replay, in one sentence. */
export function replaySentence(
  { outcome: { name, kind, trace }, replayed }: Retelling,
  model: string | undefined,
): string {
  if (replayed === undefined || model === undefined) {
    return 'Not replayed: no model is at hand, so this is what the file says.'
  }
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
