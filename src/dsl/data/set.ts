import type { Integer } from '../../ir/integer.js'
import { FALSE, TRUE, type Expr } from '../../ir/expr.js'
import { BOOL, arrayType, indexValues, type ArrayType, type Scalar } from '../../ir/type.js'
import { memberOf } from './compose.js'
import { elementsWhere, hasIndex, isDefined } from './defined.js'
import { DerivedValue, makesAlike, type Derived } from './derived.js'
import { anyItem, type AnyItem, type Collection } from '../family.js'
import { conjunction, disjunction, equality, indexLiteral, negation } from '../formula.js'
import { constant, lift } from '../lift.js'
import type { Meaning } from '../meaning.js'
import { partOf } from '../part.js'
import { binding } from '../quantify.js'
import {
  DeclaredSort,
  declaredIndex,
  makesValue,
  range,
  type AnyIndexSort,
  type IndexSort,
  type Sort,
} from '../sort.js'
import { firstStart } from '../start.js'
import { bool, num } from '../symbolic.js'
import { refuseListing } from './unlisted.js'
import type { Bool, Num, Settable, Symbolic } from '../value.js'

/** Some of the values of a sort that can be counted through. To ask for what no member can be violates the property `range`. */
export interface SetOf<Key, Member>
  extends Symbolic, Derived<SetOf<Key, Member>, SetInput<Key, Member>>, Collection<Member, Member> {
  has(member: Member | Key): Bool
  /** How many members there are. */
  size(): Num
  isEmpty(): Bool
  /** The set with this member too. */
  with(member: Member | Key): SetOf<Key, Member>
  without(member: Member | Key): SetOf<Key, Member>
  /** What is in this set, or in the other. */
  union(other: SetInput<Key, Member>): SetOf<Key, Member>
  /** What is in both. */
  intersect(other: SetInput<Key, Member>): SetOf<Key, Member>
  /** What is in this set, and not in the other. */
  minus(other: SetInput<Key, Member>): SetOf<Key, Member>
  /** All members are members of the other. */
  subsetOf(other: SetInput<Key, Member>): Bool
  /** The same members. */
  is(other: SetInput<Key, Member>): Bool
  isNot(other: SetInput<Key, Member>): Bool
}

export interface SetCell<Key, Member> extends SetOf<Key, Member>, Settable<SetInput<Key, Member>> {}

/** Another set over the same sort, or its members as a list. */
export type SetInput<Key, Member> = SetOf<Key, Member> | readonly (Member | Key)[]

/** A set of values of `over`, or of the numbers from 0 on, so many as `over` says; empty at the start. */
export function setOf(over: number): Sort<SetCell<Integer, Num>, readonly Integer[]>
export function setOf<Key, Member>(
  over: IndexSort<unknown, Key, Member>,
): Sort<SetCell<Key, Member>, readonly Key[]>
export function setOf(over: number | AnyIndexSort): Sort<unknown, never> {
  const domain = declaredIndex(typeof over === 'number' ? range(0, over - 1) : over)
  const type = arrayType(domain.type, BOOL, 'set')
  const member = (meaning: Meaning): unknown => domain[makesValue](meaning)
  return new DeclaredSort(type, firstStart(type), (meaning) => new SetValue(meaning, { type, member }))
}

interface Shape {
  readonly type: ArrayType
  readonly member: (meaning: Meaning) => unknown
}

/** An array that says of each value whether it is a member. */
class SetValue extends DerivedValue<unknown> {
  readonly #whole: Meaning
  readonly #shape: Shape

  constructor(meaning: Meaning, shape: Shape) {
    super(meaning)
    this.#whole = meaning
    this.#shape = shape
  }

  has(member: unknown): Bool {
    return bool(this.#flag(this.#member(member)))
  }

  size(): Num {
    return num(this.#size())
  }

  isEmpty(): Bool {
    return bool(equality(this.#size(), constant(0)))
  }

  with(member: unknown): SetValue {
    return this.#changed(member, (flag, isIt) => disjunction([isIt, flag]))
  }

  without(member: unknown): SetValue {
    return this.#changed(member, (flag, isIt) => conjunction([negation(isIt), flag]))
  }

  union(other: unknown): SetValue {
    return this.#combined(
      other,
      (theirs) => ({ kind: 'or', operands: [theirs, TRUE] }),
      (theirs) => theirs,
    )
  }

  intersect(other: unknown): SetValue {
    return this.#combined(other, (theirs) => theirs, neither)
  }

  minus(other: unknown): SetValue {
    return this.#combined(other, negation, neither)
  }

  subsetOf(other: unknown): Bool {
    const whole = lift(other, this.#shape.type)
    const included = this.#values().map((value): Expr => ({
      kind: 'implies',
      left: this.#flag(this.#literal(value)),
      right: elementOf(whole, this.#literal(value)),
    }))
    return bool(conjunction([isDefined(whole), ...included]))
  }

  [anyItem](bound: string): AnyItem<unknown, unknown> {
    const { type, member } = this.#shape
    const index: Expr = { kind: 'bound', name: bound }
    const item = member({ expr: index, type: type.index })
    return { over: type.index, present: this.#flag(index), pair: [item, item] }
  }

  [makesAlike](meaning: Meaning): SetValue {
    return new SetValue(meaning, this.#shape)
  }

  [Symbol.iterator](): never {
    return refuseListing()
  }

  #size(): Expr {
    const { index: over } = this.#shape.type
    return binding((bound) => ({
      kind: 'count',
      bound,
      over,
      body: this.#flag({ kind: 'bound', name: bound }),
    }))
  }

  #flag(index: Expr): Expr {
    return elementOf(this.#whole.expr, index)
  }

  #values(): readonly Scalar[] {
    return [...indexValues(this.#shape.type.index)]
  }

  #literal(value: Scalar): Expr {
    return indexLiteral(this.#shape.type.index, value)
  }

  #member(member: unknown): Expr {
    return memberOf(member, this.#shape.type.index, lift)
  }

  /** The set in which a member, and nothing else, may have come or gone. */
  #changed(member: unknown, flagAfter: (flag: Expr, isIt: Expr) => Expr): SetValue {
    const { index: over } = this.#shape.type
    const { expr, cell } = this.#whole
    const changed = this.#member(member)
    const flags = this.#values().map((value) =>
      flagAfter(this.#flag(this.#literal(value)), equality(changed, this.#literal(value))),
    )
    return this.#of(elementsWhere(hasIndex(over, changed, cell === undefined ? undefined : expr), flags))
  }

  /**
   * The set whose flags depend on those of this one and of the other. Both cases look at the other, so that the whole is as undefined
   * as that is.
   */
  #combined(other: unknown, member: (theirs: Expr) => Expr, noMember: (theirs: Expr) => Expr): SetValue {
    const whole = lift(other, this.#shape.type)
    return this.#of(
      this.#values().map((value): Expr => {
        const theirs = elementOf(whole, this.#literal(value))
        return {
          kind: 'ite',
          condition: this.#flag(this.#literal(value)),
          whenTrue: member(theirs),
          whenFalse: noMember(theirs),
        }
      }),
    )
  }

  #of(elements: readonly Expr[]): SetValue {
    const { type } = this.#shape
    return this[makesAlike]({ expr: { kind: 'array', index: type.index, elements }, type })
  }
}

function neither(theirs: Expr): Expr {
  return { kind: 'and', operands: [theirs, FALSE] }
}

function elementOf(set: Expr, index: Expr): Expr {
  return partOf(set, [{ kind: 'index', index }])
}
