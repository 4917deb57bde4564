import type { Expr } from '../ir/expr.js'
import { contains } from '../ir/fold.js'
import { ModelError } from '../ir/model-error.js'
import type { Action, Cell, SourcePlace, Variable } from '../ir/system.js'

/**
 * Holds ghosts to what they are for: what can happen must not depend on them. Properties, assertions, assumptions and assignments to
 * ghosts may read them.
 * @throws ModelError for the first guard or assignment that does.
 */
export function refuseGhostReads(actions: readonly Action[], variables: readonly Variable[]): void {
  const ghosts = new Set(variables.filter(({ ghost }) => ghost === true).map(({ name }) => name))
  if (ghosts.size === 0) return
  for (const action of actions) {
    refuse(`The guard of \`${action.name}\``, [action.guard], ghosts, action.source)
    for (const { target, value, condition, source } of action.updates) {
      if (ghosts.has(target.variable)) continue
      const read = [value, ...(condition === undefined ? [] : [condition]), ...indicesOf(target)]
      const what = `What \`${action.name}\` assigns to \`${target.variable}\``
      refuse(what, read, ghosts, source ?? action.source)
    }
  }
}

function refuse(
  what: string,
  read: readonly Expr[],
  ghosts: ReadonlySet<string>,
  place: SourcePlace | undefined,
): void {
  for (const name of ghosts) {
    if (!read.some((expr) => contains(expr, (node) => node.kind === 'variable' && node.name === name)))
      continue
    throw new ModelError(
      'ghost-read',
      `${what} depends on \`${name}\`, which is a ghost: it is there for properties only.`,
      'Declare it with state(...) if the protocol itself knows it.',
      place,
    )
  }
}

function indicesOf({ path }: Cell): readonly Expr[] {
  return path.flatMap((step) => (step.kind === 'index' ? [step.index] : []))
}
