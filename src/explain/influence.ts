import type { Trace } from '../trace/trace.js'
import type { Part } from './explanation.js'
import { lastWriter, type Writers } from './origin.js'
import { keyOf } from './part.js'
import type { StepEffect } from './step-effect.js'

/** A scalar part at a time: after so many steps. */
export interface PartAt {
  readonly part: Part
  readonly after: number
}

/**
 * The steps that had a share in these parts' being what they are: those that wrote them last, those that wrote last what these had read,
 * or where they stood, and so on.
 */
export function influencing(
  effects: readonly StepEffect[],
  writers: Writers,
  counterOf: (step: Trace['steps'][number]) => Part | undefined,
  { steps }: Trace,
  parts: readonly PartAt[],
): ReadonlySet<number> {
  const found = new Set<number>()
  const pending = [...parts]
  for (let one = pending.pop(); one !== undefined; one = pending.pop()) {
    const writer = lastWriter(writers, keyOf(one.part), one.after)
    const effect = effects[writer - 1]
    const step = steps[writer - 1]
    if (effect === undefined || step === undefined || found.has(writer)) continue
    found.add(writer)
    const counter = counterOf(step)
    const groups = [effect.guard, ...effect.writes.flatMap(({ because, value }) => [because, value])]
    const read = [
      ...groups.flat().flatMap((together) => together.parts),
      ...(counter === undefined ? [] : [counter]),
    ]
    pending.push(...read.map((part) => ({ part, after: writer - 1 })))
  }
  return found
}
