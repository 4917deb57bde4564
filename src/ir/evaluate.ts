import { environment, type Binding } from './environment.js'
import type { Expr } from './expr.js'
import type { Fault } from './fault.js'
import { EvaluationFault, valueIn } from './interpret.js'
import type { State } from './state.js'
import type { TransitionSystem } from './system.js'
import type { Value } from './type.js'

/** What comes of evaluating an expression. */
export type Evaluation =
  { readonly kind: 'value'; readonly value: Value } | { readonly kind: 'undefined'; readonly fault: Fault }

/** What an expression is about. */
export interface Surroundings {
  readonly state: State
  /** The state after the step, for expressions that say `next`. */
  readonly next?: State
  /** The values of the names bound around the expression, such as an action's choices (`bindChoices`). */
  readonly bound?: Binding
}

/**
 * Evaluates an expression of a validated system. Integers are exact; `and`, `or`, `implies`, `ite`, `forall` and `exists` stop at
 * the first operand that decides; everything else evaluates all its operands in their order, and is undefined when one of them is.
 */
export function evaluate(system: TransitionSystem, expr: Expr, surroundings: Surroundings): Evaluation {
  try {
    return { kind: 'value', value: valueIn(environment(system, surroundings), expr) }
  } catch (error) {
    if (error instanceof EvaluationFault) return { kind: 'undefined', fault: error.fault }
    throw error
  }
}

/** The truth of a condition, or the fault in the way of it. */
export function truth(system: TransitionSystem, expr: Expr, surroundings: Surroundings): boolean | Fault {
  const evaluation = evaluate(system, expr, surroundings)
  if (evaluation.kind === 'undefined') return evaluation.fault
  if (typeof evaluation.value !== 'boolean') throw new TypeError('a condition was expected')
  return evaluation.value
}
