import type { ScalarAction, ScalarSystem } from '../lower/scalar-system.js'
import { BOOL_SORT, type Symbol, type Term } from '../lower/term.js'
import { nextValue } from './next-value.js'

/**
 * The step as a function, for formats in which every state has a successor for every input: inputs say which action fires and what is
 * chosen, and the next state is computed from them and the current one. Where they ask for what is not possible, the step is not valid, and
 * what it computes means nothing.
 */
export interface StepFunction {
  /** For each action of the system, in its order: the input that asks for it. */
  readonly fires: readonly Symbol[]
  /** What is chosen, action by action. */
  readonly choices: readonly Symbol[]
  /** The next value by the cell's name. */
  readonly next: ReadonlyMap<string, Term>
  /** Exactly one action is asked for, and it is enabled with what is chosen. May read next-state symbols of cells. */
  readonly valid: Term
}

export function stepFunction(system: ScalarSystem): StepFunction {
  const { terms, actions, cells } = system
  const fires = new Map<ScalarAction, Symbol>(
    actions.map((scalar) => [scalar, terms.symbol(`${scalar.action.name}:step`, BOOL_SORT, 'next')]),
  )
  const inputs = [...fires.values()]
  const clashes = inputs.map((fired, place) => terms.and(fired, terms.or(...inputs.slice(0, place))))
  const enabled = [...fires].map(([{ at, guard }, fired]) => terms.implies(fired, terms.and(at, guard)))
  return {
    fires: inputs,
    choices: actions.flatMap(({ choices }) => choices.flatMap(({ symbol }) => symbol ?? [])),
    next: new Map(cells.map((cell) => [cell.name, nextValue(system, cell, fires)])),
    valid: terms.and(terms.or(...inputs), terms.not(terms.or(...clashes)), ...enabled),
  }
}
