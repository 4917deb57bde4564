import type { Expr } from './expr.js'
import { children } from './fold.js'
import { isStated, type TransitionSystem, type Update } from './system.js'
import type { IndexType, Type } from './type.js'

/** What the interpreter looks up in a system again and again. */
export interface Layout {
  readonly variables: ReadonlyMap<string, Type>
  /** Of the arrays in `element` expressions, as far as they were met. Scope cannot change them: bound names stand for scalars only. */
  readonly indexTypes: Map<Expr, IndexType>
  /** Whether expressions share so much that evaluating them as trees could take forever. */
  readonly tangled: boolean
}

const layouts = new WeakMap<TransitionSystem, Layout>()

export function layoutOf(system: TransitionSystem): Layout {
  const known = layouts.get(system)
  if (known !== undefined) return known
  const layout = {
    variables: new Map(system.variables.map(({ name, type }) => [name, type])),
    indexTypes: new Map<Expr, IndexType>(),
    tangled: isTangled(expressionsOf(system)),
  }
  layouts.set(system, layout)
  return layout
}

/** Remembering values costs time in ordinary models, where trees are no more than a few times larger than what they share. */
function isTangled(roots: readonly Expr[]): boolean {
  const sizes = new Map<Expr, number>()
  const sizeOf = (expr: Expr): number => {
    const known = sizes.get(expr)
    if (known !== undefined) return known
    const size = children(expr).reduce((sum, child) => sum + sizeOf(child), 1)
    sizes.set(expr, size)
    return size
  }
  const total = roots.reduce((sum, root) => sum + sizeOf(root), 0)
  return total > 10_000 + 8 * sizes.size
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
