import { integer, isInteger } from './integer.js'
import { assertNever } from './assert-never.js'
import { cardinality, type ArrayValue, type RecordValue, type Type, type Value } from './type.js'

export function isArrayValue(value: Value): value is ArrayValue {
  return Array.isArray(value)
}

export function isRecordValue(value: Value): value is RecordValue {
  return typeof value === 'object' && !isArrayValue(value)
}

/** Structural equality of two values; the order of a record's fields does not matter. */
export function equalValues(a: Value, b: Value): boolean {
  if (a === b) return true
  if (isArrayValue(a)) {
    return isArrayValue(b) && a.length === b.length && a.every((item, place) => equalParts(item, b[place]))
  }
  if (!isRecordValue(a) || !isRecordValue(b)) return false
  const names = Object.keys(a)
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && equalParts(a[name], b[name]))
  )
}

function equalParts(a: Value | undefined, b: Value | undefined): boolean {
  return a !== undefined && b !== undefined && equalValues(a, b)
}

/** Whether a value is one of the type's, integers being in their canonical form. */
export function isValueOf(value: Value, type: Type): boolean {
  switch (type.kind) {
    case 'bool':
      return typeof value === 'boolean'
    case 'enum':
      return typeof value === 'string' && type.values.includes(value)
    case 'integer':
      return isInteger(value) && integer(value) === value
    case 'range':
      return isInteger(value) && integer(value) === value && value >= type.lo && value <= type.hi
    case 'bits':
      return isInteger(value) && integer(value) === value && value >= 0 && value < cardinality(type)
    case 'record': {
      if (!isRecordValue(value)) return false
      const fields = Object.entries(type.fields)
      return (
        Object.keys(value).length === fields.length &&
        fields.every(([name, field]) => {
          const part = Object.hasOwn(value, name) ? value[name] : undefined
          return part !== undefined && isValueOf(part, field)
        })
      )
    }
    case 'array':
      return (
        isArrayValue(value) &&
        value.length === cardinality(type.index) &&
        value.every((item) => isValueOf(item, type.element))
      )
    default:
      return assertNever(type)
  }
}

/** The value in one line, for messages: `{ active: false, plan: 3 }`. */
export function showValue(value: Value): string {
  if (isArrayValue(value)) return `[${value.map(showValue).join(', ')}]`
  if (!isRecordValue(value)) return String(value)
  return `{ ${Object.entries(value)
    .map(([name, part]) => `${name}: ${showValue(part)}`)
    .join(', ')} }`
}
