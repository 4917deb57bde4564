import type { Binding } from '../ir/environment.js'
import { evaluate, type Evaluation } from '../ir/evaluate.js'
import type { Expr } from '../ir/expr.js'
import type { State } from '../ir/state.js'
import type { TransitionSystem } from '../ir/system.js'

/** What a formula is about, while it is taken apart. */
export interface Scene {
  readonly state: State
  /** The state after the step, for formulas that say `next`. */
  readonly next?: State | undefined
  readonly bound?: Binding | undefined
  /** The state is the one after the step: we are inside `next`. */
  readonly after?: true
}

/** A part of a formula, and what it is about where it stands. */
export interface Occurrence {
  readonly expr: Expr
  readonly scene: Scene
}

export function evaluationOf(
  system: TransitionSystem,
  { expr, scene: { state, next, bound } }: Occurrence,
): Evaluation {
  return evaluate(system, expr, {
    state,
    ...(next === undefined ? {} : { next }),
    ...(bound === undefined ? {} : { bound }),
  })
}

/** The scene inside `next`; undefined where there is no step. */
export function sceneAfter({ next, bound }: Scene): Scene | undefined {
  return next === undefined ? undefined : { state: next, bound, after: true }
}
