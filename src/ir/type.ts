import { add, integer, isInteger, subtract, type Integer } from './integer.js'
import { assertNever } from './assert-never.js'

/** What a state variable, a record field or an array element can hold. */
export type Type = BoolType | EnumType | RangeType | BitsType | IntegerType | RecordType | ArrayType

/** True or false. */
export interface BoolType {
  readonly kind: 'bool'
}

/** One of a few named values. Two enumerations are the same type when they list the same values in the same order. */
export interface EnumType {
  readonly kind: 'enum'
  readonly values: readonly string[]
}

/** What an assignment outside the range means: a defect to be reported, arithmetic modulo the size, or the nearest bound. */
export type Overflow = 'error' | 'wrap' | 'saturate'

/** The integers lo..hi, both included. */
export interface RangeType {
  readonly kind: 'range'
  readonly lo: Integer
  readonly hi: Integer
  readonly overflow: Overflow
}

/**
 * A word of `width` bits, 1 or more, as in SMT-LIB's fixed-size bit-vectors: its operators are total and work modulo 2^width. Its values
 * are written as unsigned integers.
 */
export interface BitsType {
  readonly kind: 'bits'
  readonly width: number
}

/** All integers. */
export interface IntegerType {
  readonly kind: 'integer'
}

/** Several named fields. */
export interface RecordType {
  readonly kind: 'record'
  readonly fields: Readonly<Record<string, Type>>
  readonly reads?: RecordReading
}

/** A total map over a finite index type; over a range it is a fixed array. */
export interface ArrayType {
  readonly kind: 'array'
  readonly index: IndexType
  readonly element: Type
  readonly reads?: ArrayReading
}

/**
 * What a record or an array stands for in the model. Descriptive only: types with and without it are the same type, and neither
 * evaluation nor encoding looks at it.
 */
export type RecordReading = 'sequence' | 'channel' | 'option' | 'union' | 'tuple'
/** The same of an array. */
export type ArrayReading = 'set' | 'map'

/** The types that can index arrays, bind quantifiers and offer choices: finite and scalar. */
export type IndexType = BoolType | EnumType | RangeType | BitsType

/** The types whose values have no parts. */
export type ScalarType = IndexType | IntegerType

/** A scalar's value: Booleans, enumeration members by name, integers; words of bits as unsigned ones. */
export type Scalar = boolean | string | Integer

/** A concrete value: scalars, a record by field, an array's elements in the order of its index values. */
export type Value = Scalar | RecordValue | ArrayValue

/** The fields of a record by name. */
export interface RecordValue {
  readonly [field: string]: Value
}

/** The elements of an array in the order of its index. */
export type ArrayValue = readonly Value[]

export const BOOL: BoolType = Object.freeze({ kind: 'bool' })
export const INTEGER: IntegerType = Object.freeze({ kind: 'integer' })

export function enumType(values: readonly string[]): EnumType {
  return Object.freeze({ kind: 'enum', values: Object.freeze([...values]) })
}

export function rangeType(lo: Integer, hi: Integer, overflow: Overflow = 'error'): RangeType {
  return Object.freeze({ kind: 'range', lo, hi, overflow })
}

export function bitsType(width: number): BitsType {
  return Object.freeze({ kind: 'bits', width })
}

export function recordType(fields: Readonly<Record<string, Type>>, reads?: RecordReading): RecordType {
  return Object.freeze({
    kind: 'record',
    fields: Object.freeze({ ...fields }),
    ...(reads === undefined ? {} : { reads }),
  })
}

export function arrayType(index: IndexType, element: Type, reads?: ArrayReading): ArrayType {
  return Object.freeze({ kind: 'array', index, element, ...(reads === undefined ? {} : { reads }) })
}

/** How many values an index type has. */
export function cardinality(type: IndexType): Integer {
  switch (type.kind) {
    case 'bool':
      return 2
    case 'enum':
      return type.values.length
    case 'range':
      return type.hi < type.lo ? 0 : add(subtract(type.hi, type.lo), 1)
    case 'bits':
      return integer(1n << BigInt(type.width))
    default:
      return assertNever(type)
  }
}

/** How many values a scalar type has; undefined: no number of them. */
export function domainSize(type: ScalarType): Integer | undefined {
  return type.kind === 'integer' ? undefined : cardinality(type)
}

