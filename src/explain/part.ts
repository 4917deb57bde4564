import { partAt, showCell } from '../ir/cell.js'
import { environment } from '../ir/environment.js'
import type { State } from '../ir/state.js'
import type { TransitionSystem } from '../ir/system.js'
import { indexValues, type Type, type Value } from '../ir/type.js'
import type { Part } from './explanation.js'

/** Equal for the same part of the state. */
export function keyOf({ variable, keys }: Pick<Part, 'variable' | 'keys'>): string {
  return JSON.stringify([variable, ...keys])
}

/** A part in the words of traces: `endpoint[0].active`. */
export function nameOfPart(system: TransitionSystem, { variable, keys }: Part): string {
  return showCell(environment(system, { state: {} }), variable, keys)
}

export function valueOfPart(state: State | undefined, { variable, keys }: Part): Value {
  return partAt(state?.[variable], keys)
}

/** The scalars that a part consists of. */
export function scalarsOf({ variable, keys, type }: Part): readonly Part[] {
  switch (type.kind) {
    case 'record':
      return Object.entries(type.fields).flatMap(([field, inner]) =>
        scalarsOf({ variable, keys: [...keys, field], type: inner }),
      )
    case 'array':
      return [...indexValues(type.index)].flatMap((_, place) =>
        scalarsOf({ variable, keys: [...keys, place], type: type.element }),
      )
    default:
      return [{ variable, keys, type }]
  }
}

/** What these parts are shown as: their scalars, and what stands for a sequence, a set and so on as a whole; each once. */
export function shownParts(system: TransitionSystem, parts: readonly Part[]): readonly Part[] {
  const types = new Map(system.variables.map(({ name, type }) => [name, type]))
  const shown = parts.flatMap(scalarsOf).map(({ variable, keys, type }): Part => {
    let outer = types.get(variable)
    for (let depth = 0; depth < keys.length; depth += 1) {
      if (outer === undefined) break
      if (isShownWhole(outer)) return { variable, keys: keys.slice(0, depth), type: outer }
      outer = childType(outer, keys[depth] ?? '')
    }
    return { variable, keys, type }
  })
  return distinct(shown)
}

/** The parts in their order, each once. */
export function distinct<P extends Part>(parts: readonly P[]): readonly P[] {
  return [...new Map(parts.toReversed().map((part) => [keyOf(part), part])).values()].toReversed()
}

function isShownWhole(type: Type): boolean {
  return (type.kind === 'record' || type.kind === 'array') && type.reads !== undefined
}

export function childType(type: Type, key: string | number): Type | undefined {
  if (typeof key === 'string') return type.kind === 'record' ? type.fields[key] : undefined
  return type.kind === 'array' ? type.element : undefined
}
