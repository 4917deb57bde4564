import type { TransitionSystem } from '../ir/system.js'
import type { Trace } from '../trace/trace.js'
import type { Origin } from './explanation.js'
import { keyOf, scalarsOf, shownParts, valueOfPart } from './part.js'
import type { PartRead } from './part-read.js'
import type { StepEffect } from './step-effect.js'

/** Where the value of a part comes from, as it is at the end of the trace; or before the last step, unless it is read after it. */
export type OriginOf = (part: PartRead) => Origin

/** For each scalar part the steps that wrote it, in their order, counted from 1. */
export type Writers = ReadonlyMap<string, readonly number[]>

export function writersOf(effects: readonly StepEffect[]): Writers {
  const writers = new Map<string, number[]>()
  for (const [at, { assigned }] of effects.entries()) {
    for (const part of assigned.flatMap(scalarsOf)) {
      const known = writers.get(keyOf(part))
      if (known === undefined) writers.set(keyOf(part), [at + 1])
      else if (known.at(-1) !== at + 1) known.push(at + 1)
    }
  }
  return writers
}

/** Of the steps that wrote a part, those that changed it. */
export function changersOf(effects: readonly StepEffect[], { states }: Trace): Writers {
  return writersOf(
    effects.map((effect, at) => ({
      ...effect,
      assigned: effect.assigned
        .flatMap(scalarsOf)
        .filter((part) => valueOfPart(states[at], part) !== valueOfPart(states[at + 1], part)),
    })),
  )
}

/** The last step up to this one that wrote a scalar part; 0 for the start. */
export function lastWriter(writers: Writers, key: string, upTo: number): number {
  return writers.get(key)?.findLast((step) => step <= upTo) ?? 0
}

/** @param about whether the outcome is about the last state, or about the step into it. */
export function originsIn({ states, steps }: Trace, writers: Writers, about: 'state' | 'step'): OriginOf {
  return (read) => {
    const end = about === 'step' && read.after !== true ? steps.length - 1 : steps.length
    const { variable, keys, type } = read
    const part = { variable, keys, type }
    const step = Math.max(0, ...scalarsOf(part).map((scalar) => lastWriter(writers, keyOf(scalar), end)))
    return { part, value: valueOfPart(states[end], part), step }
  }
}

/** The origins of these parts, each told once: first of those read before the last step, where the outcome is about that. */
export function originsOf(
  system: TransitionSystem,
  reads: readonly PartRead[],
  originOf: OriginOf,
): readonly Origin[] {
  const before = shownParts(
    system,
    reads.filter(({ after }) => after !== true),
  )
  const after = shownParts(
    system,
    reads.filter((read) => read.after === true),
  )
  return [...before.map(originOf), ...after.map((part) => originOf({ ...part, after: true }))]
}
