import type { Expr } from '../../../ir/expr.js'
import { BOOL } from '../../../ir/type.js'
import {
  miscounted,
  misfit,
  missorted,
  sameSort,
  sortText,
  type Misfit,
  type Operators,
  type Typed,
} from './typed.js'

/** The operators of SMT-LIB's theory Core. */
export const coreOperator: Operators = (operator, operands, indices) => {
  if (indices.length > 0) return undefined
  const exprs = operands.map(({ expr }) => expr)
  const [first, second, third] = operands
  switch (operator) {
    case 'not':
      return (
        miscounted(operator, operands, { least: 1, most: 1 }) ??
        missorted(operator, operands, 'bool') ??
        condition(negation(exprs[0]))
      )
    case 'and':
    case 'or':
      return (
        miscounted(operator, operands, { least: 1 }) ??
        missorted(operator, operands, 'bool') ??
        condition({ kind: operator, operands: exprs })
      )
    case '=>':
      return (
        miscounted(operator, operands, { least: 2 }) ??
        missorted(operator, operands, 'bool') ??
        condition(exprs.reduceRight((right, left) => ({ kind: 'implies', left, right })))
      )
    case 'xor':
      return (
        miscounted(operator, operands, { least: 2 }) ??
        missorted(operator, operands, 'bool') ??
        condition(exprs.reduce((left, right) => negation({ kind: 'eq', left, right })))
      )
    case '=':
      return (
        miscounted(operator, operands, { least: 2 }) ??
        alike(operator, operands) ??
        condition(chain(exprs, equality))
      )
    case 'distinct':
      return (
        miscounted(operator, operands, { least: 2 }) ??
        alike(operator, operands) ??
        condition({ kind: 'and', operands: pairs(exprs).map(([a, b]) => negation(equality(a, b))) })
      )
    case 'ite': {
      const wrong =
        miscounted(operator, operands, { least: 3, most: 3 }) ?? alike(operator, operands.slice(1))
      if (wrong !== undefined) return wrong
      if (first === undefined || second === undefined || third === undefined) return undefined
      if (first.type.kind !== 'bool')
        return misfit(`The condition of \`ite\` has sort ${sortText(first.type)}.`)
      return {
        expr: { kind: 'ite', condition: first.expr, whenTrue: second.expr, whenFalse: third.expr },
        type: second.type,
      }
    }
    default:
      return undefined
  }
}

export function condition(expr: Expr): Typed {
  return { expr, type: BOOL }
}

export function negation(body: Expr | undefined): Expr {
  return body === undefined ? { kind: 'or', operands: [] } : { kind: 'not', body }
}

export function equality(left: Expr, right: Expr): Expr {
  return { kind: 'eq', left, right }
}

/** `a < b < c`: each neighbour with the next. */
export function chain(exprs: readonly Expr[], relate: (a: Expr, b: Expr) => Expr): Expr {
  const related = exprs.slice(1).map((right, place) => relate(exprs[place] ?? right, right))
  const [only] = related
  return related.length === 1 && only !== undefined ? only : { kind: 'and', operands: related }
}

function pairs(exprs: readonly Expr[]): readonly (readonly [Expr, Expr])[] {
  return exprs.flatMap((a, place) => exprs.slice(place + 1).map((b) => [a, b] as const))
}

/** Why the operands are not all of one sort. */
function alike(operator: string, operands: readonly Typed[]): Misfit | undefined {
  const [first, ...rest] = operands
  const other = rest.find(({ type }) => first !== undefined && !sameSort(type, first.type))
  if (first === undefined || other === undefined) return undefined
  return misfit(`\`${operator}\` is given sorts ${sortText(first.type)} and ${sortText(other.type)}.`)
}
