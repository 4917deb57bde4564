import type { Expr } from '../../ir/expr.js'
import { BOOL, recordType, type RecordType, type Type } from '../../ir/type.js'
import { partType } from './compose.js'
import { valueWhere } from './defined.js'
import { DerivedValue, makesAlike, type Derived } from './derived.js'
import { negation } from '../formula.js'
import { chosen } from '../logic.js'
import type { Meaning } from '../meaning.js'
import type { Nothing } from './nothing.js'
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
import { firstStart } from '../start.js'
import { bool } from '../symbolic.js'
import type { Bool, Condition, Enum, Num, Quantity, Settable, Symbolic } from '../value.js'

/** A value, or nothing. */
export interface Option<Item, Input>
  extends Symbolic, Derived<Option<Item, Input>, OptionInput<Item, Input>> {
  isSome(): Bool
  isNone(): Bool
  /** The value. Where there is none, asking for it violates the property `range`. */
  value(): Item
  /** One thing where there is none, another where there is a value. */
  match(cases: OptionCases<Item, Quantity>): Num
  match(cases: OptionCases<Item, Condition>): Bool
  match<Member extends string>(cases: OptionCases<Item, Enum<Member> | Member>): Enum<Member>
  /** The same value, or both nothing. */
  is(other: OptionInput<Item, Input>): Bool
  isNot(other: OptionInput<Item, Input>): Bool
}

export interface OptionCell<Item, Input> extends Option<Item, Input>, Settable<OptionInput<Item, Input>> {}

/** A value, `nothing`, or another option of the same sort. */
export type OptionInput<Item, Input> = Option<Item, Input> | Input | Nothing

export interface OptionCases<Item, Result> {
  readonly none: Result
  readonly some: (value: Item) => Result
}

/** A value of the sort, or `nothing`, as at the start. Of an option inside an option, `nothing` written out is the outer one's. */
export function option<Of extends AnySort>(
  of: Of,
): Sort<OptionCell<CellOf<Of>, InputOf<Of>>, PlainOf<Of> | Nothing>
export function option(of: AnySort): Sort<unknown, never> {
  const { type: value, start } = declared(of)
  const type = optionType(value)
  const item = (meaning: Meaning): unknown => of[makesCell](meaning)
  return new DeclaredSort(
    type,
    firstStart(type, { value: start }),
    (meaning) => new OptionValue(meaning, { type, item }),
  )
}

/** A record of whether there is a value, and the value; where there is none, the first one of its type. */
export function optionType(value: Type): RecordType {
  return recordType({ some: BOOL, value }, 'option')
}

/** Whether an option has a value. */
export function hasValue(option: Expr): Expr {
  return partOf(option, [{ kind: 'field', field: 'some' }])
}

/** The value of an option, undefined where it has none. */
export function valueOfOption(option: Expr, type: RecordType): Meaning {
  const value = partOf(option, [{ kind: 'field', field: 'value' }])
  return { expr: valueWhere(hasValue(option), value), type: partType(type, 'value') }
}

interface Shape {
  readonly type: RecordType
  readonly item: (meaning: Meaning) => unknown
}

class OptionValue extends DerivedValue<unknown> {
  readonly #expr: Expr
  readonly #shape: Shape

  constructor(meaning: Meaning, shape: Shape) {
    super(meaning)
    this.#expr = meaning.expr
    this.#shape = shape
  }

  isSome(): Bool {
    return bool(hasValue(this.#expr))
  }

  isNone(): Bool {
    return bool(negation(hasValue(this.#expr)))
  }

  value(): unknown {
    return this.#shape.item(valueOfOption(this.#expr, this.#shape.type))
  }

  match({ none, some }: OptionCases<unknown, unknown>): unknown {
    return chosen([{ condition: hasValue(this.#expr), value: some(this.value()) }], none)
  }

  [makesAlike](meaning: Meaning): OptionValue {
    return new OptionValue(meaning, this.#shape)
  }
}
