import { choicesOf, type Choices } from './choices.js'
import { declaredType } from './cell.js'
import { movesOf, type Move } from './execute.js'
import type { Expr } from './expr.js'
import { contains } from './fold.js'
import { layoutOf } from './layout.js'
import type { State } from './state.js'
import type { Action, Choice, TransitionSystem, Update } from './system.js'
import { indexValues, type Type } from './type.js'

/**
 * Enough moves of a state to see whether it is stuck and whether something faults in it. Where an action's choice cannot matter to
 * either (a message picked from 2^32 and only stored), one value of it stands for all.
 */
export function* decisiveMoves(system: TransitionSystem, state: State): Generator<Move> {
  for (const action of system.actions) {
    yield* movesOf(system, action, state, decisiveChoices(system, action))
  }
}

function* decisiveChoices(system: TransitionSystem, action: Action): Generator<Choices> {
  const { variables } = layoutOf(system)
  const decisive = action.choices.filter((choice) => isDecisive(action, choice, variables))
  const fixed: Record<string, Choices[string]> = {}
  for (const { name, domain } of action.choices) {
    const [first] = domain.kind === 'integer' ? [0] : indexValues(domain)
    if (first !== undefined) fixed[name] = first
  }
  for (const chosen of choicesOf({ ...action, choices: decisive })) yield { ...fixed, ...chosen }
}

/** Whether the outcome's kind may depend on the choice. Errs on the side of saying so. */
function isDecisive(action: Action, choice: Choice, variables: ReadonlyMap<string, Type>): boolean {
  return (
    mentions(action.guard, choice) ||
    action.updates.some((update) => mayFaultBy(update, choice, declaredType(update.target, variables)))
  )
}

function mayFaultBy({ target, condition, value }: Update, choice: Choice, type: Type): boolean {
  if (condition !== undefined && mentions(condition, choice)) return true
  if (target.path.some((step) => step.kind === 'index' && mentions(step.index, choice))) return true
  return (
    mentions(value, choice) && !(isTotal(value) && (!mayRefuse(type) || isPlainlyWithin(value, choice, type)))
  )
}

function mentions(expr: Expr, { name }: Choice): boolean {
  return contains(expr, (node) => node.kind === 'bound' && node.name === name)
}

/** Whether nothing in the expression can be undefined. */
function isTotal(expr: Expr): boolean {
  return !contains(expr, ({ kind }) => kind === 'element' || kind === 'div' || kind === 'mod')
}

/** Whether some integer does not fit a part of a cell of this type. */
function mayRefuse(type: Type): boolean {
  switch (type.kind) {
    case 'range':
      return type.overflow === 'error'
    case 'record':
      return Object.values(type.fields).some(mayRefuse)
    case 'array':
      return mayRefuse(type.element)
    default:
      return false
  }
}

/** Whether the value is the choice itself, and all of its domain fits the cell. */
function isPlainlyWithin(value: Expr, { name, domain }: Choice, type: Type): boolean {
  return (
    value.kind === 'bound' &&
    value.name === name &&
    domain.kind === 'range' &&
    type.kind === 'range' &&
    type.lo <= domain.lo &&
    domain.hi <= type.hi
  )
}
