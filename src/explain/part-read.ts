import { layoutOf } from '../ir/layout.js'
import type { TransitionSystem } from '../ir/system.js'
import { indexOf } from '../ir/type.js'
import type { Part } from './explanation.js'
import { childType } from './part.js'
import { evaluationOf, sceneAfter, type Occurrence } from './scene.js'

/** A part of the state where a formula reads it. */
export interface PartRead extends Part {
  /** It is read in the state after the step. */
  readonly after?: true
}

/** A read, and the indices on the way to it. */
export interface Reading {
  readonly part: PartRead
  readonly indices: readonly Occurrence[]
}

/** The part of the state that an expression names; undefined where it computes something, or there is no such part. */
export function partReadBy(system: TransitionSystem, { expr, scene }: Occurrence): Reading | undefined {
  switch (expr.kind) {
    case 'variable': {
      const type = layoutOf(system).variables.get(expr.name)
      if (type === undefined) return undefined
      const mark = scene.after === undefined ? {} : { after: scene.after }
      return { part: { variable: expr.name, keys: [], type, ...mark }, indices: [] }
    }
    case 'next': {
      const after = sceneAfter(scene)
      return after === undefined ? undefined : partReadBy(system, { expr: expr.body, scene: after })
    }
    case 'field':
      return inside(partReadBy(system, { expr: expr.record, scene }), expr.field, [])
    case 'element': {
      const whole = partReadBy(system, { expr: expr.array, scene })
      if (whole?.part.type.kind !== 'array') return undefined
      const index = { expr: expr.index, scene }
      const found = evaluationOf(system, index)
      const place = found.kind === 'value' ? indexOf(whole.part.type.index, found.value) : -1
      return place < 0 ? undefined : inside(whole, place, [index])
    }
    default:
      return undefined
  }
}

function inside(
  whole: Reading | undefined,
  key: string | number,
  further: readonly Occurrence[],
): Reading | undefined {
  const type = whole === undefined ? undefined : childType(whole.part.type, key)
  if (whole === undefined || type === undefined) return undefined
  return {
    part: { ...whole.part, keys: [...whole.part.keys, key], type },
    indices: [...whole.indices, ...further],
  }
}
