import { assertNever } from '../../ir/assert-never.js'
import { partAt } from '../../ir/cell.js'
import { isInteger } from '../../ir/integer.js'
import {
  indexValues,
  type ArrayType,
  type IndexType,
  type RecordType,
  type Type,
  type Value,
} from '../../ir/type.js'
import { showValue } from '../../ir/value.js'
import type { Json, JsonObject } from '../json/json.js'
import { itfFieldNames } from './itf-name.js'

/** What stands for nothing: in an option, and in a case without fields. */
const NOTHING: JsonObject = Object.freeze({ '#tup': [] })

/** A value as ITF, by what it stands for in the model: a set as a set, a sequence as a list, an option or a union as a variant. */
export function itfValue(value: Value, type: Type): Json {
  switch (type.kind) {
    case 'bool':
    case 'enum':
    case 'range':
    case 'bits':
    case 'integer':
      if (typeof value === 'object') throw new TypeError('a scalar is expected')
      return isInteger(value) ? { '#bigint': String(value) } : value
    case 'record':
      return recordValue(value, type)
    case 'array':
      return arrayValue(value, type)
    default:
      return assertNever(type)
  }
}

function recordValue(value: Value, type: RecordType): Json {
  const names = Object.keys(type.fields)
  const field = (name: string): Json => itfValue(partAt(value, [name]), fieldType(type, name))
  switch (type.reads) {
    case undefined: {
      const written = itfFieldNames(names)
      return Object.fromEntries(
        names.map((name, place): readonly [string, Json] => [written[place] ?? name, field(name)]),
      )
    }
    case 'tuple':
      return { '#tup': names.map(field) }
    case 'option':
      return partAt(value, ['some']) === true
        ? { tag: 'Some', value: field('value') }
        : { tag: 'None', value: NOTHING }
    case 'union': {
      const tag = showValue(partAt(value, ['tag']))
      return { tag, value: names.includes(tag) ? field(tag) : NOTHING }
    }
    case 'sequence':
    case 'channel': {
      const items = fieldType(type, 'items')
      if (items.kind !== 'array') throw new TypeError('a sequence without items')
      const length = Number(partAt(value, ['length']))
      return Array.from({ length }, (_, place) => itfValue(partAt(value, ['items', place]), items.element))
    }
    default:
      return assertNever(type.reads)
  }
}

function arrayValue(value: Value, { index, element, reads }: ArrayType): Json {
  const keys = [...indexValues(index)].map((key, place) => ({ key: itfValue(key, index), place }))
  switch (reads) {
    case 'set':
      return { '#set': keys.flatMap(({ key, place }) => (partAt(value, [place]) === true ? [key] : [])) }
    case 'map': {
      if (element.kind !== 'record') throw new TypeError('a map without options')
      const inner = fieldType(element, 'value')
      return {
        '#map': keys.flatMap(({ key, place }) =>
          partAt(value, [place, 'some']) === true
            ? [[key, itfValue(partAt(value, [place, 'value']), inner)]]
            : [],
        ),
      }
    }
    case undefined: {
      const elements = keys.map(({ key, place }) => ({
        key,
        element: itfValue(partAt(value, [place]), element),
      }))
      return isCounted(index)
        ? elements.map((each) => each.element)
        : { '#map': elements.map((each) => [each.key, each.element]) }
    }
    default:
      return assertNever(reads)
  }
}

/** Whether an array over this is a list: its first index is 0. */
export function isCounted(index: IndexType): boolean {
  return index.kind === 'range' && index.lo === 0
}

export function fieldType(type: RecordType, name: string): Type {
  const field = type.fields[name]
  if (field === undefined) throw new TypeError(`a record without its field ${name}`)
  return field
}

/** The type in Apalache's notation (ADR-002), which Apalache needs to read a trace. */
export function apalacheType(type: Type): string {
  switch (type.kind) {
    case 'bool':
      return 'Bool'
    case 'enum':
      return 'Str'
    case 'range':
    case 'bits':
    case 'integer':
      return 'Int'
    case 'record':
      return apalacheRecord(type)
    case 'array': {
      const key = apalacheType(type.index)
      if (type.reads === 'set') return `Set(${key})`
      if (type.reads === 'map' && type.element.kind === 'record') {
        return `(${key} -> ${apalacheType(fieldType(type.element, 'value'))})`
      }
      return isCounted(type.index)
        ? `Seq(${apalacheType(type.element)})`
        : `(${key} -> ${apalacheType(type.element)})`
    }
    default:
      return assertNever(type)
  }
}

function apalacheRecord(type: RecordType): string {
  const names = Object.keys(type.fields)
  const of = (name: string): string => apalacheType(fieldType(type, name))
  switch (type.reads) {
    case undefined: {
      const written = itfFieldNames(names)
      return `{ ${names.map((name, place) => `${String(written[place])}: ${of(name)}`).join(', ')} }`
    }
    case 'tuple':
      return `<<${names.map(of).join(', ')}>>`
    case 'option':
      return `Some(${of('value')}) | None(UNIT)`
    case 'union': {
      const tag = fieldType(type, 'tag')
      const cases = tag.kind === 'enum' ? tag.values : []
      return cases.map((name) => `${name}(${names.includes(name) ? of(name) : 'UNIT'})`).join(' | ')
    }
    case 'sequence':
    case 'channel': {
      const items = fieldType(type, 'items')
      return items.kind === 'array' ? `Seq(${apalacheType(items.element)})` : 'Seq(Int)'
    }
    default:
      return assertNever(type.reads)
  }
}
