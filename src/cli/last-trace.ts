import { isFound, type PropertyResult } from '../engine/verdict.js'
import { replay } from '../trace/replay.js'
import type { Trace } from '../trace/trace.js'
import { isValueOf } from '../ir/value.js'
import type { TransitionSystem } from '../ir/system.js'

/** What has become of an earlier trace in a model that was changed since. */
export interface Afterlife {
  readonly property: string
  readonly outcome: 'still-violates' | 'holds' | 'impossible'
  /** A sentence without the full stop. */
  readonly message: string
}

/**
 * Follows the schedule of an earlier violation on the model as it is now: which states it goes through does not matter. That it leads
 * to no violation any more does not mean that none does.
 */
export function afterlifeOf(
  system: TransitionSystem,
  { property: name, verdict }: PropertyResult,
): Afterlife {
  const property = system.properties.find((candidate) => candidate.name === name)
  if (property === undefined) return told('impossible', 'there is no such property any more')
  if (!isFound(verdict)) throw new TypeError(`the verdict on ${name} has no trace`)
  const { trace } = verdict
  const follow = (start: Trace['states'][number], length: number) =>
    replay(system, property, {
      states: [start, ...Array.from({ length }, () => ({}))],
      steps: trace.steps.slice(0, length),
    })
  const length = trace.steps.length
  const [first, anywhere] = [knownPart(system, trace), {}]
  // Where the old start is none any more, whatever start there is will do.
  const start = [first, anywhere].find((state) => reaches(follow(state, length))) ?? anywhere
  const outcome = follow(start, length)
  if (outcome.kind === 'confirmed') return told('still-violates', 'still violates it')
  if (outcome.step === length) return told('holds', 'goes through, and the property holds on it')
  if (follow(start, outcome.step).kind === 'confirmed') {
    return told('still-violates', `still violates it, after ${steps(outcome.step)} already`)
  }
  return told('impossible', `no longer possible: ${outcome.message.replace(/^(step \d+): /, '$1, ')}`)

  function told(kind: Afterlife['outcome'], what: string): Afterlife {
    return { property: name, outcome: kind, message: `The last trace of ${name}: ${what}` }
  }
}

/** Whether the start is one, so that at least a step could be tried. */
function reaches(outcome: ReturnType<typeof replay>): boolean {
  return outcome.kind === 'confirmed' || outcome.step > 0 || outcome.message.startsWith('step ')
}

/** What the start of the trace says about variables that are still there, and can have such values. */
function knownPart(system: TransitionSystem, { states: [first = {}] }: Trace): Trace['states'][number] {
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) =>
      system.variables.some((variable) => variable.name === name && isValueOf(value, variable.type)),
    ),
  )
}

function steps(count: number): string {
  return count === 1 ? '1 step' : `${String(count)} steps`
}
