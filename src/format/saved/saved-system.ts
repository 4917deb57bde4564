import { partAt } from '../../ir/cell.js'
import { TRUE, type Expr } from '../../ir/expr.js'
import type { Action, Property, TransitionSystem, Update, Variable } from '../../ir/system.js'
import type { State } from '../../ir/state.js'
import type { Scalar, ScalarType, Value } from '../../ir/type.js'
import type { Trace } from '../../trace/trace.js'
import { cellOf, exprOf, literal, scalarCells, type PlacedCell } from './cell-json.js'
import type { SavedExplanation } from './explanation-json.js'
import type { Grounds } from './grounds-json.js'
import type { Outline } from './outline.js'

/** What was found of which property. */
export interface SavedOutcome {
  readonly name: string
  readonly kind: Property['kind']
  readonly trace: Trace
  readonly grounds: Grounds
  /** Absent where the file has none. */
  readonly explanation?: SavedExplanation
}

/**
 * A system that shows these traces as the model does, and has no meaning beyond them: a formula says of the deciding values that they are
 * (for a goal), or are not, what they are at the end, and updates write what each step wrote. Nothing can be concluded from its guards.
 */
export function savedSystem(
  name: string,
  { variables, actions }: Outline,
  outcomes: readonly SavedOutcome[],
): TransitionSystem {
  return {
    name,
    variables,
    init: { updates: [], assumptions: [] },
    actions: actions.map((action) => ({
      ...action,
      updates: outcomes.flatMap((outcome) => updatesOf(action, outcome, variables)),
    })),
    mayEnd: TRUE,
    properties: outcomes.map((outcome) => propertyOf(outcome, variables)),
    isOutline: true,
  }
}

function updatesOf(
  action: Action,
  { trace, grounds }: SavedOutcome,
  variables: readonly Variable[],
): readonly Update[] {
  return trace.steps.flatMap((step, place): readonly Update[] => {
    const before = trace.states[place]
    const written = grounds.writes[place] ?? []
    if (step.action !== action.name || before === undefined || written.length === 0) return []
    const condition = agreement(scalarCells(variables), before, variables)
    return written.map((cell) => ({
      target: cellOf(cell, variables),
      value: exprOf(cell, variables),
      condition,
    }))
  })
}

function propertyOf({ name, kind, trace, grounds }: SavedOutcome, variables: readonly Variable[]): Property {
  if (kind === 'deadlock' || kind === 'range') return { kind, name }
  const scalars = scalarCells(variables).filter((cell) =>
    grounds.restsOn.some(
      ({ variable, keys }) => variable === cell.variable && keys.every((key, at) => key === cell.keys[at]),
    ),
  )
  const agrees = agreement(scalars, trace.states.at(-1) ?? {}, variables)
  const atEnd: Expr = grounds.isAboutSteps && trace.steps.length > 0 ? { kind: 'next', body: agrees } : agrees
  return {
    kind,
    name,
    expr: kind === 'reachable' ? atEnd : { kind: 'not', body: atEnd },
    ...(grounds.source === undefined ? {} : { source: grounds.source }),
  }
}

/** These parts have the values that they have in the state. */
function agreement(
  cells: readonly (PlacedCell & { readonly type: ScalarType })[],
  state: State,
  variables: readonly Variable[],
): Expr {
  return {
    kind: 'and',
    operands: cells.map((cell) => ({
      kind: 'eq',
      left: exprOf(cell, variables),
      right: literal(cell.type, scalarAt(state[cell.variable], cell)),
    })),
  }
}

function scalarAt(value: Value | undefined, { keys }: PlacedCell): Scalar {
  const part = partAt(value, keys)
  if (typeof part === 'object') throw new TypeError('a scalar is expected')
  return part
}
