import { FALSE, type Expr } from '../ir/expr.js'
import { ModelError } from '../ir/model-error.js'
import type { Action, Assumption, Cell, Property, TransitionSystem, Update, Variable } from '../ir/system.js'
import { allRest, freeActions, placed, processActions } from './actions.js'
import { assertionProperties } from './assertion.js'
import type { Building } from './building.js'
import { conjunction } from './formula.js'
import { deepFreeze } from './freeze.js'
import { refuseGhostReads } from './ghost.js'
import { checkName } from './name.js'
import { nameParts, renaming, type NamedVariable } from './naming.js'
import { counting } from './once.js'
import { cellOf, valueOf } from './part.js'
import type { Asked, Asking, Assuming } from './asked.js'
import { requireKnown } from './require.js'
import { startUpdates } from './start.js'

/** What `build` returns: state, processes and steps under their names, and what is asked and assumed. */
export interface Built<P extends Properties = Properties> {
  readonly properties?: P
  readonly assumptions?: Readonly<Record<string, Assuming>>
  /** Standing still is no defect of this model. */
  readonly deadlock?: 'ignored'
  readonly [part: string]: unknown
}

export type Properties = Readonly<Record<string, Asking>>

/** The properties that nobody has to state; each is called like its kind. */
const IMPLICIT = ['deadlock', 'range'] as const

/**
 * The system that a model's `build` has described, with the names that its result gives.
 * @throws ModelError for what has no name, or one that is taken.
 */
export function assemble(name: string, built: Built, building: Building): TransitionSystem {
  const { properties = {}, assumptions = {}, deadlock, ...parts } = built
  if (deadlock !== undefined) requireKnown('What is said of `deadlock`', deadlock, ['ignored'])
  const { variables: named, steps } = nameParts(parts, building)
  checkAsked([...Object.entries(assumptions), ...Object.entries(properties)], building)
  const tallies = Object.entries(properties).flatMap(([property, { tally }]) =>
    tally === undefined ? [] : [{ tally, name: `${property}Calls` }],
  )
  const variables = [
    ...named,
    ...tallies.map(({ name: counter, tally }) => ({ name: counter, declaration: tally.counter })),
  ]
  const rename = renaming(variables)
  const kinds = variables.flatMap(({ name: kind, declaration }) =>
    declaration.kind === 'process' ? [{ kind, declaration }] : [],
  )
  const written = [
    ...kinds.flatMap(({ kind, declaration }) => processActions(kind, declaration)),
    ...steps.flatMap((free) => freeActions(free.name, free.step)),
  ]
  const actions = tallies.reduce((counted, { tally }) => {
    const kind = kinds.find(({ declaration }) => declaration === tally.process)?.kind
    return counted.map((action) => counting(action, kind, tally))
  }, written)
  // Without processes, nothing says when the system has done its work.
  const mayEnd =
    kinds.length === 0 ? FALSE : conjunction(kinds.map(({ declaration }) => allRest(declaration)))
  const implicit = IMPLICIT.filter((kind) => kind !== 'deadlock' || deadlock !== 'ignored')
  const types = new Map(variables.map(({ name: variable, declaration: { type } }) => [variable, type]))
  const renamed = actions.map(({ assertions, ...action }) => ({
    action: renameAction(action, rename),
    assertions: assertions.map((each) => ({ ...each, condition: rename(each.condition) })),
  }))
  const all = [
    ...propertiesOf(properties, rename),
    ...assertionProperties(renamed, types),
    ...implicit.map((kind) => ({ kind, name: kind })),
  ]
  const declared = variables.map(({ name: variable, declaration }): Variable => ({
    name: variable,
    type: declaration.type,
    ...(declaration.kind === 'state' && declaration.ghost ? { ghost: true } : {}),
    ...placed(declaration.place),
  }))
  refuseGhostReads(
    renamed.map(({ action }) => action),
    declared,
  )
  return deepFreeze({
    name,
    variables: declared,
    init: { updates: variables.flatMap(startOfVariable), assumptions: assumptionsOf(assumptions, rename) },
    actions: renamed.map(({ action }) => action),
    mayEnd: rename(mayEnd),
    properties: all,
  })
}

function startOfVariable({ name, declaration: { type, start, place } }: NamedVariable): readonly Update[] {
  const updates = startUpdates({ variable: name, path: [] }, type, start)
  return updates.map((update) => ({ ...update, ...placed(place) }))
}

function assumptionsOf(named: Readonly<Record<string, Assuming>>, rename: Rename): readonly Assumption[] {
  return Object.entries(named).map(([name, { expr, place }]) => ({
    name,
    expr: rename(expr),
    ...placed(place),
  }))
}

function propertiesOf(named: Properties, rename: Rename): readonly Property[] {
  return Object.entries(named).map(([name, { kind, expr, place }]) => ({
    kind,
    name,
    expr: rename(expr),
    ...placed(place),
  }))
}

type Rename = (expr: Expr) => Expr

function renameAction(action: Action, rename: Rename): Action {
  const { control, guard, updates } = action
  return {
    ...action,
    ...(control === undefined ? {} : { control: { ...control, cell: renameCell(control.cell, rename) } }),
    guard: rename(guard),
    updates: updates.map(({ target, value, condition, ...rest }) => ({
      target: renameCell(target, rename),
      value: rename(value),
      ...(condition === undefined ? {} : { condition: rename(condition) }),
      ...rest,
    })),
  }
}

function renameCell(cell: Cell, rename: Rename): Cell {
  return cellOf(rename(valueOf(cell))) ?? cell
}

/**
 * @throws ModelError for what is listed as a property or an assumption without being one, and for one that is not listed: it would
 * silently not be asked.
 */
function checkAsked(listed: readonly (readonly [string, Asked])[], { asked }: Building): void {
  for (const [name, asking] of listed) {
    if (!asked.has(asking)) {
      throw new ModelError(
        'type-mismatch',
        `\`${name}\` is listed among the properties, but is none.`,
        'Write invariant(...), transition(...) or reachable(...), and assume(...) among the assumptions.',
      )
    }
    checkName('A property', name, asking.kind === 'assumption' ? [] : IMPLICIT, asking.place)
  }
  const all = new Set(listed.map(([, asking]) => asking))
  const forgotten = [...asked].find((asking) => !all.has(asking))
  if (forgotten === undefined) return
  throw new ModelError(
    'unnamed-property',
    `This ${forgotten.kind === 'assumption' ? 'assumption' : 'property'} has no name, because \`build\` does not return it: it would not be looked at.`,
    'List it under `properties`, or an assumption under `assumptions`: its key there is its name.',
    forgotten.place,
  )
}
