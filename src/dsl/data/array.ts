import type { Integer } from '../../ir/integer.js'
import { arrayType, indexValues, type ArrayType } from '../../ir/type.js'
import type { Assignment } from '../clause.js'
import { IndexedFamily, type Family } from '../family.js'
import { elementMeaning, giveMeaning, type Meaning } from '../meaning.js'
import {
  DeclaredSort,
  declared,
  declaredIndex,
  makesCell,
  makesValue,
  range,
  type CellOf,
  type IndexSort,
  type PlainOf,
  type Sort,
} from '../sort.js'
import type { Anything } from '../start.js'
import { assignment } from '../symbolic.js'
import type { Num, Settable } from '../value.js'

/** A part of the state with one element for each value of an index. */
export interface ArrayCell<Element, Key, Index>
  extends Family<Element, Key, Index>, Settable<ArrayInput<Element>> {}

/** What can be assigned to an array: another one, or its elements in the order of the index. */
export type ArrayInput<Element> =
  readonly (Element extends Settable<infer Input> ? Input : never)[] | Elements<Element>

/** Another array with such elements, whatever it is indexed by: that is looked at when it is assigned. */
interface Elements<Element> extends Iterable<Element> {
  readonly length: number
  at(index: never): Element
}

/** How an array starts: its elements in the order of the index. */
export type ArrayPlain<Plain> = readonly (Plain | Anything)[]

/** An element for each value of the index: so many, for a number, from 0 on; or one for each member of a `range`, `oneOf` or `flag`. */
export function array<Element extends Sort<unknown, never>>(
  length: number,
  element: Element,
): Sort<ArrayCell<CellOf<Element>, Integer, Num>, ArrayPlain<PlainOf<Element>>>
export function array<Element extends Sort<unknown, never>, Key, Index>(
  over: IndexSort<unknown, Key, Index>,
  element: Element,
): Sort<ArrayCell<CellOf<Element>, Key, Index>, ArrayPlain<PlainOf<Element>>>
export function array(
  over: number | IndexSort<unknown, never, unknown>,
  element: Sort<unknown, never>,
): Sort<unknown, never> {
  const domain = declaredIndex(typeof over === 'number' ? range(0, over - 1) : over)
  const { type, start } = declared(element)
  const whole = arrayType(domain.type, type)
  const starts = Array.from(indexValues(domain.type), () => start)
  return new DeclaredSort(
    whole,
    { kind: 'array', elements: starts },
    (meaning) =>
      new ArrayValue(
        meaning,
        whole,
        (part) => element[makesCell](part),
        (index) => domain[makesValue](index),
      ),
  )
}

class ArrayValue<Element> extends IndexedFamily<Element, unknown, unknown> {
  constructor(
    meaning: Meaning,
    type: ArrayType,
    element: (meaning: Meaning) => Element,
    index: (meaning: Meaning) => unknown,
  ) {
    super(type.index, (at) => element(elementMeaning(meaning, at, type.element)), index)
    giveMeaning(this, meaning)
  }

  becomes(value: unknown): Assignment {
    return assignment(this, value)
  }
}
