/** What a user writes for a value of a derived sort, as the record or array that it is. */

import { TRUE, type Expr, type RecordLiteral } from '../../ir/expr.js'
import {
  indexOf,
  indexValues,
  showType,
  type ArrayType,
  type IndexType,
  type RecordType,
  type Type,
} from '../../ir/type.js'
import { complaint } from '../complaint.js'
import { elementsWhere, hasIndex, isDefined } from './defined.js'
import { firstValue } from './first-value.js'
import { alternative, conjunction, disjunction, equality, indexLiteral } from '../formula.js'
import { meaningOf } from '../meaning.js'
import { suggestion } from '../nearest.js'
import { nothing } from './nothing.js'

export type Lift = (value: unknown, expected: Type) => Expr

/** A type of a derived sort. */
export type DerivedType = (RecordType | ArrayType) & { readonly reads: string }

export function isDerived(type: Type): type is DerivedType {
  return (type.kind === 'record' || type.kind === 'array') && type.reads !== undefined
}

/**
 * The expression for a list, an object or a name that stands for a value of a derived sort; undefined where it is none of these.
 * @param lift for the parts.
 * @throws ModelError when it is written in the right way, and is no value of the sort.
 */
export function composed(value: unknown, type: DerivedType, lift: Lift): Expr | undefined {
  if (type.kind === 'array') {
    if (!Array.isArray(value)) return undefined
    return type.reads === 'set' ? setOfMembers(value, type, lift) : mapOfPairs(value, type, lift)
  }
  switch (type.reads) {
    case 'sequence':
    case 'channel':
      return Array.isArray(value) ? sequenceOf(value, type, lift) : undefined
    case 'option':
      return value === nothing ? firstValue(type) : present(lift(value, partType(type, 'value')))
    case 'union':
      return caseOf(value, type, lift)
    case 'tuple':
      return Array.isArray(value) ? tupleOf(value, type, lift) : undefined
    default:
      return undefined
  }
}

/** The type of a field that the sort gives its records. */
export function partType(type: RecordType, field: string): Type {
  const part = type.fields[field]
  if (part === undefined) throw new TypeError(`a derived sort without its part ${field}`)
  return part
}

/** An option with this value. */
export function present(value: Expr): Expr {
  return { kind: 'record', fields: { some: TRUE, value } }
}

/**
 * A member of a set, or a key of a map.
 * @throws ModelError for a constant that is outside.
 */
export function memberOf(value: unknown, index: IndexType, lift: Lift): Expr {
  const member = lift(value, index)
  if (member.kind === 'literal' && indexOf(index, member.value) < 0) {
    throw complaint(
      'unknown-member',
      `${String(member.value)} cannot be a member here: it is outside ${showType(index)}.`,
      'Write one of its values.',
    )
  }
  return member
}

/** The case that is written, with its fields: a name, or an object with a single key. Undefined for something else. */
export function writtenCase(
  value: unknown,
  type: RecordType,
): { readonly name: string; readonly fields: unknown } | undefined {
  const [name, another] = typeof value === 'string' ? [value] : isPlainObject(value) ? Object.keys(value) : []
  if (name === undefined) return undefined
  const tag = partType(type, 'tag')
  const names = tag.kind === 'enum' ? tag.values : []
  if (another !== undefined) {
    throw complaint(
      'type-mismatch',
      `A value with the cases \`${name}\` and \`${another}\` is written; it has one case at a time.`,
      `Write { ${name}: { ... } }.`,
    )
  }
  if (!names.includes(name)) {
    throw complaint('unknown-member', `There is no case \`${name}\` here.`, suggestion(name, names))
  }
  return { name, fields: isPlainObject(value) ? value[name] : {} }
}

