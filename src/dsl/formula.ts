import { FALSE, TRUE, type Expr, type Literal } from '../ir/expr.js'
import { rangeType, type IndexType, type Scalar } from '../ir/type.js'

/** The conjunction, without what is plainly true. */
export function conjunction(operands: readonly Expr[]): Expr {
  const rest = operands.filter((operand) => !isTrue(operand))
  const [only, ...others] = rest
  if (only === undefined) return TRUE
  return others.length === 0 ? only : { kind: 'and', operands: rest }
}

/** The disjunction, without what is plainly false. */
export function disjunction(operands: readonly Expr[]): Expr {
  const rest = operands.filter((operand) => !isFalse(operand))
  const [only, ...others] = rest
  if (only === undefined) return FALSE
  return others.length === 0 ? only : { kind: 'or', operands: rest }
}

export function negation(body: Expr): Expr {
  if (isTrue(body)) return FALSE
  if (isFalse(body)) return TRUE
  return body.kind === 'not' ? body.body : { kind: 'not', body }
}

/** `condition ? whenTrue : whenFalse`, decided where the condition is constant. */
export function alternative(condition: Expr, whenTrue: Expr, whenFalse: Expr): Expr {
  if (isTrue(condition)) return whenTrue
  if (isFalse(condition)) return whenFalse
  return { kind: 'ite', condition, whenTrue, whenFalse }
}

export function equality(left: Expr, right: Expr): Expr {
  return { kind: 'eq', left, right }
}

/** A constant index: a value of the index type, or an integer that may lie outside a range, whose own type is then as narrow. */
export function indexLiteral(type: IndexType, value: Scalar): Literal {
  return typeof value === 'number' || typeof value === 'bigint'
    ? { kind: 'literal', type: rangeType(value, value), value }
    : { kind: 'literal', type, value }
}

export function isTrue(expr: Expr): boolean {
  return expr.kind === 'literal' && expr.value === true
}

export function isFalse(expr: Expr): boolean {
  return expr.kind === 'literal' && expr.value === false
}
