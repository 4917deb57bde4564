import { assertNever } from '../ir/assert-never.js'
import type { Expr } from '../ir/expr.js'
import type { Cell, Update } from '../ir/system.js'

/** The expression with each direct subexpression replaced. */
export function mapChildren(expr: Expr, replace: (child: Expr) => Expr): Expr {
  switch (expr.kind) {
    case 'literal':
    case 'variable':
    case 'bound':
      return expr
    case 'next':
    case 'not':
    case 'neg':
    case 'forall':
    case 'exists':
    case 'count':
      return { ...expr, body: replace(expr.body) }
    case 'and':
    case 'or':
    case 'min':
    case 'max':
    case 'bits':
      return { ...expr, operands: expr.operands.map(replace) }
    case 'ite':
      return {
        ...expr,
        condition: replace(expr.condition),
        whenTrue: replace(expr.whenTrue),
        whenFalse: replace(expr.whenFalse),
      }
    case 'implies':
    case 'eq':
    case 'lt':
    case 'le':
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
    case 'mod':
      return { ...expr, left: replace(expr.left), right: replace(expr.right) }
    case 'field':
      return { ...expr, record: replace(expr.record) }
    case 'element':
      return { ...expr, array: replace(expr.array), index: replace(expr.index) }
    case 'record':
      return {
        ...expr,
        fields: Object.fromEntries(
          Object.entries(expr.fields).map(([name, field]) => [name, replace(field)]),
        ),
      }
    case 'array':
      return { ...expr, elements: expr.elements.map(replace) }
    default:
      return assertNever(expr)
  }
}

/**
 * Replaces nodes everywhere, outermost first: where `replace` says undefined, the search goes on below. What is shared stays shared.
 */
export function rewriter(
  replace: (expr: Expr, rewrite: (expr: Expr) => Expr) => Expr | undefined,
): (expr: Expr) => Expr {
  const known = new Map<Expr, Expr>()
  const rewrite = (expr: Expr): Expr => {
    const before = known.get(expr)
    if (before !== undefined) return before
    const after = replace(expr, rewrite) ?? mapChildren(expr, rewrite)
    known.set(expr, after)
    return after
  }
  return rewrite
}

/** The cell with its indices rewritten. */
export function rewriteCell(cell: Cell, rewrite: (expr: Expr) => Expr): Cell {
  return {
    ...cell,
    path: cell.path.map((step) => (step.kind === 'index' ? { ...step, index: rewrite(step.index) } : step)),
  }
}

/** The update with everything it reads rewritten. */
export function rewriteUpdate<U extends Update>(update: U, rewrite: (expr: Expr) => Expr): U {
  const { target, value, condition } = update
  return {
    ...update,
    target: rewriteCell(target, rewrite),
    value: rewrite(value),
    ...(condition === undefined ? {} : { condition: rewrite(condition) }),
  }
}
