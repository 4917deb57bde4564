import {
  arrayType,
  BOOL,
  enumType,
  INTEGER,
  rangeType,
  recordType,
  type Type,
  type Value,
} from '../../ir/type.js'
import { showExpression, type ItfExpression } from './itf-expression.js'
import { firstValue } from './typed-value.js'

/** Larger wholes are shown as their text: sets, maps and lists get a place for each of their elements. */
const MOST_PLACES = 2_000

/**
 * A type that has all these expressions as values. What has no such type here, and what is too large to be taken apart, becomes an
 * enumeration of its texts; so do the elements of sets and the keys of maps.
 */
export function inferredType(all: readonly ItfExpression[]): Type {
  const [first] = all
  if (first === undefined) return BOOL
  switch (first.kind) {
    case 'bool':
      return all.every(({ kind }) => kind === 'bool') ? BOOL : texts(all)
    case 'integer':
      return all.every(({ kind }) => kind === 'integer') ? INTEGER : texts(all)
    case 'string':
    case 'unserializable':
      return texts(all)
    case 'list':
      return listType(all) ?? texts(all)
    case 'tuple':
      return tupleType(all, first.items.length) ?? texts(all)
    case 'set':
      return setType(all) ?? texts(all)
    case 'map':
      return mapType(all) ?? texts(all)
    case 'record':
      return recordOf(all, Object.keys(first.fields)) ?? texts(all)
    case 'variant':
      return variantType(all) ?? texts(all)
  }
}

/** The value of the type that was inferred from an expression, among others. */
export function inferredValue(expression: ItfExpression, type: Type): Value {
  if (type.kind === 'enum') return showExpression(expression)
  switch (expression.kind) {
    case 'bool':
    case 'integer':
    case 'string':
      return expression.value
    case 'unserializable':
      return expression.text
    case 'list': {
      const items = type.kind === 'record' ? type.fields.items : undefined
      if (items?.kind !== 'array') return firstValue(type)
      const slots = Array.from({ length: placesOf(items) }, (_, place) => {
        const item = expression.items[place]
        return item === undefined ? firstValue(items.element) : inferredValue(item, items.element)
      })
      return { length: expression.items.length, items: slots }
    }
    case 'tuple':
      return fieldsOf(type, Object.fromEntries(expression.items.map((item, place) => [String(place), item])))
    case 'record':
      return fieldsOf(type, expression.fields)
    case 'variant':
      return variantValue(expression.tag, expression.value, type)
    case 'set': {
      const present = new Set(expression.items.map(showExpression))
      return keysOf(type).map((key) => present.has(key))
    }
    case 'map': {
      const option = type.kind === 'array' && type.element.kind === 'record' ? type.element : undefined
      const inner = option?.fields.value
      if (inner === undefined) return firstValue(type)
      const found = new Map(expression.entries.map(([key, value]) => [showExpression(key), value]))
      return keysOf(type).map((key) => {
        const value = found.get(key)
        return value === undefined
          ? { some: false, value: firstValue(inner) }
          : { some: true, value: inferredValue(value, inner) }
      })
    }
  }
}

function fieldsOf(type: Type, fields: Readonly<Record<string, ItfExpression>>): Value {
  if (type.kind !== 'record') return firstValue(type)
  return Object.fromEntries(
    Object.entries(type.fields).map(([name, field]) => {
      const part = fields[name]
      return [name, part === undefined ? firstValue(field) : inferredValue(part, field)]
    }),
  )
}

function variantValue(tag: string, value: ItfExpression, type: Type): Value {
  if (type.kind !== 'record') return firstValue(type)
  const { value: inner } = type.fields
  if (type.reads === 'option' && inner !== undefined) {
    return tag === 'Some'
      ? { some: true, value: inferredValue(value, inner) }
      : { some: false, value: firstValue(inner) }
  }
  return Object.fromEntries(
    Object.entries(type.fields).map(([name, field]) => {
      if (name === 'tag') return [name, tag]
      return [name, name === tag ? inferredValue(value, field) : firstValue(field)]
    }),
  )
}

