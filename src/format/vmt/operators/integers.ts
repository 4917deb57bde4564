import type { Arithmetic, Expr } from '../../../ir/expr.js'
import { INTEGER } from '../../../ir/type.js'
import { chain, condition } from './core.js'
import { miscounted, misfit, missorted, type Operators, type Typed } from './typed.js'

/** The operators of SMT-LIB's theory Ints. Divisors are constants other than zero, as in the linear logics. */
export const integerOperator: Operators = (operator, operands, indices) => {
  const exprs = operands.map(({ expr }) => expr)
  const [first, second] = exprs
  const need = (least: number, most = Infinity) =>
    miscounted(operator, operands, { least, most }) ?? missorted(operator, operands, 'integer')
  if (operator === 'divisible' && indices.length === 1) {
    const [divisor = 0] = indices
    if (divisor === 0) return misfit('Nothing is divisible by 0.')
    return need(1, 1) ?? condition({ kind: 'eq', left: rest(first ?? ZERO, divisor), right: ZERO })
  }
  if (indices.length > 0) return undefined
  switch (operator) {
    case '+':
    case '*':
      return need(2) ?? integer(exprs.reduce((left, right) => ({ kind: KINDS[operator], left, right })))
    case '-':
      return (
        need(1) ??
        integer(
          second === undefined
            ? opposite(first ?? ZERO)
            : exprs.reduce((left, right) => ({ kind: 'sub', left, right })),
        )
      )
    case 'div':
    case 'mod':
      return need(2, operator === 'div' ? Infinity : 2) ?? quotient(operator, exprs)
    case 'abs':
      return need(1, 1) ?? integer({ kind: 'max', operands: [first ?? ZERO, opposite(first ?? ZERO)] })
    case '<':
      return need(2) ?? condition(chain(exprs, (left, right) => ({ kind: 'lt', left, right })))
    case '<=':
      return need(2) ?? condition(chain(exprs, (left, right) => ({ kind: 'le', left, right })))
    case '>':
      return need(2) ?? condition(chain(exprs, (left, right) => ({ kind: 'lt', left: right, right: left })))
    case '>=':
      return need(2) ?? condition(chain(exprs, (left, right) => ({ kind: 'le', left: right, right: left })))
    default:
      return undefined
  }
}

const KINDS: Readonly<Record<'+' | '*', Arithmetic['kind']>> = { '+': 'add', '*': 'mul' }
const ZERO: Expr = Object.freeze({ kind: 'literal', type: INTEGER, value: 0 })

function integer(expr: Expr): Typed {
  return { expr, type: INTEGER }
}

/** Of a number a number, so that constants stay such. */
function opposite(body: Expr): Expr {
  if (body.kind !== 'literal' || typeof body.value === 'boolean' || typeof body.value === 'string') {
    return { kind: 'neg', body }
  }
  return { ...body, value: body.value === 0 ? 0 : -body.value }
}

function rest(left: Expr, divisor: number): Expr {
  return { kind: 'mod', left, right: { kind: 'literal', type: INTEGER, value: divisor } }
}

function quotient(kind: 'div' | 'mod', exprs: readonly Expr[]) {
  const wrong = exprs.slice(1).find((divisor) => divisor.kind !== 'literal' || divisor.value === 0)
  if (wrong !== undefined) return misfit(`\`${kind}\` is supported by constants other than 0 only.`)
  return integer(exprs.reduce((left, right) => ({ kind, left, right })))
}
