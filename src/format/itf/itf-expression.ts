import { integer, type Integer } from '../../ir/integer.js'
import {
  fieldOf,
  fieldsOf,
  FormatError,
  isList,
  isObject,
  itemsOf,
  textOf,
  wrong,
  type JsonPart,
} from '../json/json-part.js'

/** An expression of the Informal Trace Format (Apalache ADR-015). */
export type ItfExpression =
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'integer'; readonly value: Integer }
  | { readonly kind: 'list' | 'tuple' | 'set'; readonly items: readonly ItfExpression[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [ItfExpression, ItfExpression])[] }
  | { readonly kind: 'record'; readonly fields: Readonly<Record<string, ItfExpression>> }
  | { readonly kind: 'variant'; readonly tag: string; readonly value: ItfExpression }
  | { readonly kind: 'unserializable'; readonly text: string }

const UNIT: ItfExpression = { kind: 'tuple', items: [] }

/**
 * Reads an expression. Beyond the specification, integers may be bare numbers, as they were before it asked for `#bigint`, and a lone
 * `{ "tag": "UNIT" }` is Apalache's empty tuple.
 * @throws FormatError for what is none.
 */
export function readExpression(part: JsonPart): ItfExpression {
  const { value } = part
  if (typeof value === 'boolean') return { kind: 'bool', value }
  if (typeof value === 'string') return { kind: 'string', value }
  if (typeof value === 'number') return { kind: 'integer', value: bareInteger(part, value) }
  if (isList(value)) return { kind: 'list', items: itemsOf(part).map(readExpression) }
  if (!isObject(value)) return wrong(part, 'an expression')
  const names = Object.keys(value)
  const special = names.find((name) => name.startsWith('#'))
  if (special !== undefined) return readSpecial(part, special, names.length)
  if (value.tag === 'UNIT' && names.every((name) => name === 'tag' || name === 'value')) return UNIT
  if (names.length === 2 && typeof value.tag === 'string' && names.includes('value')) {
    return { kind: 'variant', tag: value.tag, value: readExpression(fieldOf(part, 'value')) }
  }
  const fields = fieldsOf(part).map(([name, inner]) => [name, readExpression(inner)] as const)
  return { kind: 'record', fields: Object.fromEntries(fields) }
}

function readSpecial(part: JsonPart, special: string, size: number): ItfExpression {
  if (size !== 1) throw new FormatError(part.path, `an object with \`${special}\` has no other fields`)
  const inner = fieldOf(part, special)
  switch (special) {
    case '#bigint': {
      const digits = textOf(inner)
      if (!/^-?[0-9]{1,1000}$/.test(digits)) return wrong(inner, 'a string of digits')
      return { kind: 'integer', value: integer(BigInt(digits)) }
    }
    case '#tup':
      return { kind: 'tuple', items: itemsOf(inner).map(readExpression) }
    case '#set':
      return { kind: 'set', items: itemsOf(inner).map(readExpression) }
    case '#map':
      return { kind: 'map', entries: itemsOf(inner).map(readEntry) }
    case '#unserializable':
      return { kind: 'unserializable', text: textOf(inner) }
    default:
      throw new FormatError(part.path, `\`${special}\` means nothing in ITF`)
  }
}

function readEntry(part: JsonPart): readonly [ItfExpression, ItfExpression] {
  const [key, value, ...others] = itemsOf(part)
  if (key === undefined || value === undefined || others.length > 0)
    return wrong(part, 'a pair of key and value')
  return [readExpression(key), readExpression(value)]
}

function bareInteger(part: JsonPart, value: number): Integer {
  if (!Number.isInteger(value)) return wrong(part, 'an integer')
  if (Number.isSafeInteger(value)) return integer(value)
  throw new FormatError(part.path, `${String(value)} is too large to be read exactly: write it as #bigint`)
}

/** The expression in one line. */
export function showExpression(expression: ItfExpression): string {
  switch (expression.kind) {
    case 'bool':
    case 'integer':
    case 'string':
      return String(expression.value)
    case 'list':
      return `[${expression.items.map(showExpression).join(', ')}]`
    case 'tuple':
      return `(${expression.items.map(showExpression).join(', ')})`
    case 'set':
      return `{${expression.items.map(showExpression).toSorted().join(', ')}}`
    case 'map': {
      const entries = expression.entries.map(
        ([key, value]) => `${showExpression(key)}: ${showExpression(value)}`,
      )
      return `{${entries.toSorted().join(', ')}}`
    }
    case 'record': {
      const fields = Object.entries(expression.fields).map(
        ([name, field]) => `${name}: ${showExpression(field)}`,
      )
      return `{ ${fields.join(', ')} }`
    }
    case 'variant':
      return `${expression.tag} ${showExpression(expression.value)}`
    case 'unserializable':
      return expression.text
  }
}