function texts(all: readonly ItfExpression[]): Type {
  return enumType([...new Set(all.map(showExpression))])
}

function listType(all: readonly ItfExpression[]): Type | undefined {
  const lists = all.flatMap((one) => (one.kind === 'list' ? [one.items] : []))
  const longest = lists.reduce((most, { length }) => Math.max(most, length), 0)
  if (lists.length < all.length || longest > MOST_PLACES) return undefined
  return recordType(
    {
      length: rangeType(0, longest),
      items: arrayType(rangeType(0, longest - 1), inferredType(lists.flat())),
    },
    'sequence',
  )
}

function tupleType(all: readonly ItfExpression[], length: number): Type | undefined {
  const tuples = all.flatMap((one) =>
    one.kind === 'tuple' && one.items.length === length ? [one.items] : [],
  )
  if (tuples.length < all.length) return undefined
  const fields = Array.from({ length }, (_, place): readonly [string, Type] => [
    String(place),
    inferredType(tuples.flatMap((items) => items[place] ?? [])),
  ])
  return recordType(Object.fromEntries(fields), 'tuple')
}

function setType(all: readonly ItfExpression[]): Type | undefined {
  const sets = all.flatMap((one) => (one.kind === 'set' ? [one.items] : []))
  const index = keyTexts(sets.flat())
  return sets.length < all.length || index.length > MOST_PLACES
    ? undefined
    : arrayType(enumType(index), BOOL, 'set')
}

function mapType(all: readonly ItfExpression[]): Type | undefined {
  const maps = all.flatMap((one) => (one.kind === 'map' ? [one.entries] : []))
  const index = keyTexts(maps.flat().map(([key]) => key))
  if (maps.length < all.length || index.length > MOST_PLACES) return undefined
  const value = inferredType(maps.flat().map(([, each]) => each))
  return arrayType(enumType(index), recordType({ some: BOOL, value }, 'option'), 'map')
}

/** Integers by their size, everything else by its text. */
function keyTexts(keys: readonly ItfExpression[]): readonly string[] {
  const found = new Map(keys.map((key) => [showExpression(key), key]))
  return [...found]
    .toSorted(([a, left], [b, right]) => {
      if (left.kind === 'integer' && right.kind === 'integer') return left.value < right.value ? -1 : 1
      return a < b ? -1 : 1
    })
    .map(([text]) => text)
}

function recordOf(all: readonly ItfExpression[], names: readonly string[]): Type | undefined {
  const records = all.flatMap((one) =>
    one.kind === 'record' &&
    Object.keys(one.fields).length === names.length &&
    names.every((name) => Object.hasOwn(one.fields, name))
      ? [one.fields]
      : [],
  )
  if (records.length < all.length) return undefined
  return recordType(
    Object.fromEntries(
      names.map((name) => [name, inferredType(records.flatMap((fields) => fields[name] ?? []))]),
    ),
  )
}

function variantType(all: readonly ItfExpression[]): Type | undefined {
  const variants = all.flatMap((one) => (one.kind === 'variant' ? [one] : []))
  if (variants.length < all.length) return undefined
  const tags = [...new Set(variants.map(({ tag }) => tag))]
  const valueType = (tag: string): Type =>
    inferredType(variants.flatMap((one) => (one.tag === tag ? [one.value] : [])))
  if (tags.every((tag) => tag === 'Some' || tag === 'None')) {
    return recordType({ some: BOOL, value: valueType('Some') }, 'option')
  }
  if (tags.includes('tag')) return undefined
  const full = tags.filter((tag) =>
    variants.some((one) => one.tag === tag && !(one.value.kind === 'tuple' && one.value.items.length === 0)),
  )
  return recordType(
    { tag: enumType(tags), ...Object.fromEntries(full.map((tag) => [tag, valueType(tag)])) },
    'union',
  )
}

function keysOf(type: Type): readonly string[] {
  return type.kind === 'array' && type.index.kind === 'enum' ? type.index.values : []
}

function placesOf(type: Type): number {
  return type.kind === 'array' && type.index.kind === 'range' ? Number(type.index.hi) + 1 : 0
}
