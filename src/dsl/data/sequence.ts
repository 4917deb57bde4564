import { TRUE, type Expr } from '../../ir/expr.js'
import {
  arrayType,
  indexValues,
  rangeType,
  recordType,
  type ArrayType,
  type RecordType,
} from '../../ir/type.js'
import { complaint } from '../complaint.js'
import { hasIndex, isDefined } from './defined.js'
import { DerivedValue, makesAlike, type Derived } from './derived.js'
import { anyItem, type AnyItem, type Collection } from '../family.js'
import { firstValue } from './first-value.js'
import { alternative, conjunction, disjunction, equality, indexLiteral } from '../formula.js'
import { constant, lift, liftInteger } from '../lift.js'
import { elementMeaning, fieldMeaning, type Meaning } from '../meaning.js'
import { partOf } from '../part.js'
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
import { firstStart, type Anything } from '../start.js'
import { bool, num } from '../symbolic.js'
import { refuseListing } from './unlisted.js'
import type { Bool, Num, Quantity, Settable, Symbolic } from '../value.js'

/** At most so many values of one sort, in an order. What is not there has no value: asking for it violates the property `range`. */
export interface Sequence<Item, Input>
  extends Symbolic, Derived<Sequence<Item, Input>, SequenceInput<Item, Input>>, Collection<Item, Num> {
  readonly length: Num
  isEmpty(): Bool
  /** Nothing can be appended any more. */
  isFull(): Bool
  /** The element with this index, counted from 0. */
  at(index: Quantity): Item
  /** The first element. */
  head(): Item
  last(): Item
  /** Some element is equal to this. */
  has(item: Input): Bool
  /** The sequence with one more element at its end; undefined where it is full. */
  append(item: Input): Sequence<Item, Input>
  /** The sequence without its first element; undefined where it is empty. */
  tail(): Sequence<Item, Input>
  /** The sequence without the element with this index; those behind it move up. */
  without(index: Quantity): Sequence<Item, Input>
  /** The same elements in the same order. */
  is(other: SequenceInput<Item, Input>): Bool
  isNot(other: SequenceInput<Item, Input>): Bool
}

export interface SequenceCell<Item, Input>
  extends Sequence<Item, Input>, Settable<SequenceInput<Item, Input>> {}

/** Another sequence of the same sort, or its elements as a list. */
export type SequenceInput<Item, Input> = Sequence<Item, Input> | readonly Input[]

/** A sequence of at most `capacity` values; empty at the start. */
export function sequence<Of extends AnySort>(
  of: Of,
  capacity: number,
): Sort<SequenceCell<CellOf<Of>, InputOf<Of>>, readonly (PlainOf<Of> | Anything)[]>
export function sequence(of: AnySort, capacity: number): Sort<unknown, never> {
  if (!Number.isSafeInteger(capacity) || capacity < 1) {
    throw complaint(
      'empty-domain',
      `A sequence of at most ${String(capacity)} values holds nothing.`,
      'Write a capacity of at least 1.',
    )
  }
  const { type: element, start } = declared(of)
  const items = arrayType(rangeType(0, capacity - 1), element)
  const length = rangeType(0, capacity)
  const type = recordType({ length, items }, 'sequence')
  const shape: Shape = { type, items, length, item: (meaning) => of[makesCell](meaning) }
  return new DeclaredSort(
    type,
    firstStart(type, { item: start }),
    (meaning) => new SequenceValue(meaning, shape),
  )
}

interface Shape {
  readonly type: RecordType
  readonly items: ArrayType
  readonly length: ReturnType<typeof rangeType>
  readonly item: (meaning: Meaning) => unknown
}

/**
 * A record of the length and as many slots as there can be elements. Slots beyond the length hold the first value of their type, so
 * that equality of records is equality of sequences. Every operation keeps that; where it has no such result, it has none.
 */
class SequenceValue extends DerivedValue<unknown> {
  readonly length: Num
  readonly #shape: Shape
  readonly #items: Meaning
  readonly #length: Expr

