import { assertNever } from '../../ir/assert-never.js'
import { partAt } from '../../ir/cell.js'
import { indexValues, type ArrayType, type RecordType, type Type, type Value } from '../../ir/type.js'
import { showValue } from '../../ir/value.js'

/**
 * A part of the state in the words of the model: a sequence as `[1, 2]`, a set as `{a, b}`, an option as its value or `nothing`, a
 * union as its case with the fields of that, a tuple as `(1, true)`, a map as `{a: 1}`; of all of these only what is there.
 */
export function showPart(value: Value, type: Type): string {
  switch (type.kind) {
    case 'bool':
    case 'enum':
    case 'range':
    case 'bits':
    case 'integer':
      return showValue(value)
    case 'record':
      return showRecord(value, type)
    case 'array':
      return showArray(value, type)
    default:
      return assertNever(type)
  }
}

function showRecord(value: Value, type: RecordType): string {
  const field = (name: string): string => showPart(partAt(value, [name]), partType(type, name))
  const names = Object.keys(type.fields)
  switch (type.reads) {
    case undefined:
      return `{ ${names.map((name) => `${name}: ${field(name)}`).join(', ')} }`
    case 'tuple':
      return `(${names.map(field).join(', ')})`
    case 'option':
      return partAt(value, ['some']) === true ? field('value') : 'nothing'
    case 'union': {
      const tag = field('tag')
      return names.includes(tag) ? `${tag} ${field(tag)}` : tag
    }
    case 'sequence':
    case 'channel': {
      const items = partType(type, 'items')
      if (items.kind !== 'array') throw new TypeError('a sequence without items')
      const places = Array.from({ length: Number(partAt(value, ['length'])) }, (_, place) => place)
      return `[${places.map((place) => showPart(partAt(value, ['items', place]), items.element)).join(', ')}]`
    }
    default:
      return assertNever(type.reads)
  }
}

function showArray(value: Value, { index, element, reads }: ArrayType): string {
  const entries = [...indexValues(index)].map((key, place) => ({
    key: String(key),
    place,
    shown: showPart(partAt(value, [place]), element),
  }))
  switch (reads) {
    case undefined:
      return `[${entries.map(({ shown }) => shown).join(', ')}]`
    case 'set':
      return `{${entries.flatMap(({ key, shown }) => (shown === 'true' ? [key] : [])).join(', ')}}`
    case 'map':
      return `{${entries
        .flatMap(({ key, place, shown }) =>
          partAt(value, [place, 'some']) === true ? [`${key}: ${shown}`] : [],
        )
        .join(', ')}}`
    default:
      return assertNever(reads)
  }
}

function partType(type: RecordType, name: string): Type {
  const part = type.fields[name]
  if (part === undefined) throw new TypeError(`a record without its field ${name}`)
  return part
}