function sequenceOf(list: readonly unknown[], type: RecordType, lift: Lift): Expr {
  const items = partType(type, 'items')
  if (items.kind !== 'array') throw new TypeError('a sequence without items')
  const slots = [...indexValues(items.index)]
  if (list.length > slots.length) {
    throw complaint(
      'type-mismatch',
      `A list of ${String(list.length)} is written for a sequence of at most ${String(slots.length)}.`,
      'Write a shorter list, or give the sequence a larger capacity.',
    )
  }
  const first = firstValue(items.element)
  const elements = slots.map((_, place) => (place < list.length ? lift(list[place], items.element) : first))
  const length = indexLiteral(items.index, list.length)
  return { kind: 'record', fields: { length, items: { kind: 'array', index: items.index, elements } } }
}

function setOfMembers(list: readonly unknown[], type: ArrayType, lift: Lift): Expr {
  const members = list.map((member) => memberOf(member, type.index, lift))
  const constants = members.flatMap((member) => (member.kind === 'literal' ? [member.value] : []))
  const computed = members.filter(({ kind }) => kind !== 'literal')
  const inside = computed.flatMap((member) => [hasIndex(type.index, member), isDefined(member)])
  const flags = Array.from(indexValues(type.index), (value): Expr => {
    if (constants.includes(value)) return TRUE
    return disjunction(computed.map((member) => equality(member, indexLiteral(type.index, value))))
  })
  return { kind: 'array', index: type.index, elements: elementsWhere(conjunction(inside), flags) }
}

function mapOfPairs(list: readonly unknown[], type: ArrayType, lift: Lift): Expr | undefined {
  const absent = firstValue(type.element)
  let elements: readonly Expr[] = Array.from(indexValues(type.index), () => absent)
  for (const pair of list) {
    const entry = pairOf(pair)
    if (entry === undefined) return undefined
    const [key, value] = entry
    const at = memberOf(key, type.index, lift)
    const option = present(lift(value, valueType(type)))
    elements = withElement(elements, type.index, at, option)
    elements = elementsWhere(
      conjunction([hasIndex(type.index, at), isDefined(at), isDefined(option)]),
      elements,
    )
  }
  return { kind: 'array', index: type.index, elements }
}

/** A key and a value, as entries of a map are written. */
export function pairOf(written: unknown): readonly [key: unknown, value: unknown] | undefined {
  if (!Array.isArray(written) || written.length !== 2) return undefined
  const pair: readonly unknown[] = written
  return [pair[0], pair[1]]
}

/** What a map holds under its keys. */
export function valueType({ element }: ArrayType): Type {
  return element.kind === 'record' ? partType(element, 'value') : element
}

/** The elements with the one at the index replaced. */
export function withElement(
  elements: readonly Expr[],
  over: IndexType,
  index: Expr,
  element: Expr,
): readonly Expr[] {
  return Array.from(indexValues(over), (value, place) => {
    const before = elements[place] ?? element
    if (index.kind === 'literal') return index.value === value ? element : before
    return alternative(equality(index, indexLiteral(over, value)), element, before)
  })
}

function caseOf(value: unknown, type: RecordType, lift: Lift): Expr | undefined {
  const written = writtenCase(value, type)
  if (written === undefined) return undefined
  return withCase(type, written.name, (fields) => lift(written.fields, fields))
}

/** A union's value in one of its cases. */
export function withCase(type: RecordType, name: string, fields: (type: Type) => Expr): RecordLiteral {
  const tag = partType(type, 'tag')
  if (tag.kind !== 'enum') throw new TypeError('a union whose tag is no enumeration')
  const parts = Object.entries(type.fields).map(
    ([part, of]) => [part, part === name ? fields(of) : firstValue(of)] as const,
  )
  return {
    kind: 'record',
    fields: { ...Object.fromEntries(parts), tag: { kind: 'literal', type: tag, value: name } },
  }
}

function tupleOf(list: readonly unknown[], type: RecordType, lift: Lift): Expr {
  const parts = Object.entries(type.fields)
  if (list.length !== parts.length) {
    throw complaint(
      'type-mismatch',
      `A list of ${String(list.length)} is written for a tuple of ${String(parts.length)}.`,
      `Write ${String(parts.length)} values.`,
    )
  }
  const fields = parts.map(([name, part], place) => [name, lift(list[place], part)] as const)
  return { kind: 'record', fields: Object.fromEntries(fields) }
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && meaningOf(value) === undefined
  )
}
