import { partAt, type Keys, type PartFilter } from '../../ir/cell.js'
import type { State } from '../../ir/state.js'
import type { TransitionSystem } from '../../ir/system.js'
import { indexValues, type RecordType, type Type, type Value } from '../../ir/type.js'
import { equalValues, isArrayValue } from '../../ir/value.js'
import { showPart } from '../state/shown-part.js'

/** A channel in the state. */
export interface Channel {
  readonly name: string
  readonly variable: string
  readonly keys: Keys
  readonly type: RecordType
}

export function channelsOf({ variables }: TransitionSystem): readonly Channel[] {
  const below = (
    type: Type,
    at: { readonly name: string; readonly variable: string; readonly keys: Keys },
  ): readonly Channel[] => {
    if (type.kind === 'record' && type.reads === 'channel') return [{ ...at, type }]
    if (type.kind === 'record') {
      if (type.reads !== undefined) return []
      return Object.entries(type.fields).flatMap(([field, part]) =>
        below(part, { ...at, name: `${at.name}.${field}`, keys: [...at.keys, field] }),
      )
    }
    if (type.kind === 'array' && type.reads === undefined) {
      return Array.from(indexValues(type.index)).flatMap((key, place) =>
        below(type.element, { ...at, name: `${at.name}[${String(key)}]`, keys: [...at.keys, place] }),
      )
    }
    return []
  }
  return variables.flatMap(({ name, type }) => below(type, { name, variable: name, keys: [] }))
}

/** Everything but what is in channels. */
export function exceptChannels(system: TransitionSystem): PartFilter {
  const channels = channelsOf(system)
  return (variable, keys) =>
    !channels.some(
      (channel) => channel.variable === variable && channel.keys.every((key, place) => keys[place] === key),
    )
}

/** What the messages in a channel say, the oldest first. */
export function contentsOf({ variable, keys, type }: Channel, state: State): readonly string[] {
  const items = type.fields.items
  if (items?.kind !== 'array') throw new TypeError('a channel without messages')
  const length = partAt(state[variable], [...keys, 'length'])
  const slots = partAt(state[variable], [...keys, 'items'])
  if (!isArrayValue(slots)) throw new TypeError('a channel without messages')
  return slots.slice(0, Number(length)).map((message: Value) => showPart(message, items.element))
}

export function hasChanged({ variable, keys }: Channel, before: State, after: State): boolean {
  return !equalValues(partAt(before[variable], keys), partAt(after[variable], keys))
}
