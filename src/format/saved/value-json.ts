import { assertNever } from '../../ir/assert-never.js'
import { indexValues, showType, type Scalar, type ScalarType, type Type, type Value } from '../../ir/type.js'
import { isValueOf } from '../../ir/value.js'
import {
  fieldOf,
  fieldsOf,
  FormatError,
  integerOf,
  isList,
  isObject,
  itemsOf,
  wrong,
  type JsonPart,
} from '../json/json-part.js'

/**
 * A value of a known type as our JSON has it: integers as numbers, or as their digits; arrays as lists in the order of their index.
 * @throws FormatError for another one.
 */
export function readValue(part: JsonPart, type: Type): Value {
  const value = readShape(part, type)
  return isValueOf(value, type) ? value : wrong(part, showType(type))
}

export function readScalar(part: JsonPart, type: ScalarType): Scalar {
  const value = readValue(part, type)
  return typeof value === 'object' ? wrong(part, showType(type)) : value
}

/** A value whose type nobody knows. Integers that were written as their digits remain text, which reads the same. */
export function readUntypedValue(part: JsonPart): Value {
  const { value } = part
  if (isList(value)) return itemsOf(part).map(readUntypedValue)
  if (isObject(value)) {
    return Object.fromEntries(fieldsOf(part).map(([name, field]) => [name, readUntypedValue(field)]))
  }
  return readUntypedScalar(part)
}

export function readUntypedScalar(part: JsonPart): Scalar {
  const { value } = part
  return typeof value === 'boolean' || typeof value === 'string' ? value : integerOf(part)
}

function readShape(part: JsonPart, type: Type): Value {
  switch (type.kind) {
    case 'bool':
      return typeof part.value === 'boolean' ? part.value : wrong(part, 'true or false')
    case 'enum':
      return typeof part.value === 'string' ? part.value : wrong(part, showType(type))
    case 'range':
    case 'bits':
    case 'integer':
      return integerOf(part)
    case 'record': {
      const fields = Object.entries(type.fields)
      const stranger = fieldsOf(part).find(([name]) => !Object.hasOwn(type.fields, name))
      if (stranger !== undefined) throw new FormatError(stranger[1].path, 'there is no such field')
      return Object.fromEntries(fields.map(([name, field]) => [name, readShape(fieldOf(part, name), field)]))
    }
    case 'array': {
      const items = itemsOf(part)
      const length = [...indexValues(type.index)].length
      if (items.length !== length) {
        throw new FormatError(
          part.path,
          `${String(length)} elements are expected, not ${String(items.length)}`,
        )
      }
      return items.map((item) => readShape(item, type.element))
    }
    default:
      return assertNever(type)
  }
}