/** Every value of an index type in its order: false, true; members as listed; integers and words upwards. */
export function* indexValues(type: IndexType): Generator<Scalar> {
  switch (type.kind) {
    case 'bool':
      yield false
      yield true
      return
    case 'enum':
      yield* type.values
      return
    case 'range':
      for (let value = type.lo; value <= type.hi; value = add(value, 1)) yield value
      return
    case 'bits': {
      const end = cardinality(type)
      for (let value: Integer = 0; value < end; value = add(value, 1)) yield value
      return
    }
    default:
      assertNever(type)
  }
}

/** The place of a value in the order of `indexValues`, or -1 when it is not a value of the type. */
export function indexOf(type: IndexType, value: Value): number {
  switch (type.kind) {
    case 'bool':
      return value === false ? 0 : value === true ? 1 : -1
    case 'enum':
      return typeof value === 'string' ? type.values.indexOf(value) : -1
    case 'range':
      return isInteger(value) && value >= type.lo && value <= type.hi ? Number(subtract(value, type.lo)) : -1
    case 'bits':
      return isInteger(value) && value >= 0 && value < cardinality(type) ? Number(value) : -1
    default:
      return assertNever(type)
  }
}

/** The type in the words of the modelling surface, for messages. */
export function showType(type: Type): string {
  switch (type.kind) {
    case 'bool':
      return 'flag'
    case 'enum':
      return `oneOf(${type.values.map((value) => `'${value}'`).join(', ')})`
    case 'range':
      return `range(${String(type.lo)}, ${String(type.hi)}${type.overflow === 'error' ? '' : `, '${type.overflow}'`})`
    case 'bits':
      return `bits(${String(type.width)})`
    case 'integer':
      return 'integer'
    case 'record':
      return showRecordType(type)
    case 'array':
      if (type.reads === 'set') return `setOf(${showType(type.index)})`
      if (type.reads === 'map') return `map(${showType(type.index)}) of ${showType(type.element)}`
      return `array of ${showType(type.element)} indexed by ${showType(type.index)}`
    default:
      return assertNever(type)
  }
}

function showRecordType({ fields, reads }: RecordType): string {
  const shown = Object.entries(fields).map(([name, field]) => `${name}: ${showType(field)}`)
  const { items, value } = fields
  switch (reads) {
    case 'sequence':
    case 'channel':
      return items?.kind === 'array'
        ? `${reads}(${showType(items.element)}, ${String(cardinality(items.index))})`
        : reads
    case 'option':
      return value === undefined ? 'option' : `option(${showType(value)})`
    case 'tuple':
      return `tuple(${Object.values(fields).map(showType).join(', ')})`
    case 'union':
      return `union { ${shown.join(', ')} }`
    case undefined:
      return `record { ${shown.join(', ')} }`
    default:
      return assertNever(reads)
  }
}

/**
 * Whether a value of `from` may stand where `to` is expected: the same shape, where all integer types count as one. Whether an
 * integer lies in the range is a question of the value, answered when it is assigned.
 */
export function compatible(from: Type, to: Type): boolean {
  if (isNumeric(from)) return isNumeric(to)
  if (from.kind === 'bool') return to.kind === 'bool'
  if (from.kind === 'enum') return to.kind === 'enum' && sameList(from.values, to.values)
  if (from.kind === 'bits') return to.kind === 'bits' && from.width === to.width
  if (from.kind === 'record') {
    if (to.kind !== 'record') return false
    const names = Object.keys(from.fields)
    return (
      sameList(names.toSorted(), Object.keys(to.fields).toSorted()) &&
      Object.entries(from.fields).every(([name, field]) => {
        const other = to.fields[name]
        return other !== undefined && compatible(field, other)
      })
    )
  }
  return to.kind === 'array' && sameIndex(from.index, to.index) && compatible(from.element, to.element)
}

export function isNumeric(type: Type): type is RangeType | IntegerType {
  return type.kind === 'range' || type.kind === 'integer'
}

function sameIndex(a: IndexType, b: IndexType): boolean {
  if (a.kind === 'range') return b.kind === 'range' && a.lo === b.lo && a.hi === b.hi
  return compatible(a, b)
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, place) => item === b[place])
}
