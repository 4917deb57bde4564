import { TRUE } from '../../ir/expr.js'
import type { Action, Variable } from '../../ir/system.js'
import type { Scalar, Value } from '../../ir/type.js'
import { equalValues } from '../../ir/value.js'
import { partAt } from '../../ir/cell.js'
import type { Step, Trace } from '../../trace/trace.js'
import { knownField, type JsonPart } from '../json/json-part.js'
import { scalarCells, type PlacedCell } from '../saved/cell-json.js'
import type { SavedReport } from '../saved/saved-report.js'
import { foundBy } from '../saved/saved-result.js'
import { savedSystem, type SavedOutcome } from '../saved/saved-system.js'
import { inferredType, inferredValue } from './inferred-type.js'
import { ACTION, PICKS } from './itf.js'
import { showExpression, type ItfExpression } from './itf-expression.js'
import type { ItfDocument, ItfState } from './itf-document.js'

/** Variables in which tools or their users keep the step that led to a state. */
const ACTION_VARIABLES = [ACTION, 'action_taken', 'actionTaken', 'lastAction', 'last_action', 'action']

/** What a trace of another tool is about, as far as the format says: nothing but how its end comes about. */
const END = 'the last state'

/** A trace without a model: its types are those that its values have, and its steps are called as somebody noted, or by their number. */
export function foreignTrace({ meta, params, vars, states, loop }: ItfDocument): SavedReport {
  const shown = [...params, ...vars].filter((name) => name !== ACTION && name !== PICKS)
  const [first] = states
  const columns = shown.map((name) => {
    const constant = params.includes(name) && !vars.includes(name) ? first?.values.get(name) : undefined
    const values = states.flatMap((state) => constant ?? state.values.get(name) ?? [])
    const type = inferredType(values)
    return { variable: { name, type }, values: values.map((value) => inferredValue(value, type)) }
  })
  const variables: readonly Variable[] = columns.map(({ variable }) => variable)
  const steps = states.slice(1).map((state, place): Step => {
    const action = actionOf(state) ?? `step ${String(place + 1)}`
    return { action, label: action, choices: picksOf(state) }
  })
  const trace: Trace = {
    states: states.map((_, at) =>
      Object.fromEntries(
        columns.map(({ variable, values }): [string, Value] => [variable.name, partAt(values, [at])]),
      ),
    ),
    steps,
    ...(loop === undefined ? {} : { loopStart: loop }),
  }
  const outcome: SavedOutcome = {
    name: END,
    kind: 'reachable',
    trace,
    grounds: {
      isAboutSteps: false,
      restsOn: lastChanges(variables, trace),
      writes: steps.map((_, at) => changesIn(variables, trace, at + 1)),
    },
  }
  const model = textIn(meta, 'source') ?? 'a trace'
  return {
    origin: `a trace in ITF${originOf(meta)}`,
    model,
    params: {},
    canReplay: false,
    system: savedSystem(model, { variables, actions: actionsOf(steps) }, [outcome]),
    results: [foundBy(outcome.name, outcome.kind, trace)],
    outcomes: [outcome],
  }
}

function actionsOf(steps: readonly Step[]): readonly Action[] {
  return [...new Set(steps.map(({ action }) => action))].map((name) => ({
    name,
    label: name,
    guard: TRUE,
    updates: [],
    choices: [],
  }))
}

/** What changed in the last step; all that there is, where there are no steps. */
function lastChanges(variables: readonly Variable[], trace: Trace): readonly PlacedCell[] {
  return trace.steps.length === 0 ? scalarCells(variables) : changesIn(variables, trace, trace.steps.length)
}

/** The parts that a step changed. */
function changesIn(variables: readonly Variable[], { states }: Trace, step: number): readonly PlacedCell[] {
  const [before, after] = [states[step - 1], states[step]]
  if (before === undefined || after === undefined) return []
  const changed = variables.filter(({ name }) => before[name] !== after[name])
  return scalarCells(changed).filter(
    ({ variable, keys }) => !equalValues(partAt(before[variable], keys), partAt(after[variable], keys)),
  )
}

function actionOf({ meta, values }: ItfState): string | undefined {
  const noted = textIn(meta, 'action')
  if (noted !== undefined) return noted
  for (const name of ACTION_VARIABLES) {
    const value = values.get(name)
    if (value?.kind === 'string') return value.value
    if (value?.kind === 'variant') return value.tag
  }
  return undefined
}

/** What was picked, as Quint notes it: a record of options. */
function picksOf({ values }: ItfState): Readonly<Record<string, Scalar>> {
  const picks = values.get(PICKS)
  if (picks?.kind !== 'record') return {}
  return Object.fromEntries(
    Object.entries(picks.fields).flatMap(([name, pick]): readonly [string, Scalar][] =>
      pick.kind === 'variant' && pick.tag === 'Some' ? [[name, scalarOf(pick.value)]] : [],
    ),
  )
}

function scalarOf(expression: ItfExpression): Scalar {
  return expression.kind === 'bool' || expression.kind === 'integer'
    ? expression.value
    : showExpression(expression)
}

function originOf(meta: JsonPart | undefined): string {
  const description = textIn(meta, 'description')
  return description === undefined || description.length > 200 ? '' : ` (${description})`
}

function textIn(meta: JsonPart | undefined, name: string): string | undefined {
  const value = meta === undefined ? undefined : knownField(meta, name)?.value
  return typeof value === 'string' && value !== '' ? value : undefined
}
