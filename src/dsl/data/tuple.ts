import { recordType, type RecordType } from '../../ir/type.js'
import type { Assignment } from '../clause.js'
import { makesAlike, type Derived } from './derived.js'
import { equality, negation } from '../formula.js'
import { lift } from '../lift.js'
import { fieldMeaning, giveMeaning, type Meaning } from '../meaning.js'
import {
  DeclaredSort,
  declared,
  makesCell,
  type AnySort,
  type CellOf,
  type InputOf,
  type PlainOf,
  type Sort,
} from '../sort.js'
import type { Anything } from '../start.js'
import { assignment, bool, refusePrimitive } from '../symbolic.js'
import type { Bool, Settable } from '../value.js'

/** A few values in a fixed order. What it consists of can be taken apart: `const [key, version] = pair`. */
export type Tuple<Of extends readonly AnySort[]> = {
  readonly [Place in keyof Of]: CellOf<Of[Place]>
} & TupleMethods<Of>

interface TupleMethods<Of extends readonly AnySort[]> extends Derived<Tuple<Of>, TupleInput<Of>> {
  /** The same values throughout. */
  is(other: TupleInput<Of>): Bool
  isNot(other: TupleInput<Of>): Bool
}

export type TupleCell<Of extends readonly AnySort[]> = Tuple<Of> & Settable<TupleInput<Of>>

/** Another tuple of the same sorts, or its values as a list. */
export type TupleInput<Of extends readonly AnySort[]> = { readonly [Place in keyof Of]: InputOf<Of[Place]> }

/** How a tuple starts. */
export type TuplePlain<Of extends readonly AnySort[]> = {
  readonly [Place in keyof Of]: PlainOf<Of[Place]> | Anything
}

/** A value of each of these sorts, in this order; each starts as its own sort says. */
export function tuple<Of extends readonly [AnySort, ...AnySort[]]>(
  ...of: Of
): Sort<TupleCell<Of>, TuplePlain<Of>>
export function tuple(...of: readonly AnySort[]): Sort<unknown, never> {
  const parts = of.map((sort, place) => [String(place), declared(sort)] as const)
  const type = recordType(Object.fromEntries(parts.map(([name, { type: part }]) => [name, part])), 'tuple')
  const starts = Object.fromEntries(parts.map(([name, { start }]) => [name, start]))
  return new DeclaredSort(type, { kind: 'record', fields: starts, parts: starts }, (meaning) =>
    cell(of, type, meaning),
  )
}

function cell(of: readonly AnySort[], type: RecordType, meaning: Meaning): object {
  const cells = of.map((sort, place) =>
    sort[makesCell](fieldMeaning(meaning, String(place), declared(sort).type)),
  )
  const equals = (other: unknown) => equality(meaning.expr, lift(other, type))
  const whole = Object.assign(cells, {
    is: (other: unknown): Bool => bool(equals(other)),
    isNot: (other: unknown): Bool => bool(negation(equals(other))),
    becomes: (value: unknown): Assignment => assignment(whole, value),
    [makesAlike]: (other: Meaning): unknown => cell(of, type, other),
    [Symbol.toPrimitive]: refusePrimitive,
  })
  giveMeaning(whole, meaning)
  return whole
}
