import type { Integer } from '../ir/integer.js'
import type { Clause } from './clause.js'

/**
 * A value that differs from state to state and is unknown while the model is built. There is no `then` at run time; its type makes
 * the compiler reject such a value as a condition (`if (x)`, `x ? a : b`, `x && y`: TS2801).
 */
export interface Symbolic {
  readonly then: (onfulfilled: (value: never) => unknown) => never
}

/** What is true or false of a state, or a constant. */
export type Condition = Bool | boolean

/** An integer of a state, or a constant. */
export type Quantity = Num | Integer

export interface Bool extends Symbolic {
  /** Both are true, or both are false. */
  is(other: Condition): Bool
  isNot(other: Condition): Bool
  /** All of them; what follows is looked at only where this holds. */
  and(...others: readonly Condition[]): Bool
  /** At least one of them; what follows is looked at only where this fails. */
  or(...others: readonly Condition[]): Bool
  /** Where this holds, so does the other. */
  implies(other: Condition): Bool
}

export interface Num extends Symbolic {
  is(other: Quantity): Bool
  isNot(other: Quantity): Bool
  /** Less than. */
  below(other: Quantity): Bool
  /** Less than or equal to. */
  atMost(other: Quantity): Bool
  /** Greater than. */
  above(other: Quantity): Bool
  /** Greater than or equal to. */
  atLeast(other: Quantity): Bool
  plus(other: Quantity): Num
  minus(other: Quantity): Num
  times(other: Quantity): Num
  /** Euclidean: rounded so that the remainder is not negative. A divisor of 0 violates the property `range`. */
  dividedBy(other: Quantity): Num
  /** The remainder of `dividedBy`, from 0 up to the divisor. */
  modulo(other: Quantity): Num
}

export interface Enum<Member extends string> extends Symbolic {
  readonly members: readonly Member[]
  /** One of these. */
  is(...others: readonly (Enum<NoInfer<Member>> | NoInfer<Member>)[]): Bool
  /** None of these. */
  isNot(...others: readonly (Enum<NoInfer<Member>> | NoInfer<Member>)[]): Bool
}

/** A place in the state that steps can assign to. */
export interface Settable<Input> {
  /** The value after the step; everything mentioned on the right is the value before it. */
  becomes(value: Input): Clause
}

export interface BoolCell extends Bool, Settable<Condition> {}

export interface NumCell extends Num, Settable<Quantity> {}

export interface EnumCell<Member extends string> extends Enum<Member>, Settable<Enum<Member> | Member> {}
