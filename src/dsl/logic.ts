import type { Expr } from '../ir/expr.js'
import { BOOL, INTEGER, isNumeric, type Type } from '../ir/type.js'
import { complaint } from './complaint.js'
import { alternative, negation } from './formula.js'
import { lift, liftCondition } from './lift.js'
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
export function ifElse(
  condition: Condition,
  whenTrue: unknown,
  whenFalse: unknown,
): Bool | Num | Enum<string> {
  const type = scalarType(whenTrue) ?? scalarType(whenFalse) ?? noType()
  return scalar(alternative(liftCondition(condition), lift(whenTrue, type), lift(whenFalse, type)), type)
}

/** The value after the step, in a property of steps: `next(plan).atLeast(plan)`. */
export function next(value: Bool): Bool
export function next(value: Num): Num
export function next<Member extends string>(value: Enum<Member>): Enum<Member>
export function next(value: object): Bool | Num | Enum<string> {
  const { expr, type } = meaningOf(value) ?? noMeaning()
  return scalar({ kind: 'next', body: expr }, type)
}

function scalar(expr: Expr, type: Type): Bool | Num | Enum<string> {
  if (type.kind === 'bool') return bool(expr)
  if (type.kind === 'enum') return new EnumValue({ expr, type }, type, type.values)
  return isNumeric(type) ? num(expr) : noMeaning()
}

function scalarType(value: unknown): Type | undefined {
  if (typeof value === 'boolean') return BOOL
  if (typeof value === 'number' || typeof value === 'bigint') return INTEGER
  return meaningOf(value)?.type
}

function noType(): never {
  throw complaint(
    'type-mismatch',
    'Nothing says of which sort the two sides of `ifElse` are.',
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
