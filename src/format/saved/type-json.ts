import { assertNever } from '../../ir/assert-never.js'
import {
  arrayType,
  bitsType,
  BOOL,
  enumType,
  INTEGER,
  rangeType,
  recordType,
  type ArrayReading,
  type IndexType,
  type RecordReading,
  type ScalarType,
  type Type,
} from '../../ir/type.js'
import type { JsonObject } from '../json/json.js'
import {
  fieldOf,
  fieldsOf,
  FormatError,
  integerOf,
  itemsOf,
  knownField,
  textOf,
  wordOf,
  wrong,
  type JsonPart,
} from '../json/json-part.js'

const KINDS = ['bool', 'enum', 'range', 'bits', 'integer', 'record', 'array'] as const
const RECORD_READINGS: readonly RecordReading[] = ['sequence', 'channel', 'option', 'union', 'tuple']
const ARRAY_READINGS: readonly ArrayReading[] = ['set', 'map']
/** An array with more elements is refused: whoever writes such a type wants the reader to fail. */
const MOST_ELEMENTS = 100_000

/** A type as plain data. */
export function typeJson(type: Type): JsonObject {
  switch (type.kind) {
    case 'bool':
    case 'integer':
      return { kind: type.kind }
    case 'enum':
      return { kind: type.kind, values: type.values }
    case 'range':
      return { kind: type.kind, lo: type.lo, hi: type.hi }
    case 'bits':
      return { kind: type.kind, width: type.width }
    case 'record':
      return {
        kind: type.kind,
        ...(type.reads === undefined ? {} : { reads: type.reads }),
        fields: Object.fromEntries(
          Object.entries(type.fields).map(([name, field]) => [name, typeJson(field)]),
        ),
      }
    case 'array':
      return {
        kind: type.kind,
        ...(type.reads === undefined ? {} : { reads: type.reads }),
        index: typeJson(type.index),
        element: typeJson(type.element),
      }
    default:
      return assertNever(type)
  }
}

/** @throws FormatError for what is no type. */
export function readType(part: JsonPart): Type {
  const kind = wordOf(fieldOf(part, 'kind'), KINDS)
  const reads = knownField(part, 'reads')
  switch (kind) {
    case 'bool':
      return BOOL
    case 'integer':
      return INTEGER
    case 'enum':
      return enumType(itemsOf(fieldOf(part, 'values')).map(textOf))
    case 'range':
      return rangeType(integerOf(fieldOf(part, 'lo')), integerOf(fieldOf(part, 'hi')))
    case 'bits':
      return bitsType(widthOf(fieldOf(part, 'width')))
    case 'record': {
      const fields = fieldsOf(fieldOf(part, 'fields')).map(
        ([name, field]) => [name, readType(field)] as const,
      )
      return shaped(
        part,
        recordType(
          Object.fromEntries(fields),
          reads === undefined ? undefined : wordOf(reads, RECORD_READINGS),
        ),
      )
    }
    case 'array': {
      const index = readIndexType(fieldOf(part, 'index'))
      const element = readType(fieldOf(part, 'element'))
      return shaped(
        part,
        arrayType(index, element, reads === undefined ? undefined : wordOf(reads, ARRAY_READINGS)),
      )
    }
    default:
      return assertNever(kind)
  }
}

/** Wider words than any machine's, and still read at once. */
const MOST_BITS = 65_536

function widthOf(part: JsonPart): number {
  const width = Number(integerOf(part))
  return width >= 1 && width <= MOST_BITS ? width : wrong(part, `a width from 1 to ${String(MOST_BITS)}`)
}

export function readScalarType(part: JsonPart): ScalarType {
  const type = readType(part)
  return type.kind === 'integer' || type.kind === 'bits' ? type : readIndexType(part)
}

/** @throws FormatError for a type with more values than can be listed. */
export function readIndexType(part: JsonPart): IndexType {
  const type = readType(part)
  if (type.kind === 'bits' && 2 ** type.width <= MOST_ELEMENTS) return type
  if (type.kind === 'bool' || type.kind === 'enum') return type
  if (type.kind !== 'range') return wrong(part, 'a type with few values')
  if (BigInt(type.hi) - BigInt(type.lo) >= MOST_ELEMENTS)
    throw new FormatError(part.path, 'the range is too long')
  return type
}

/** The type, if it is built as its reading says. */
function shaped(part: JsonPart, type: Type): Type {
  return isShaped(type) ? type : wrong(part, 'a type that is built as its `reads` says')
}

function isShaped(type: Type): boolean {
  if (type.kind === 'array') {
    const { reads, element } = type
    if (reads === 'set') return element.kind === 'bool'
    return reads !== 'map' || (element.kind === 'record' && element.reads === 'option')
  }
  if (type.kind !== 'record') return true
  const { reads, fields } = type
  const { some, value, tag, length, items } = fields
  switch (reads) {
    case 'option':
      return some?.kind === 'bool' && value !== undefined
    case 'union':
      return tag?.kind === 'enum'
    case 'sequence':
    case 'channel':
      return length?.kind === 'range' && items?.kind === 'array' && items.reads === undefined
    case 'tuple':
    case undefined:
      return true
    default:
      return assertNever(reads)
  }
}
