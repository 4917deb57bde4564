import { assertNever } from './assert-never.js'
import { integer, isInteger, type Integer } from './integer.js'
import { ModelError } from './model-error.js'
import type { SourcePlace } from './system.js'
import { cardinality, type Type } from './type.js'

/** Names that JavaScript objects give a meaning of their own; as keys of states and records they would be lost. */
const RESERVED = '__proto__'

/** Arrays are kept element by element. */
const MOST_ELEMENTS = 100_000

/**
 * Checks that a type has values and that its parts are distinct.
 * @param owner whose type it is, as the beginning of a sentence: `` The variable `plan` ``.
 * @throws ModelError at the place.
 */
export function checkType(type: Type, owner: string, place: SourcePlace | undefined): void {
  switch (type.kind) {
    case 'bool':
    case 'integer':
      return
    case 'enum':
      checkMembers(type.values, owner, place)
      return
    case 'bits':
      checkWidth(type.width, owner, place)
      return
    case 'range':
      checkRange(type.lo, type.hi, owner, place)
      return
    case 'record':
      for (const [name, field] of Object.entries(type.fields)) {
        checkName(name, `${owner} has a field`, place)
        checkType(field, owner, place)
      }
      return
    case 'array':
      checkType(type.index, owner, place)
      checkLength(cardinality(type.index), owner, place)
      checkType(type.element, owner, place)
      return
    default:
      assertNever(type)
  }
}

/** @throws ModelError when values could not be kept under this name. */
export function checkName(name: string, owner: string, place: SourcePlace | undefined): void {
  if (name !== RESERVED) return
  throw new ModelError(
    'reserved-name',
    `${owner} called \`${name}\`, which JavaScript keeps for itself.`,
    'Choose another name.',
    place,
  )
}

function checkMembers(values: readonly string[], owner: string, place: SourcePlace | undefined): void {
  if (values.length === 0) {
    throw new ModelError(
      'empty-domain',
      `${owner} has an enumeration without members.`,
      'List at least one member.',
      place,
    )
  }
  const twice = values.find((value, at) => values.indexOf(value) !== at)
  if (twice !== undefined) {
    throw new ModelError(
      'conflicting-names',
      `${owner} has an enumeration that lists \`${twice}\` twice.`,
      'List each member once.',
      place,
    )
  }
}

function checkRange(lo: Integer, hi: Integer, owner: string, place: SourcePlace | undefined): void {
  if (!isExact(lo) || !isExact(hi)) {
    throw new ModelError(
      'type-mismatch',
      `${owner} has the range ${String(lo)} to ${String(hi)}, whose bounds are not exact whole numbers.`,
      'Use whole numbers, and bigints (such as `2n ** 64n`) only beyond 2^53 - 1.',
      place,
    )
  }
  if (hi < lo) {
    throw new ModelError(
      'empty-domain',
      `${owner} has the range ${String(lo)} to ${String(hi)}, which contains nothing.`,
      'Put the smaller bound first.',
      place,
    )
  }
}

function checkWidth(width: number, owner: string, place: SourcePlace | undefined): void {
  if (Number.isSafeInteger(width) && width > 0) return
  throw new ModelError(
    'empty-domain',
    `${owner} has words of ${String(width)} bits.`,
    'Give them a whole number of bits, 1 or more.',
    place,
  )
}

function checkLength(length: Integer, owner: string, place: SourcePlace | undefined): void {
  if (length <= MOST_ELEMENTS) return
  throw new ModelError(
    'domain-too-large',
    `${owner} has an array of ${String(length)} elements.`,
    `Index arrays by at most ${String(MOST_ELEMENTS)} values.`,
    place,
  )
}

function isExact(value: Integer): boolean {
  return isInteger(value) && integer(value) === value
}
