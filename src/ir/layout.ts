import type { Expr } from './expr.js'
import { bottomUp, children, childrenInScope, foundBottomUp } from './fold.js'
import { isStated, type TransitionSystem, type Update } from './system.js'
import type { IndexType, Type } from './type.js'

/** What the interpreter looks up in a system again and again. */
export interface Layout {
  readonly variables: ReadonlyMap<string, Type>
  /** Of the arrays in `element` expressions, as far as they were met. Scope cannot change them: bound names stand for scalars only. */
  readonly indexTypes: Map<Expr, IndexType>
  /** Whether expressions share so much, or are so deep, that evaluating them as trees could take forever, or not be possible. */
  readonly tangled: boolean
  /** For each expression that is too deep for the call stack, what is to be evaluated before it, in this order. */
  readonly landings: ReadonlyMap<Expr, readonly Expr[]>
}

const layouts = new WeakMap<TransitionSystem, Layout>()

export function layoutOf(system: TransitionSystem): Layout {
  const known = layouts.get(system)
  if (known !== undefined) return known
  const roots = expressionsOf(system)
  const found = landings(roots)
  const layout = {
    variables: new Map(system.variables.map(({ name, type }) => [name, type])),
    indexTypes: new Map<Expr, IndexType>(),
    tangled: found.size > 0 || isTangled(roots),
    landings: found,
  }
  layouts.set(system, layout)
  return layout
}

/** Remembering values costs time in ordinary models, where trees are no more than a few times larger than what they share. */
function isTangled(roots: readonly Expr[]): boolean {
  const sizes = new Map<Expr, number>()
  const sizeOf = (expr: Expr): number =>
    foundBottomUp(expr, sizes, children, (node) =>
      children(node).reduce((sum, child) => sum + sizeOf(child), 1),
    )
  const total = roots.reduce((sum, root) => sum + sizeOf(root), 0)
  return total > 10_000 + 8 * sizes.size
}

/** Levels of an expression that are evaluated without a rest. */
const MOST_LEVELS = 500

/** For each expression that is too deep to be evaluated at once, those below it that have to be evaluated before, innermost first. */
function landings(roots: readonly Expr[]): ReadonlyMap<Expr, readonly Expr[]> {
  const depths = new Map<Expr, number>()
  const depthOf = (expr: Expr): number =>
    foundBottomUp(expr, depths, childrenInScope, (node) =>
      childrenInScope(node).reduce((deepest, child) => Math.max(deepest, 1 + depthOf(child)), 0),
    )
  const deep = roots.filter((root) => depthOf(root) > MOST_LEVELS)
  return new Map(
    deep.map((root) => [
      root,
      bottomUp([root], childrenInScope).filter(
        (node) => node !== root && depthOf(node) > 0 && depthOf(node) % MOST_LEVELS === 0,
      ),
    ]),
  )
}

function expressionsOf(system: TransitionSystem): readonly Expr[] {
  return [
    ...system.init.updates.flatMap(expressionsIn),
    ...system.init.assumptions.map(({ expr }) => expr),
    ...system.actions.flatMap(({ guard, updates }) => [guard, ...updates.flatMap(expressionsIn)]),
    system.mayEnd,
    ...system.properties.filter(isStated).map(({ expr }) => expr),
  ]
}

function expressionsIn({ target, value, condition }: Update): readonly Expr[] {
  const indices = target.path.flatMap((step) => (step.kind === 'index' ? [step.index] : []))
  return condition === undefined ? [...indices, value] : [condition, ...indices, value]
}
