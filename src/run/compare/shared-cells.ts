import type { Keys } from '../../ir/cell.js'
import type { State } from '../../ir/state.js'
import type { TransitionSystem } from '../../ir/system.js'
import { cardinality, indexValues, type Type, type Value } from '../../ir/type.js'
import { equalValues, isArrayValue, isRecordValue } from '../../ir/value.js'

/** A scalar part of the state of two systems at once. */
export interface SharedCell {
  readonly variable: string
  readonly keys: Keys
}

/** The scalar parts that both systems have. */
export function sharedCells(one: TransitionSystem, other: TransitionSystem): readonly SharedCell[] {
  const types = new Map(other.variables.map(({ name, type }) => [name, type]))
  return one.variables.flatMap(({ name, type }) => {
    const counterpart = types.get(name)
    if (counterpart === undefined) return []
    return commonKeys(type, counterpart).map((keys) => ({ variable: name, keys }))
  })
}

export function isOneCell(one: SharedCell, other: SharedCell): boolean {
  return (
    one.variable === other.variable &&
    one.keys.length === other.keys.length &&
    one.keys.every((key, place) => key === other.keys[place])
  )
}

/** The shared parts in which the states differ. */
export function differingCells(
  cells: readonly SharedCell[],
  one: State,
  other: State,
): readonly SharedCell[] {
  return cells.filter(({ variable, keys }) => {
    const [a, b] = [partOf(one[variable], keys), partOf(other[variable], keys)]
    return a !== undefined && b !== undefined && !equalValues(a, b)
  })
}

/** The part that the keys lead to, if there is one. */
export function partOf(value: Value | undefined, keys: Keys): Value | undefined {
  let part = value
  for (const key of keys) {
    if (part === undefined) return undefined
    if (typeof key === 'number') part = isArrayValue(part) ? part[key] : undefined
    else part = isRecordValue(part) && Object.hasOwn(part, key) ? part[key] : undefined
  }
  return part
}

function commonKeys(one: Type, other: Type): readonly Keys[] {
  if (one.kind === 'record' || other.kind === 'record') {
    if (one.kind !== 'record' || other.kind !== 'record') return []
    return Object.entries(one.fields).flatMap(([field, type]) => {
      const counterpart = Object.hasOwn(other.fields, field) ? other.fields[field] : undefined
      return counterpart === undefined ? [] : commonKeys(type, counterpart).map((keys) => [field, ...keys])
    })
  }
  if (one.kind === 'array' || other.kind === 'array') {
    if (one.kind !== 'array' || other.kind !== 'array') return []
    // Elements are told apart by their place: those of arrays over other indices are others.
    if (cardinality(one.index) !== cardinality(other.index)) return []
    const inner = commonKeys(one.element, other.element)
    return [...indexValues(one.index)].flatMap((_, place) => inner.map((keys) => [place, ...keys]))
  }
  return [[]]
}
