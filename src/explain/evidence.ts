import type { Keys, PartFilter } from '../ir/cell.js'
import type { Expr } from '../ir/expr.js'
import { children } from '../ir/fold.js'
import type { TransitionSystem } from '../ir/system.js'
import { groundsOf, type Extent } from './grounds.js'
import { keyOf } from './part.js'
import { partReadBy, type PartRead } from './part-read.js'
import type { Occurrence, Scene } from './scene.js'

/** A part of the state on which the value of a formula rests. */
export interface Ground extends PartRead {
  /** It only said which other part is meant. */
  readonly asIndex?: true
}

/** The parts of the state on which the value of a formula rests. */
export interface Evidence {
  /** In the order in which they are come across; of what is compared as a whole, the whole. */
  readonly parts: readonly Ground[]
  /** Whether the formula's value rests on this scalar part, in the state itself or in the one after the step. */
  readonly restsOn: PartFilter
}

/**
 * Which parts of the state decide a formula: of a conjunction that fails, only the first conjunct that fails; of a quantifier, only
 * the first value that decides it; of everything else, all that it reads.
 * @param extent `evaluated` for all parts that were read on the way to its value.
 */
export function evidenceFor(
  system: TransitionSystem,
  expr: Expr,
  scene: Scene,
  extent: Extent = 'deciding',
): Evidence {
  const read = new Map<string, Ground>()
  // What was taken apart in a scene already: formulas share their parts.
  const seen = { plain: new Map<Scene, Set<Expr>>(), index: new Map<Scene, Set<Expr>>() }

  const takeApart = (occurrence: Occurrence, role: 'plain' | 'index'): void => {
    const known = seen[role].get(occurrence.scene) ?? new Set()
    seen[role].set(occurrence.scene, known)
    if (known.has(occurrence.expr)) return
    known.add(occurrence.expr)
    if (readAs(occurrence, role)) return
    for (const ground of groundsOf(system, occurrence, extent)) takeApart(ground, role)
  }

  /** Notes the part that an expression names, if it does, and goes on with what led there. */
  const readAs = ({ expr: part, scene: where }: Occurrence, role: 'plain' | 'index'): boolean => {
    if (part.kind !== 'variable' && part.kind !== 'field' && part.kind !== 'element') return false
    const reading = partReadBy(system, { expr: part, scene: where })
    if (reading !== undefined) {
      const key = `${keyOf(reading.part)}${reading.part.after === true ? "'" : ''}`
      if (role === 'plain') read.set(key, reading.part)
      else if (!read.has(key)) read.set(key, { ...reading.part, asIndex: true })
      for (const index of reading.indices) takeApart(index, 'index')
      return true
    }
    // An element that is not there: nothing in the array is to blame, but what points past its end.
    const isBeyond =
      part.kind === 'element' && partReadBy(system, { expr: part.array, scene: where }) !== undefined
    for (const child of isBeyond ? [part.index] : children(part))
      takeApart({ expr: child, scene: where }, role)
    return true
  }

  takeApart({ expr, scene }, 'plain')
  const parts = [...read.values()]
  const named = new Set(parts.map(keyOf))
  const restsOn: PartFilter = (variable, keys) =>
    prefixes(keys).some((prefix) => named.has(keyOf({ variable, keys: prefix })))
  return { parts, restsOn }
}

function prefixes(keys: Keys): readonly Keys[] {
  return [...keys.map((_, length) => keys.slice(0, length)), keys]
}
