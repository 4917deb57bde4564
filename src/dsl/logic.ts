import type { Expr } from '../ir/expr.js'
import { BOOL, INTEGER, isNumeric, type Type } from '../ir/type.js'
import { complaint } from './complaint.js'
import { makesAlike, type Derived } from './data/derived.js'
import { alternative, negation } from './formula.js'
import { isLiftable, lift, liftCondition } from './lift.js'
import { meaningOf } from './meaning.js'
import { EnumValue, bool, num } from './symbolic.js'
import type { Bool, Condition, Enum, Num, Quantity } from './value.js'

/** The condition does not hold. */
export function not(condition: Condition): Bool {
  return bool(negation(liftCondition(condition)))
}

/** `condition ? whenTrue : whenFalse`, of which only the one that is asked for is looked at. */
export function ifElse(condition: Condition, whenTrue: Quantity, whenFalse: Quantity): Num
export function ifElse(condition: Condition, whenTrue: Condition, whenFalse: Condition): Bool
export function ifElse<Member extends string>(
  condition: Condition,
  whenTrue: Enum<Member> | NoInfer<Member>,
  whenFalse: Enum<Member> | NoInfer<Member>,
): Enum<Member>
export function ifElse<Self, Input>(
  condition: Condition,
  whenTrue: Derived<Self, Input>,
  whenFalse: Derived<Self, Input> | NoInfer<Input>,
): Self
export function ifElse<Self, Input>(
  condition: Condition,
  whenTrue: NoInfer<Input>,
  whenFalse: Derived<Self, Input>,
): Self
export function ifElse(condition: Condition, whenTrue: unknown, whenFalse: unknown): unknown {
  return chosen([{ condition: liftCondition(condition), value: whenTrue }], whenFalse)
}

/** A value under a condition. */
export interface Alternative {
  readonly condition: Expr
  readonly value: unknown
}

/** The value of the first alternative whose condition holds, of which the others are not looked at. */
export function chosen(alternatives: readonly Alternative[], otherwise: unknown): unknown {
  const values = [...alternatives.map(({ value }) => value), otherwise]
  const derived = mostGeneral(values)
  const type = [derived, ...values].map(typeOfValue).find((known) => known !== undefined) ?? noType()
  const expr = alternatives.reduceRight(
    (rest, { condition, value }) => alternative(condition, lift(value, type), rest),
    lift(otherwise, type),
  )
  return derived === undefined ? scalar(expr, type) : derived[makesAlike]({ expr, type })
}

/** The value after the step, in a property of steps: `next(plan).atLeast(plan)`. */
export function next(value: Bool): Bool
export function next(value: Num): Num
export function next<Member extends string>(value: Enum<Member>): Enum<Member>
export function next<Self>(value: Derived<Self, never>): Self
export function next(value: object): unknown {
  const { expr, type } = meaningOf(value) ?? noMeaning()
  const after: Expr = { kind: 'next', body: expr }
  return isDerivedValue(value) ? value[makesAlike]({ expr: after, type }) : scalar(after, type)
}

/** The value of a derived sort that all others can be written for: of an option and what it can hold, the option. */
function mostGeneral(values: readonly unknown[]): Derived<unknown, never> | undefined {
  const candidates = values.filter(isDerivedValue)
  return (
    candidates.find((candidate) => {
      const type = typeOfValue(candidate)
      return type !== undefined && values.every((value) => isLiftable(value, type))
    }) ?? candidates[0]
  )
}

function scalar(expr: Expr, type: Type): Bool | Num | Enum<string> {
  if (type.kind === 'bool') return bool(expr)
  if (type.kind === 'enum') return new EnumValue({ expr, type }, type, type.values)
  return isNumeric(type) ? num(expr) : noMeaning()
}

function typeOfValue(value: unknown): Type | undefined {
  if (typeof value === 'boolean') return BOOL
  if (typeof value === 'number' || typeof value === 'bigint') return INTEGER
  return meaningOf(value)?.type
}

function isDerivedValue(value: unknown): value is Derived<unknown, never> {
  return typeof value === 'object' && value !== null && makesAlike in value
}

function noType(): never {
  throw complaint(
    'type-mismatch',
    'Nothing says of which sort the two sides of `ifElse`, or the cases of `match`, are.',
    'Write at least one of them as a value of the model.',
  )
}

function noMeaning(): never {
  throw complaint(
    'type-mismatch',
    'A flag, a number or a member of an enumeration is expected here.',
    'Name a single value: `next(job.status)`, not `next(job)`.',
  )
}
