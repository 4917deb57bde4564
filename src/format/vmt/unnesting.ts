import type { Expr } from '../../ir/expr.js'
import { bottomUp, children, foundBottomUp, mapChildren } from '../../ir/fold.js'

/** Longer lists of operands are cut into pieces. */
const MOST_OPERANDS = 10_000

/**
 * Takes conjunctions in conjunctions together, and disjunctions in disjunctions, where the inner ones serve nobody else: files come with
 * long chains of them. What is shared stays shared, and comes out the same each time.
 * @param roots all that there is: what is used elsewhere is told by these.
 */
export function unnesting(roots: readonly Expr[]): (expr: Expr) => Expr {
  const uses = new Map<Expr, number>()
  for (const expr of bottomUp(roots, children)) {
    for (const child of children(expr)) uses.set(child, (uses.get(child) ?? 0) + 1)
  }
  const operandsOf = (expr: Expr): readonly Expr[] => {
    if (expr.kind !== 'and' && expr.kind !== 'or') return children(expr)
    const found: Expr[] = []
    const pending = [...expr.operands].reverse()
    for (let operand = pending.pop(); operand !== undefined; operand = pending.pop()) {
      if (operand.kind !== expr.kind || uses.get(operand) !== 1) found.push(operand)
      else for (const inner of operand.operands.toReversed()) pending.push(inner)
    }
    return found
  }
  const known = new Map<Expr, Expr>()
  const unnest = (expr: Expr): Expr =>
    foundBottomUp(expr, known, operandsOf, (node) =>
      node.kind === 'and' || node.kind === 'or'
        ? junction(node.kind, operandsOf(node).map(unnest))
        : mapChildren(node, unnest),
    )
  return unnest
}

function junction(kind: 'and' | 'or', operands: readonly Expr[]): Expr {
  if (operands.length <= MOST_OPERANDS) return { kind, operands }
  const pieces: Expr[] = []
  for (let at = 0; at < operands.length; at += MOST_OPERANDS) {
    pieces.push({ kind, operands: operands.slice(at, at + MOST_OPERANDS) })
  }
  return junction(kind, pieces)
}
