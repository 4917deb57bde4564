import type { Expr } from '../ir/expr.js'
import { indexValues, type IndexType } from '../ir/type.js'
import { indexLiteral } from './formula.js'
import { lift } from './lift.js'
import type { Meaning } from './meaning.js'
import { refusePrimitive } from './symbolic.js'

/** Keys under which a family lets quantifiers in: to speak of any item, and to go through all. */
export const anyItem: unique symbol = Symbol('anyItem')
export const everyItem: unique symbol = Symbol('everyItem')

/** Something whose items quantifiers can speak of, even where nobody knows yet how many there are. */
export interface Collection<Item, Index> {
  [anyItem](bound: string): AnyItem<Item, Index>
}

/** Several things of one kind: an array of the state, or the processes of one kind. */
export interface Family<Item, Key, Index> extends Iterable<Item> {
  readonly length: number
  /** The one with this index, which may depend on the state. An index outside violates the property `range`. */
  at(index: Index | Key): Item
  [anyItem](bound: string): AnyItem<Item, Index>
}

/** One of a family, for the types of your own functions: `Item<typeof endpoint>`. */
export type Item<Of extends Iterable<unknown>> = Of extends Iterable<infer One> ? One : never

/** The item of which a quantifier's body speaks, whichever it is. */
export interface AnyItem<Item, Index> {
  readonly over: IndexType
  /** Under which condition there is such an item; always, where it is missing. */
  readonly present?: Expr
  readonly pair: readonly [Item, Index]
}

/** Items by index. Items are made when they are asked for. */
export class IndexedFamily<Item, Key, Index> implements Family<Item, Key, Index> {
  readonly #over: IndexType
  readonly #item: (index: Expr) => Item
  readonly #index: (meaning: Meaning) => Index

  /**
   * @param item the item with an index.
   * @param index what users see of an index.
   */
  constructor(over: IndexType, item: (index: Expr) => Item, index: (meaning: Meaning) => Index) {
    this.#over = over
    this.#item = item
    this.#index = index
  }

  get length(): number {
    return [...indexValues(this.#over)].length
  }

  at(index: Index | Key): Item {
    return this.#item(lift(index, this.#over))
  }

  *[Symbol.iterator](): Generator<Item> {
    for (const [item] of this[everyItem]()) yield item
  }

  /** Each item with its index. */
  *[everyItem](): Generator<readonly [Item, Index]> {
    for (const value of indexValues(this.#over)) yield this.#pair(indexLiteral(this.#over, value))
  }

  [anyItem](bound: string): AnyItem<Item, Index> {
    return { over: this.#over, pair: this.#pair({ kind: 'bound', name: bound }) }
  }

  [Symbol.toPrimitive](): never {
    return refusePrimitive()
  }

  #pair(index: Expr): readonly [Item, Index] {
    return [this.#item(index), this.#index({ expr: index, type: this.#over })]
  }
}
