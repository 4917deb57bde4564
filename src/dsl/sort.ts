import { integer as exact, isInteger, type Integer } from '../ir/integer.js'
import { BOOL, INTEGER, enumType, rangeType, type IndexType, type Overflow, type Type } from '../ir/type.js'
import { complaint } from './complaint.js'
import type { Meaning } from './meaning.js'
import { firstStart, startOf, type Anything, type Start } from './start.js'
import { BoolValue, EnumValue, NumValue } from './symbolic.js'
import type { Bool, BoolCell, Enum, EnumCell, Num, NumCell, Settable } from './value.js'

/** Keys of what a sort can do for the builder, out of sight of those who write models. */
export const makesCell: unique symbol = Symbol('makesCell')
export const makesValue: unique symbol = Symbol('makesValue')

/** What a part of the state can hold, and how it starts. `Cell` is what steps and properties see of it. */
export interface Sort<Cell, Plain> {
  [makesCell](meaning: Meaning): Cell
  /** How it starts: with this value, or with `anything`, every value that the assumptions allow. */
  initially(start: Plain | Anything): Sort<Cell, Plain>
}

/** A sort whose values can be counted through: it can index arrays and be chosen from. */
export interface IndexSort<Cell, Plain, Value> extends Sort<Cell, Plain> {
  [makesValue](meaning: Meaning): Value
}

export type AnySort = Sort<unknown, never>
export type AnyIndexSort = IndexSort<unknown, never, unknown>

/** What steps and properties see of a sort. */
export type CellOf<S> = S extends Sort<infer Cell, never> ? Cell : never
/** What a start value of the sort is written as. */
export type PlainOf<S> = S extends Sort<unknown, infer Plain> ? Plain : never
/** What can be assigned to a part of the sort. */
export type InputOf<S> = CellOf<S> extends Settable<infer Input> ? Input : never
/** What a choice from the sort is seen as. */
export type ValueOf<S> = S extends IndexSort<unknown, never, infer Value> ? Value : never

export class DeclaredSort<Cell, Plain> implements Sort<Cell, Plain> {
  readonly [makesCell]: (meaning: Meaning) => Cell

  constructor(
    readonly type: Type,
    readonly start: Start,
    makeCell: (meaning: Meaning) => Cell,
  ) {
    this[makesCell] = makeCell
  }

  initially(start: Plain | Anything): Sort<Cell, Plain> {
    return new DeclaredSort(this.type, startOf(start, this.type, this.start), this[makesCell])
  }
}

export class DeclaredIndexSort<Cell extends Value, Plain, Value>
  extends DeclaredSort<Cell, Plain>
  implements IndexSort<Cell, Plain, Value>
{
  constructor(
    override readonly type: IndexType,
    makeCell: (meaning: Meaning) => Cell,
  ) {
    super(type, firstStart(type), makeCell)
  }

  [makesValue](meaning: Meaning): Value {
    return this[makesCell](meaning)
  }
}

/** True or false; false at the start. */
export function flag(): IndexSort<BoolCell, boolean, Bool> {
  return new DeclaredIndexSort(BOOL, (meaning) => new BoolValue(meaning))
}

/** One of a few names; the first at the start. */
export function oneOf<const Members extends readonly [string, ...string[]]>(
  ...members: Members
): IndexSort<EnumCell<Members[number]>, Members[number], Enum<Members[number]>> {
  const type = enumType(members)
  return new DeclaredIndexSort(type, (meaning) => new EnumValue<Members[number]>(meaning, type, members))
}

/**
 * The whole numbers from `lo` to `hi`, both included; `lo` at the start. Leaving the range violates the property `range`, unless the
 * number is to `'wrap'` (as a byte does) or to `'saturate'` (stay at the bound).
 */
export function range(
  lo: Integer,
  hi: Integer,
  overflow: Overflow = 'error',
): IndexSort<NumCell, Integer, Num> {
  if (!isInteger(lo) || !isInteger(hi) || hi < lo) {
    throw complaint(
      'empty-domain',
      `There are no whole numbers from ${String(lo)} to ${String(hi)}.`,
      'Write two whole numbers, the smaller one first.',
    )
  }
  return new DeclaredIndexSort(rangeType(exact(lo), exact(hi), overflow), (meaning) => new NumValue(meaning))
}

/** All whole numbers; 0 at the start. Prefer a `range` where there are bounds: it is decided much faster. */
export function integer(): Sort<NumCell, Integer> {
  return new DeclaredSort(INTEGER, firstStart(INTEGER), (meaning) => new NumValue(meaning))
}

/**
 * The builder's own view of a sort.
 * @throws ModelError when it is something else: plain JavaScript, or a mistake.
 */
export function declared(sort: unknown): DeclaredSort<unknown, never> {
  if (isDeclared(sort)) return sort
  throw complaint(
    'type-mismatch',
    'Something that is not a sort stands where one belongs.',
    'Write flag(), oneOf(...), range(...), integer(), record({...}), array(...), or a sort such as sequence(...).',
  )
}

/** The type of a sort that can index arrays and be chosen from. */
export function declaredIndex(sort: unknown): DeclaredIndexSort<unknown, never, unknown> {
  if (isDeclaredIndex(sort)) return sort
  throw complaint(
    'not-an-index',
    'Only a few values can be counted through, and this is not such a sort.',
    'Write flag(), oneOf(...) or range(...), without `initially`.',
  )
}

export function isDeclared(sort: unknown): sort is DeclaredSort<unknown, never> {
  return sort instanceof DeclaredSort
}

function isDeclaredIndex(sort: unknown): sort is DeclaredIndexSort<unknown, never, unknown> {
  return sort instanceof DeclaredIndexSort
}
