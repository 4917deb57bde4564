import type { Expr } from '../../ir/expr.js'
import { equality, negation } from '../formula.js'
import { lift } from '../lift.js'
import type { Meaning } from '../meaning.js'
import { SymbolicValue, bool } from '../symbolic.js'
import type { Bool } from '../value.js'

/** Key under which a derived value makes another one of its sort. */
export const makesAlike: unique symbol = Symbol('makesAlike')

/** A value made of records and arrays, compared and passed on as one: a sequence, a set, an option. */
export interface Derived<Self, Input> {
  [makesAlike](meaning: Meaning): Self
  is(other: Input): Bool
}

/** What the values of all derived sorts share. */
export abstract class DerivedValue<Input> extends SymbolicValue<Input> {
  readonly #meaning: Meaning

  constructor(meaning: Meaning) {
    super(meaning)
    this.#meaning = meaning
  }

  is(other: Input): Bool {
    return bool(this.#equals(other))
  }

  isNot(other: Input): Bool {
    return bool(negation(this.#equals(other)))
  }

  abstract [makesAlike](meaning: Meaning): DerivedValue<Input>

  #equals(other: Input): Expr {
    return equality(this.#meaning.expr, lift(other, this.#meaning.type))
  }
}
