import type { Arithmetic, Expr } from '../ir/expr.js'
import { BOOL, INTEGER, type EnumType } from '../ir/type.js'
import type { Assignment } from './clause.js'
import { complaint } from './complaint.js'
import { conjunction, disjunction, equality, negation } from './formula.js'
import { lift, liftCondition, liftInteger } from './lift.js'
import { giveMeaning, meaningOf, type Meaning } from './meaning.js'
import { callerPlace } from './place.js'
import type { Bool, BoolCell, Condition, Enum, EnumCell, Num, NumCell, Quantity, Symbolic } from './value.js'

/** What all symbolic values share. That only cells can be assigned to, users learn from the types, and JavaScript from an error. */
export abstract class SymbolicValue<Input> implements Symbolic {
  declare readonly then: Symbolic['then']

  constructor(meaning: Meaning) {
    giveMeaning(this, meaning)
  }

  becomes(value: Input): Assignment {
    return assignment(this, value)
  }

  [Symbol.toPrimitive](): never {
    return refusePrimitive()
  }
}

export class BoolValue extends SymbolicValue<Condition> implements BoolCell {
  is(other: Condition): Bool {
    return bool(equality(exprOf(this), liftCondition(other)))
  }

  isNot(other: Condition): Bool {
    return bool(negation(equality(exprOf(this), liftCondition(other))))
  }

  and(...others: readonly Condition[]): Bool {
    return bool(conjunction([exprOf(this), ...others.map(liftCondition)]))
  }

  or(...others: readonly Condition[]): Bool {
    return bool(disjunction([exprOf(this), ...others.map(liftCondition)]))
  }

  implies(other: Condition): Bool {
    return bool({ kind: 'implies', left: exprOf(this), right: liftCondition(other) })
  }
}

export class NumValue extends SymbolicValue<Quantity> implements NumCell {
  is(other: Quantity): Bool {
    return bool(equality(exprOf(this), liftInteger(other)))
  }

  isNot(other: Quantity): Bool {
    return bool(negation(equality(exprOf(this), liftInteger(other))))
  }

  below(other: Quantity): Bool {
    return bool({ kind: 'lt', left: exprOf(this), right: liftInteger(other) })
  }

  atMost(other: Quantity): Bool {
    return bool({ kind: 'le', left: exprOf(this), right: liftInteger(other) })
  }

  above(other: Quantity): Bool {
    return bool({ kind: 'lt', left: liftInteger(other), right: exprOf(this) })
  }

  atLeast(other: Quantity): Bool {
    return bool({ kind: 'le', left: liftInteger(other), right: exprOf(this) })
  }

  plus(other: Quantity): Num {
    return this.#calculate('add', other)
  }

  minus(other: Quantity): Num {
    return this.#calculate('sub', other)
  }

  times(other: Quantity): Num {
    return this.#calculate('mul', other)
  }

  dividedBy(other: Quantity): Num {
    return this.#calculate('div', other)
  }

  modulo(other: Quantity): Num {
    return this.#calculate('mod', other)
  }

  #calculate(kind: Arithmetic['kind'], other: Quantity): Num {
    return num({ kind, left: exprOf(this), right: liftInteger(other) })
  }
}

export class EnumValue<Member extends string>
  extends SymbolicValue<Enum<Member> | Member>
  implements EnumCell<Member>
{
  readonly members: readonly Member[]
  readonly #type: EnumType

  constructor(meaning: Meaning, type: EnumType, members: readonly Member[]) {
    super(meaning)
    this.members = members
    this.#type = type
  }

  is(...others: readonly (Enum<NoInfer<Member>> | NoInfer<Member>)[]): Bool {
    return bool(disjunction(others.map((other) => equality(exprOf(this), lift(other, this.#type)))))
  }

  isNot(...others: readonly (Enum<NoInfer<Member>> | NoInfer<Member>)[]): Bool {
    return bool(conjunction(others.map((other) => negation(equality(exprOf(this), lift(other, this.#type))))))
  }
}

/** What JavaScript gets when it asks for a number or a string: in `x + 1`, `x < 3` and `${x}`. */
export function refusePrimitive(): never {
  throw complaint(
    'type-mismatch',
    'A value of the model is used as a JavaScript number or string, but it is known only when the model runs.',
    'Use its methods: `x.plus(1)`, `x.below(3)`, `x.is(y)`.',
  )
}

/** A computed condition. */
export function bool(expr: Expr): Bool {
  return new BoolValue({ expr, type: BOOL })
}

/** A computed integer. */
export function num(expr: Expr): Num {
  return new NumValue({ expr, type: INTEGER })
}

/** The assignment of what a user wrote to a symbolic value. */
export function assignment(target: object, written: unknown): Assignment {
  const meaning = meaningOf(target)
  if (meaning?.cell === undefined) {
    throw complaint(
      'type-mismatch',
      'Something computed is assigned to.',
      'Assign to a part of the state or to a local of a process.',
    )
  }
  const { cell, type } = meaning
  return Object.freeze({
    kind: 'assignment',
    target: cell,
    type,
    value: lift(written, type),
    place: callerPlace(),
  })
}

function exprOf(value: object): Expr {
  return meaningOf(value)?.expr ?? missingMeaning()
}

function missingMeaning(): never {
  throw complaint(
    'type-mismatch',
    'A method of a value of the model is called on something else.',
    'Call it on the value itself, `x.below(3)`, not on a copy of the method.',
  )
}
