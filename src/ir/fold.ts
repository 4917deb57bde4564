import { assertNever } from './assert-never.js'
import type { Expr } from './expr.js'

/** The direct subexpressions, in the order in which they are evaluated. */
export function children(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'literal':
    case 'variable':
    case 'bound':
      return []
    case 'next':
    case 'not':
    case 'neg':
    case 'forall':
    case 'exists':
    case 'count':
      return [expr.body]
    case 'and':
    case 'or':
    case 'min':
    case 'max':
      return expr.operands
    case 'ite':
      return [expr.condition, expr.whenTrue, expr.whenFalse]
    case 'implies':
    case 'eq':
    case 'lt':
    case 'le':
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
    case 'mod':
      return [expr.left, expr.right]
    case 'field':
      return [expr.record]
    case 'element':
      return [expr.array, expr.index]
    case 'record':
      return Object.values(expr.fields)
    case 'array':
      return expr.elements
    default:
      return assertNever(expr)
  }
}

/** Visits an expression and everything below it, parents first, each shared node once. */
export function visit(expr: Expr, enter: (node: Expr) => void): void {
  const seen = new Set<Expr>()
  const pending = [expr]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (seen.has(node)) continue
    seen.add(node)
    enter(node)
    pending.push(...children(node))
  }
}

/** Whether some node below (or the expression itself) satisfies the predicate. */
export function contains(expr: Expr, predicate: (node: Expr) => boolean): boolean {
  let found = false
  visit(expr, (node) => {
    found ||= predicate(node)
  })
  return found
}
