import type { Expr } from '../ir/expr.js'
import { declaredType } from '../ir/cell.js'
import { contains } from '../ir/fold.js'
import { ModelError } from '../ir/model-error.js'
import type { Action, StatedProperty } from '../ir/system.js'
import { cardinality, type Type } from '../ir/type.js'
import type { Assertion } from './clause.js'
import { conjunction, equality } from './formula.js'
import { lift } from './lift.js'
import { valueOf } from './part.js'

/** An action with what its step asserts. */
export interface AssertingAction extends Action {
  readonly assertions: readonly Assertion[]
}

/** What an assertion is called: the step that makes it, and its number there if it is not the first. */
export type AssertionName = `${string}.assert${number | ''}`

/** Beyond this many combinations of choices an assertion cannot be spelt out. */
const MOST_COMBINATIONS = 100_000

/**
 * The invariants that the assertions of steps amount to: wherever the process stands before the step and its guards hold, for whatever
 * choices, the condition holds. The processes of a kind share one for each assertion, in the order in which the step makes them.
 * @param types of the variables, by name.
 * @throws ModelError for choices that are too many.
 */
export function assertionProperties(
  actions: readonly { readonly action: Action; readonly assertions: readonly Assertion[] }[],
  types: ReadonlyMap<string, Type>,
): readonly StatedProperty[] {
  const claims = new Map<AssertionName, { readonly parts: Expr[]; readonly assertion: Assertion }>()
  for (const { action, assertions } of actions) {
    const step = action.process === undefined ? action.label : `${action.process.kind}.${action.label}`
    for (const [at, assertion] of assertions.entries()) {
      const name: AssertionName = `${step}.assert${at === 0 ? '' : at + 1}`
      const known = claims.get(name) ?? { parts: [], assertion }
      known.parts.push(claimOf(action, assertion, types))
      claims.set(name, known)
    }
  }
  return [...claims].map(
    ([
      name,
      {
        parts,
        assertion: { place },
      },
    ]) => ({
      kind: 'invariant',
      name,
      expr: conjunction(parts),
      ...(place === undefined ? {} : { source: place }),
    }),
  )
}

function claimOf(action: Action, { condition, place }: Assertion, types: ReadonlyMap<string, Type>): Expr {
  const left = conjunction([...standsReady(action, types), action.guard])
  const claim: Expr = { kind: 'implies', left, right: condition }
  const choices = action.choices.flatMap(({ name, domain }) =>
    mentions(claim, name) && domain.kind !== 'integer' ? [{ name, domain }] : [],
  )
  const combinations = choices.reduce((count, { domain }) => count * Number(cardinality(domain)), 1)
  if (combinations > MOST_COMBINATIONS) {
    throw new ModelError(
      'domain-too-large',
      `What \`${action.name}\` asserts depends on a choice among ${String(combinations)} combinations.`,
      `Narrow the choices to at most ${String(MOST_COMBINATIONS)} combinations, or assert something that does not depend on them.`,
      place,
    )
  }
  return choices.reduceRight<Expr>(
    (body, { name, domain }) => ({ kind: 'forall', bound: name, over: domain, body }),
    claim,
  )
}

/** The process stands before the step. */
function standsReady({ control }: Action, types: ReadonlyMap<string, Type>): readonly Expr[] {
  if (control === undefined) return []
  const type = declaredType(control.cell, types)
  return [equality(valueOf(control.cell), lift(control.at, type))]
}

function mentions(expr: Expr, name: string): boolean {
  return contains(expr, (node) => node.kind === 'bound' && node.name === name)
}
