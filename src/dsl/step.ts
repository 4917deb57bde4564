import type { Expr } from '../ir/expr.js'
import { ModelError } from '../ir/model-error.js'
import type { Choice, SourcePlace, Update } from '../ir/system.js'
import type { Type } from '../ir/type.js'
import { assertNever } from '../ir/assert-never.js'
import type { Assertion, Clause } from './clause.js'
import { complaint } from './complaint.js'
import { destinationOf, type Destination } from './destination.js'
import { conjunction, isTrue, negation } from './formula.js'
import { valuesOf, type Chosen, type Domains } from './keyed.js'
import { meaningOf } from './meaning.js'
import { checkName } from './name.js'
import { overlap } from './part.js'
import { callerPlace } from './place.js'
import { declaredIndex } from './sort.js'

/** What happens at once, between two points where others may act. */
export interface Step {
  readonly kind: 'step'
  /** The step waits until these hold, each looked at only where those before it do. */
  readonly guards: readonly Expr[]
  readonly updates: readonly TypedUpdate[]
  /** What is claimed of the states in which the step may be taken. */
  readonly assertions: readonly Assertion[]
  readonly destination: Destination
  readonly choices: readonly Choice[]
  /** Something breaks in it. */
  readonly fault: boolean
  readonly place: SourcePlace | undefined
}

/** Several steps of which one happens. */
export interface Alternatives {
  readonly kind: 'alternatives'
  readonly steps: Readonly<Record<string, Step>>
  readonly place: SourcePlace | undefined
}

export interface TypedUpdate extends Update {
  /** The declared type of the target. */
  readonly type: Type
}

/**
 * One step of a process: everything in it happens at once, and everything it mentions is the state before it. Written as a field of
 * what `build` returns, it is a step of no process, which may happen whenever its guards hold.
 */
export function step(...clauses: readonly Clause[]): Step {
  const place = callerPlace()
  const parts: Parts = { guards: [], updates: [], assertions: [] }
  for (const clause of clauses) addClause(parts, clause, [])
  refuseConflicts(parts.updates)
  return Object.freeze({
    kind: 'step',
    ...parts,
    destination: destinationOf(clauses),
    choices: [],
    fault: false,
    place,
  })
}

/** One of these steps happens, any whose guards hold; in traces it is called `label.name`. */
export function either(steps: Readonly<Record<string, Step>>): Alternatives {
  const place = callerPlace()
  for (const name of Object.keys(steps)) checkName('An alternative', name, [], place)
  return Object.freeze({ kind: 'alternatives', steps, place })
}

/**
 * A step for each way to choose a value from each domain. Which one happens is open, so a property has to hold for all of them;
 * traces say by name what was chosen.
 */
export function choose<D extends Domains>(domains: D, body: (chosen: Chosen<D>) => Step): Step {
  const place = callerPlace()
  for (const name of Object.keys(domains)) checkName('A choice', name, [], place)
  const choices = Object.entries(domains).map(([name, sort]): Choice => ({
    name,
    domain: declaredIndex(sort).type,
  }))
  const chosen = valuesOf(domains, (name, sort) => ({
    expr: { kind: 'bound', name },
    type: declaredIndex(sort).type,
  }))
  const inner = body(chosen)
  return Object.freeze({ ...inner, choices: joinChoices([choices, inner.choices], place) })
}

/** @throws ModelError when two choices of one step have the same name. */
export function joinChoices(
  lists: readonly (readonly Choice[])[],
  place: SourcePlace | undefined,
): readonly Choice[] {
  const choices = lists.flat()
  const twice = choices.find(({ name }, at) => choices.findIndex((other) => other.name === name) !== at)
  if (twice === undefined) return choices
  throw new ModelError(
    'conflicting-names',
    `The step chooses \`${twice.name}\` twice.`,
    'Give each of the choices a name of its own.',
    place,
  )
}

export function isStep(value: unknown): value is Step | Alternatives {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    (value.kind === 'step' || value.kind === 'alternatives')
  )
}

/**
 * Refuses what is a conflict whatever the state. What depends on the state is found when the model runs.
 * @throws ModelError when a cell is assigned twice.
 */
function refuseConflicts(updates: readonly TypedUpdate[]): void {
  const always = updates.filter(({ condition }) => condition === undefined)
  const twice = always.find(({ target }, at) =>
    always.slice(0, at).some((earlier) => isTrue(overlap(earlier.target, target))),
  )
  if (twice === undefined) return
  throw new ModelError(
    'conflicting-updates',
    'The step assigns to one part of the state twice.',
    'Assign to it once: everything in a step happens at once, so there is no last one to win.',
    twice.source,
  )
}

interface Parts {
  readonly guards: Expr[]
  readonly updates: TypedUpdate[]
  readonly assertions: Assertion[]
}

/** @param conditions under which the clause takes part, outermost first. */
function addClause(parts: Parts, clause: Clause, conditions: readonly Expr[]): void {
  if (isList(clause)) {
    for (const member of clause) addClause(parts, member, conditions)
    return
  }
  requireClause(clause)
  const condition = conjunction(conditions)
  const underConditions = (holds: Expr): Expr =>
    conditions.length === 0 ? holds : { kind: 'implies', left: condition, right: holds }
  switch (clause.kind) {
    case 'guard':
      parts.guards.push(underConditions(clause.condition))
      return
    case 'assertion':
      parts.assertions.push({ ...clause, condition: underConditions(clause.condition) })
      return
    case 'assignment': {
      const { target, type, value, place } = clause
      const source = place === undefined ? {} : { source: place }
      parts.updates.push({
        target,
        type,
        value,
        ...source,
        ...(conditions.length === 0 ? {} : { condition }),
      })
      return
    }
    case 'jump':
      return
    case 'branch':
      for (const member of clause.whenTrue) addClause(parts, member, [...conditions, clause.condition])
      for (const member of clause.whenFalse) {
        addClause(parts, member, [...conditions, negation(clause.condition)])
      }
      return
    default:
      assertNever(clause)
  }
}

/** What the compiler refuses too, but models are run without it. */
function requireClause(written: unknown): void {
  const problem = (what: string, remedy: string): ModelError =>
    complaint('misplaced-clause', `${what} stands where a step needs something to do.`, remedy)
  if (meaningOf(written) !== undefined) {
    throw problem('A value of the model', 'Write `when(x)` to wait for it, or `x.becomes(...)` to change it.')
  }
  if (isStep(written)) {
    throw problem(
      'Another step',
      'Put it under a label of its own. `receive`, `lose`, `duplicate`, `wakeOne`, `choose` and `either` make whole steps, too.',
    )
  }
  if (typeof written === 'function') {
    throw problem('A function', 'Call it, as in `budget.spend()`.')
  }
  if (typeof written !== 'object' || written === null || !('kind' in written)) {
    throw problem(
      written === undefined ? 'Nothing' : 'Something else',
      'Is a `return` missing? Write when(...), x.becomes(...), onlyIf(...), goto(...), or [] for nothing at all.',
    )
  }
}

function isList(clause: Clause): clause is readonly Clause[] {
  return Array.isArray(clause)
}
