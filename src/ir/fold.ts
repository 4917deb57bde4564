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
    case 'bits':
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

/**
 * The nodes below the roots (and the roots themselves), each once, what a node needs before it. What recurs over expressions of any depth
 * does so in this order, with what it has found kept: the call stack is too short for deep ones.
 * @param needs a node's own nodes, in the order in which they are needed.
 */
export function bottomUp<Node extends object>(
  roots: readonly Node[],
  needs: (node: Node) => readonly Node[],
): readonly Node[] {
  const order: Node[] = []
  const entered = new Set<Node>()
  const path: { readonly node: Node; readonly needed: readonly Node[]; at: number }[] = []
  const enter = (node: Node): void => {
    if (entered.has(node)) return
    entered.add(node)
    path.push({ node, needed: needs(node), at: 0 })
  }
  for (const root of roots) {
    enter(root)
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.needed[top.at]
      top.at += 1
      if (next !== undefined) enter(next)
      else {
        path.pop()
        order.push(top.node)
      }
    }
  }
  return order
}

/**
 * What a function says of a node, when it only asks itself about nodes that the node needs: found bottom-up, and kept in `known`.
 */
export function foundBottomUp<Node extends object, Found>(
  root: Node,
  known: Map<Node, Found>,
  needs: (node: Node) => readonly Node[],
  find: (node: Node) => Found,
): Found {
  const before = known.get(root)
  if (before !== undefined) return before
  const order = bottomUp([root], (node) => needs(node).filter((other) => !known.has(other)))
  for (const node of order.slice(0, -1)) known.set(node, find(node))
  const found = find(root)
  known.set(root, found)
  return found
}

/** The subexpressions that are looked at in the same state and with the same names bound: not the bodies of binders and of `next`. */
export function childrenInScope(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'next':
    case 'forall':
    case 'exists':
    case 'count':
      return []
    default:
      return children(expr)
  }
}
