import { locate, meet, type Keys } from '../../ir/cell.js'
import { bindChoices } from '../../ir/choices.js'
import { environment, type Environment } from '../../ir/environment.js'
import { truth } from '../../ir/evaluate.js'
import { TRUE, type Expr } from '../../ir/expr.js'
import { EvaluationFault } from '../../ir/interpret.js'
import type { State } from '../../ir/state.js'
import type { Action, Cell, TransitionSystem } from '../../ir/system.js'
import type { Value } from '../../ir/type.js'
import { equalValues } from '../../ir/value.js'
import type { Trace } from '../../trace/trace.js'
import { conjuncts, failingConjuncts } from './obstacle.js'
import { partOf, type SharedCell } from './shared-cells.js'

/**
 * What a step of a run would have needed to give these cells the values that are wanted: the parts of the conditions that do not hold.
 * Each of them is necessary. Nothing is said of values that are calculated.
 * @param point.at the state of the run after the step.
 */
export function withheldBy(
  system: TransitionSystem,
  run: Trace,
  {
    at,
    cells,
    wanted,
  }: { readonly at: number; readonly cells: readonly SharedCell[]; readonly wanted: State },
): readonly Expr[] {
  const step = run.steps[at - 1]
  const state = run.states[at - 1]
  const action = step === undefined ? undefined : system.actions.find(({ name }) => name === step.action)
  if (step === undefined || state === undefined || action === undefined) return []
  const bound = bindChoices(action, step.choices)
  const env = environment(system, { state, bound })
  const surroundings = { state, ...(bound === undefined ? {} : { bound }) }
  const needed = cells.flatMap((cell): readonly Expr[] => {
    const value = partOf(wanted[cell.variable], cell.keys)
    const before = partOf(state[cell.variable], cell.keys)
    // Not to be written is a way to keep a value.
    if (value === undefined || before === undefined || equalValues(before, value)) return []
    const ways = waysToWrite(action, cell, value, env)
    if (ways.length === 0 || ways.some((way) => truth(system, way, surroundings) === true)) return []
    return [oneOf(ways)]
  })
  return [
    ...new Set(
      needed.flatMap((condition) =>
        failingConjuncts(system, condition, { action, choices: step.choices, state }),
      ),
    ),
  ]
}

/** The conditions on which the action may give the cell this value. */
function waysToWrite(
  { updates }: Action,
  { variable, keys }: SharedCell,
  wanted: Value,
  env: Environment,
): readonly Expr[] {
  return updates
    .filter(({ target }) => {
      const hit = target.variable === variable ? keysOf(target, env) : undefined
      return hit !== undefined && meet(hit, keys)
    })
    .flatMap(({ condition = TRUE, value }) => waysTo(value, wanted).map((way) => both(condition, way)))
}

/** Where the cell is; undefined where its indices point to nothing, as those of a write that does not happen may. */
function keysOf(cell: Cell, env: Environment): Keys | undefined {
  try {
    return locate(cell, env).keys
  } catch (error) {
    if (error instanceof EvaluationFault) return undefined
    throw error
  }
}

/** The conditions on which the expression may have this value: a literal cannot, if it is another one. */
function waysTo(value: Expr, wanted: Value): readonly Expr[] {
  switch (value.kind) {
    case 'literal':
      return equalValues(value.value, wanted) ? [TRUE] : []
    case 'ite':
      return [
        ...waysTo(value.whenTrue, wanted).map((way) => both(value.condition, way)),
        ...waysTo(value.whenFalse, wanted).map((way) => both({ kind: 'not', body: value.condition }, way)),
      ]
    default:
      return [TRUE]
  }
}

/** That one of the ways is open: what they have in common, and that one of them is for the rest. */
function oneOf(ways: readonly Expr[]): Expr {
  const lists = ways.map(conjuncts)
  const [first = [], ...others] = lists
  const common = first.filter((part) => others.every((list) => list.includes(part)))
  const rest = lists.map((list): Expr => ({
    kind: 'and',
    operands: list.filter((part) => !common.includes(part)),
  }))
  return { kind: 'and', operands: others.length === 0 ? first : [...common, { kind: 'or', operands: rest }] }
}

function both(one: Expr, other: Expr): Expr {
  if (one === TRUE) return other
  return other === TRUE ? one : { kind: 'and', operands: [one, other] }
}
