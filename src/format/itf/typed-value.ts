import { assertNever } from '../../ir/assert-never.js'
import {
  indexOf,
  indexValues,
  showType,
  type ArrayType,
  type RecordType,
  type Scalar,
  type Type,
  type Value,
} from '../../ir/type.js'
import { isValueOf } from '../../ir/value.js'
import { FormatError } from '../json/json-part.js'
import { showExpression, type ItfExpression } from './itf-expression.js'
import { itfFieldNames } from './itf-name.js'
import { fieldType, isCounted } from './itf-value.js'

/**
 * The value of a known type that an expression stands for: the inverse of writing it. What is not there, such as the value of an empty
 * option, is the first value of its type, as it is in models.
 * @throws FormatError at the path for an expression of another type.
 */
export function typedValue(expression: ItfExpression, type: Type, path: string): Value {
  const value = valueOf(expression, type, path)
  return isValueOf(value, type) ? value : unfit(expression, type, path)
}

/** Of what is not there. */
export function firstValue(type: Type): Value {
  switch (type.kind) {
    case 'bool':
      return false
    case 'enum':
      return type.values[0] ?? ''
    case 'range':
      return type.lo
    case 'bits':
    case 'integer':
      return 0
    case 'record':
      return Object.fromEntries(Object.entries(type.fields).map(([name, field]) => [name, firstValue(field)]))
    case 'array':
      return Array.from(indexValues(type.index), () => firstValue(type.element))
    default:
      return assertNever(type)
  }
}

function valueOf(expression: ItfExpression, type: Type, path: string): Value {
  switch (type.kind) {
    case 'bool':
    case 'enum':
    case 'range':
    case 'bits':
    case 'integer':
      return scalarOf(expression, type, path)
    case 'record':
      return recordOf(expression, type, path)
    case 'array':
      return arrayOf(expression, type, path)
    default:
      return assertNever(type)
  }
}

function scalarOf(expression: ItfExpression, type: Type, path: string): Scalar {
  return expression.kind === 'bool' || expression.kind === 'string' || expression.kind === 'integer'
    ? expression.value
    : unfit(expression, type, path)
}

function recordOf(expression: ItfExpression, type: RecordType, path: string): Value {
  const names = Object.keys(type.fields)
  switch (type.reads) {
    case undefined: {
      if (expression.kind !== 'record') return unfit(expression, type, path)
      const written = itfFieldNames(names)
      return Object.fromEntries(
        names.map((name, place) => {
          const as = written[place] ?? name
          const field = Object.hasOwn(expression.fields, as) ? expression.fields[as] : undefined
          if (field === undefined) throw new FormatError(path, `the field \`${as}\` is missing`)
          return [name, valueOf(field, fieldType(type, name), `${path}.${as}`)]
        }),
      )
    }
    case 'tuple': {
      if (expression.kind !== 'tuple' || expression.items.length !== names.length)
        return unfit(expression, type, path)
      return Object.fromEntries(
        expression.items.map((item, place) => {
          const name = names[place] ?? ''
          return [name, valueOf(item, fieldType(type, name), `${path}.#tup[${String(place)}]`)]
        }),
      )
    }
    case 'option': {
      const inner = fieldType(type, 'value')
      if (expression.kind !== 'variant') return unfit(expression, type, path)
      if (expression.tag === 'None') return { some: false, value: firstValue(inner) }
      if (expression.tag !== 'Some') return unfit(expression, type, path)
      return { some: true, value: valueOf(expression.value, inner, `${path}.value`) }
    }
    case 'union': {
      if (expression.kind !== 'variant') return unfit(expression, type, path)
      const { tag, value } = expression
      const fields = names.map((name) => {
        if (name === 'tag') return [name, tag] as const
        const field = fieldType(type, name)
        return [name, name === tag ? valueOf(value, field, `${path}.value`) : firstValue(field)] as const
      })
      return Object.fromEntries(fields)
    }
    case 'sequence':
    case 'channel':
      return sequenceOf(expression, type, path)
    default:
      return assertNever(type.reads)
  }
}

function sequenceOf(expression: ItfExpression, type: RecordType, path: string): Value {
  const items = fieldType(type, 'items')
  if (expression.kind !== 'list' || items.kind !== 'array') return unfit(expression, type, path)
  const room = [...indexValues(items.index)].length
  if (expression.items.length > room) {
    throw new FormatError(
      path,
      `there is room for ${String(room)} elements, not for ${String(expression.items.length)}`,
    )
  }
  const slots = Array.from({ length: room }, (_, place) => {
    const item = expression.items[place]
    return item === undefined
      ? firstValue(items.element)
      : valueOf(item, items.element, `${path}[${String(place)}]`)
  })
  return { length: expression.items.length, items: slots }
}

function arrayOf(expression: ItfExpression, type: ArrayType, path: string): Value {
  const { index, element, reads } = type
  const slots: Value[] = Array.from(indexValues(index), () => firstValue(element))
  const put = (key: ItfExpression, value: Value): void => {
    const place = indexOf(index, scalarOf(key, index, path))
    if (place < 0) throw new FormatError(path, `${showExpression(key)} is not among ${showType(index)}`)
    slots[place] = value
  }
  if (reads === 'set') {
    if (expression.kind !== 'set') return unfit(expression, type, path)
    for (const item of expression.items) put(item, true)
    return slots
  }
  if (reads === undefined && isCounted(index)) {
    if (expression.kind !== 'list' || expression.items.length !== slots.length)
      return unfit(expression, type, path)
    return expression.items.map((item, place) => valueOf(item, element, `${path}[${String(place)}]`))
  }
  if (expression.kind !== 'map') return unfit(expression, type, path)
  for (const [key, value] of expression.entries) {
    const inner = `${path}[${showExpression(key)}]`
    if (reads === undefined) put(key, valueOf(value, element, inner))
    else if (element.kind === 'record') {
      put(key, { some: true, value: valueOf(value, fieldType(element, 'value'), inner) })
    }
  }
  if (reads === undefined && expression.entries.length !== slots.length) return unfit(expression, type, path)
  return slots
}

function unfit(expression: ItfExpression, type: Type, path: string): never {
  const text = showExpression(expression)
  const shown = text.length > 40 ? `${text.slice(0, 40)}...` : text
  throw new FormatError(path, `${showType(type)} is expected, and there is ${shown}`)
}
