import type { Value } from '../ir/type.js'
import type { Part } from './explanation.js'
import { keyOf } from './part.js'
import type { Together } from './step-effect.js'

/** That a process has read a part which others can write. */
export interface Learnt {
  readonly part: Part
  readonly step: number
  readonly value: Value
  readonly ways: readonly Way[]
}

/** How a part was read. */
export interface Way {
  readonly use: Together['use']
  /** What it was compared with, by key; nothing where the value itself was taken over. */
  readonly company: ReadonlySet<string>
}

/** What a local or a program counter derives from, by part and step. */
export type Knowledge = ReadonlyMap<string, Learnt>

export const NOTHING: Knowledge = new Map()

export function merged(...all: readonly Knowledge[]): Knowledge {
  const whole = new Map<string, Learnt>()
  for (const knowledge of all) {
    for (const [key, learnt] of knowledge) {
      const known = whole.get(key)
      whole.set(
        key,
        known === undefined || known === learnt
          ? learnt
          : { ...learnt, ways: [...new Set([...known.ways, ...learnt.ways])] },
      )
    }
  }
  return whole
}

export function learnt(one: Learnt): Knowledge {
  return new Map([[`${String(one.step)} ${keyOf(one.part)}`, one]])
}

export function without(knowledge: Knowledge, isForgotten: (learnt: Learnt) => boolean): Knowledge {
  const rest = [...knowledge].filter(([, one]) => !isForgotten(one))
  return rest.length === knowledge.size ? knowledge : new Map(rest)
}

/**
 * Whether a look at some parts asks again what was learnt: it reads the part, together with all that it was compared with, or with
 * locals that derive from that. That an alias is set says nothing about whether it is older than the plan in hand; and who takes from a
 * balance does not check again whether it suffices.
 */
export function asksAgain(
  { parts, use }: Together,
  { part, step, ways }: Learnt,
  knownIn: (part: Part) => Knowledge,
): boolean {
  const key = keyOf(part)
  if (!parts.some((read) => keyOf(read) === key)) return false
  const known = parts.flatMap((read) => [...knownIn(read).values()])
  // A copy is another one, and leaves the old one as it is, unless both are put together.
  if (use === 'copied') return known.some((one) => one.step === step && keyOf(one.part) === key)
  const covered = new Set([
    ...parts.map(keyOf),
    ...known.filter((one) => one.step >= step).map((one) => keyOf(one.part)),
  ])
  return ways.some(({ company }) => [...company].every((other) => covered.has(other)))
}
