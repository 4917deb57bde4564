import type { Expr } from '../ir/expr.js'
import { mapChildren } from '../ir/fold.js'
import type { Cell, Update } from '../ir/system.js'

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