  constructor(meaning: Meaning, shape: Shape) {
    super({ ...meaning, type: shape.type })
    this.#shape = shape
    const part = (field: string): Expr => partOf(meaning.expr, [{ kind: 'field', field }])
    this.#items = { ...fieldMeaning(meaning, 'items', shape.items), expr: part('items') }
    this.#length = part('length')
    this.length = num(this.#length)
  }

  isEmpty(): Bool {
    return bool(equality(this.#length, constant(0)))
  }

  isFull(): Bool {
    return bool(equality(this.#length, constant(this.#shape.length.hi)))
  }

  at(index: unknown): unknown {
    return this.#item(this.#present(liftInteger(index)))
  }

  head(): unknown {
    return this.at(0)
  }

  last(): unknown {
    return this.#item({ kind: 'sub', left: this.#length, right: constant(1) })
  }

  has(item: unknown): Bool {
    const wanted = lift(item, this.#shape.items.element)
    const found = this.#slots().map((slot, place) =>
      conjunction([this.#reaches(constant(place)), equality(slot, wanted)]),
    )
    return bool(disjunction(found))
  }

  append(item: unknown): SequenceValue {
    const added = lift(item, this.#shape.items.element)
    const slots = this.#slots().map((slot, place) =>
      alternative(equality(this.#length, constant(place)), added, slot),
    )
    return this.#made(this.#length, 'add', slots, isDefined(added))
  }

  tail(): SequenceValue {
    const last: Expr = { kind: 'sub', left: this.#length, right: constant(1) }
    return this.#made(last, 'sub', this.#moved())
  }

  without(index: unknown): SequenceValue {
    const taken = this.#present(liftInteger(index))
    const moved = this.#moved()
    const slots = this.#slots().map((slot, place) =>
      alternative({ kind: 'lt', left: constant(place), right: taken }, slot, moved[place] ?? slot),
    )
    return this.#made(taken, 'sub', slots)
  }

  [anyItem](bound: string): AnyItem<unknown, Num> {
    const index: Expr = { kind: 'bound', name: bound }
    return {
      over: this.#shape.items.index,
      present: this.#reaches(index),
      pair: [this.#item(index), num(index)],
    }
  }

  [makesAlike](meaning: Meaning): SequenceValue {
    return new SequenceValue(meaning, this.#shape)
  }

  [Symbol.iterator](): never {
    return refuseListing()
  }

  #item(index: Expr): unknown {
    return this.#shape.item(elementMeaning(this.#items, index, this.#shape.items.element))
  }

  /** There is an element with this index, which is not negative. */
  #reaches(index: Expr): Expr {
    return { kind: 'lt', left: index, right: this.#length }
  }

  /** The index where there is such an element; elsewhere one that no slot has. */
  #present(index: Expr): Expr {
    return alternative(this.#reaches(index), index, constant(-1))
  }

  #slots(): readonly Expr[] {
    const { index: over } = this.#shape.items
    return Array.from(indexValues(over), (value) =>
      partOf(this.#items.expr, [{ kind: 'index', index: indexLiteral(over, value) }]),
    )
  }

  /** What is in the slots when every element but the first has moved up by one. */
  #moved(): readonly Expr[] {
    return [...this.#slots().slice(1), firstValue(this.#shape.items.element)]
  }

  /**
   * The sequence with other slots and one element more or less.
   * @param slot that is filled or emptied: where there is none, there is no such sequence.
   * @param defined another condition of that; true or undefined, too.
   */
  #made(slot: Expr, change: 'add' | 'sub', elements: readonly Expr[], defined: Expr = TRUE): SequenceValue {
    const { items, type } = this.#shape
    const { expr, cell } = this.#items
    const changed: Expr = { kind: change, left: this.#length, right: constant(1) }
    const has = hasIndex(items.index, slot, cell === undefined ? undefined : expr)
    return this[makesAlike]({
      expr: {
        kind: 'record',
        fields: {
          length: alternative(conjunction([has, defined]), changed, constant(0)),
          items: { kind: 'array', index: items.index, elements },
        },
      },
      type,
    })
  }
}
