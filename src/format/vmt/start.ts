import { FALSE, TRUE, type Expr } from '../../ir/expr.js'
import type { Update } from '../../ir/system.js'

/** What an initial condition says outright, and what it says besides. */
export interface StartPart {
  readonly updates: readonly Update[]
  readonly rest: readonly Expr[]
}

/**
 * Takes the constants that variables start with out of initial conditions: one for each variable.
 * @param conditions their conjunctions taken together.
 */
export function startParts(conditions: readonly Expr[]): StartPart {
  const values = new Map<string, Expr>()
  const rest = conditions.flatMap((condition): readonly Expr[] => {
    const parts = condition.kind === 'and' ? condition.operands : [condition]
    const open = parts.filter((part) => {
      const found = constantOf(part)
      if (found === undefined || values.has(found.variable)) return true
      values.set(found.variable, found.value)
      return false
    })
    const [only] = open
    if (open.length === parts.length) return [condition]
    return only === undefined ? [] : [open.length === 1 ? only : { kind: 'and', operands: open }]
  })
  const updates = [...values].map(([variable, value]): Update => ({ target: { variable, path: [] }, value }))
  return { updates, rest }
}

/** The constant that a condition says a variable is. */
function constantOf(condition: Expr): { readonly variable: string; readonly value: Expr } | undefined {
  const flag = condition.kind === 'not' ? condition.body : condition
  if (flag.kind === 'variable') return { variable: flag.name, value: flag === condition ? TRUE : FALSE }
  if (condition.kind !== 'eq') return undefined
  const { left, right } = condition
  if (left.kind === 'variable' && right.kind === 'literal') return { variable: left.name, value: right }
  return right.kind === 'variable' && left.kind === 'literal'
    ? { variable: right.name, value: left }
    : undefined
}
