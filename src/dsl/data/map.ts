import type { Expr } from '../../ir/expr.js'
import type { Integer } from '../../ir/integer.js'
import { arrayType, indexValues, type ArrayType, type RecordType } from '../../ir/type.js'
import { memberOf, partType, present, withElement } from './compose.js'
import { elementsWhere, hasIndex, isDefined } from './defined.js'
import { DerivedValue, makesAlike, type Derived } from './derived.js'
import { anyItem, type AnyItem, type Collection } from '../family.js'
import { firstValue } from './first-value.js'
import { conjunction, equality, indexLiteral } from '../formula.js'
import { constant, lift } from '../lift.js'
import type { Meaning } from '../meaning.js'
import { hasValue, optionType, valueOfOption } from './option.js'
import { partOf } from '../part.js'
import { binding } from '../quantify.js'
import {
  DeclaredSort,
  declared,
  declaredIndex,
  makesCell,
  makesValue,
  range,
  type AnyIndexSort,
  type AnySort,
  type CellOf,
  type IndexSort,
  type InputOf,
  type PlainOf,
  type Sort,
} from '../sort.js'
import { firstStart, type Anything } from '../start.js'
import { bool, num } from '../symbolic.js'
import { refuseListing } from './unlisted.js'
import type { Bool, Num, Settable, Symbolic } from '../value.js'

/** Values under keys that come and go. To ask for what is not there violates the property `range`. */
export interface MapOf<Key, Index, Item, Input>
  extends
    Symbolic,
    Derived<MapOf<Key, Index, Item, Input>, MapInput<Key, Index, Item, Input>>,
    Collection<Item, Index> {
  /** There is a value under this key. */
  has(key: Index | Key): Bool
  /** The value under the key. */
  at(key: Index | Key): Item
  /** How many keys have a value. */
  size(): Num
  isEmpty(): Bool
  /** The map with this value under the key, whatever was there. */
  with(key: Index | Key, value: Input): MapOf<Key, Index, Item, Input>
  /** The map with nothing under the key. */
  without(key: Index | Key): MapOf<Key, Index, Item, Input>
  /** The same values under the same keys. */
  is(other: MapInput<Key, Index, Item, Input>): Bool
  isNot(other: MapInput<Key, Index, Item, Input>): Bool
}

export interface MapCell<Key, Index, Item, Input>
  extends MapOf<Key, Index, Item, Input>, Settable<MapInput<Key, Index, Item, Input>> {}

/** Another map of the same sorts, or a list of keys, each with its value; of two values under one key the last counts. */
export type MapInput<Key, Index, Item, Input> =
  MapOf<Key, Index, Item, Input> | readonly (readonly [key: Index | Key, value: Input])[]

/** How a map starts. */
export type MapPlain<Key, Plain> = readonly (readonly [key: Key, value: Plain | Anything])[]

/** Values of one sort under the values of `over`, or under the numbers from 0 on, so many as `over` says; empty at the start. */
export function map<Of extends AnySort>(
  over: number,
  of: Of,
): Sort<MapCell<Integer, Num, CellOf<Of>, InputOf<Of>>, MapPlain<Integer, PlainOf<Of>>>
export function map<Of extends AnySort, Key, Index>(
  over: IndexSort<unknown, Key, Index>,
  of: Of,
): Sort<MapCell<Key, Index, CellOf<Of>, InputOf<Of>>, MapPlain<Key, PlainOf<Of>>>
export function map(over: number | AnyIndexSort, of: AnySort): Sort<unknown, never> {
  const domain = declaredIndex(typeof over === 'number' ? range(0, over - 1) : over)
  const { type: value, start } = declared(of)
  const option = optionType(value)
  const type = arrayType(domain.type, option, 'map')
  const shape: Shape = {
    type,
    option,
    item: (meaning) => of[makesCell](meaning),
    key: (meaning) => domain[makesValue](meaning),
  }
  return new DeclaredSort(type, firstStart(type, { value: start }), (meaning) => new MapValue(meaning, shape))
}

interface Shape {
  readonly type: ArrayType
  readonly option: RecordType
  readonly item: (meaning: Meaning) => unknown
  readonly key: (meaning: Meaning) => unknown
}

/** An array of options. */
class MapValue extends DerivedValue<unknown> {
  readonly #whole: Meaning
  readonly #shape: Shape

  constructor(meaning: Meaning, shape: Shape) {
    super(meaning)
    this.#whole = meaning
    this.#shape = shape
  }

  has(key: unknown): Bool {
    return bool(hasValue(this.#option(this.#key(key))))
  }

  at(key: unknown): unknown {
    return this.#item(this.#key(key))
  }

  size(): Num {
    return num(this.#size())
  }

  isEmpty(): Bool {
    return bool(equality(this.#size(), constant(0)))
  }

  with(key: unknown, value: unknown): MapValue {
    return this.#changed(key, present(lift(value, partType(this.#shape.option, 'value'))))
  }

  without(key: unknown): MapValue {
    return this.#changed(key, firstValue(this.#shape.option))
  }

  [anyItem](bound: string): AnyItem<unknown, unknown> {
    const { type, key } = this.#shape
    const index: Expr = { kind: 'bound', name: bound }
    return {
      over: type.index,
      present: hasValue(this.#option(index)),
      pair: [this.#item(index), key({ expr: index, type: type.index })],
    }
  }

  [makesAlike](meaning: Meaning): MapValue {
    return new MapValue(meaning, this.#shape)
  }

  [Symbol.iterator](): never {
    return refuseListing()
  }

  #item(key: Expr): unknown {
    return this.#shape.item(valueOfOption(this.#option(key), this.#shape.option))
  }

  #size(): Expr {
    const { index: over } = this.#shape.type
    return binding((bound) => ({
      kind: 'count',
      bound,
      over,
      body: hasValue(this.#option({ kind: 'bound', name: bound })),
    }))
  }

  #key(key: unknown): Expr {
    return memberOf(key, this.#shape.type.index, lift)
  }

  #option(key: Expr): Expr {
    return partOf(this.#whole.expr, [{ kind: 'index', index: key }])
  }

  #changed(key: unknown, option: Expr): MapValue {
    const { type } = this.#shape
    const { index: over } = type
    const { expr, cell } = this.#whole
    const at = this.#key(key)
    const before = Array.from(indexValues(over), (value) => this.#option(indexLiteral(over, value)))
    const isKey = hasIndex(over, at, cell === undefined ? undefined : expr)
    const defined = conjunction([isKey, isDefined(at), isDefined(option)])
    const elements = elementsWhere(defined, withElement(before, over, at, option))
    return this[makesAlike]({ expr: { kind: 'array', index: over, elements }, type })
  }
}
