import type { Expr } from './expr.js'
import { layoutOf, type Layout } from './layout.js'
import type { State } from './state.js'
import type { TransitionSystem } from './system.js'
import type { Scalar, ScalarType, Value } from './type.js'

/** All that the value of an expression depends on. */
export interface Environment {
  readonly layout: Layout
  readonly state: State
  /** The state after the step; absent where there is none, and inside `next`. */
  readonly next: State | undefined
  readonly bound: Binding | undefined
  /** The values found so far in this environment, where remembering them is worth its price. */
  readonly memo: Map<Expr, Value> | undefined
}

/** A bound name's value, before those of the names bound further out. */
export interface Binding {
  readonly name: string
  readonly over: ScalarType
  readonly value: Scalar
  readonly outer: Binding | undefined
}

export function environment(
  system: TransitionSystem,
  surroundings: {
    readonly state: State
    readonly next?: State | undefined
    readonly bound?: Binding | undefined
  },
): Environment {
  const layout = layoutOf(system)
  return {
    layout,
    state: surroundings.state,
    next: surroundings.next,
    bound: surroundings.bound,
    memo: layout.tangled ? new Map() : undefined,
  }
}

export function withBinding(env: Environment, name: string, over: ScalarType, value: Scalar): Environment {
  return {
    layout: env.layout,
    state: env.state,
    next: env.next,
    bound: { name, over, value, outer: env.bound },
    memo: env.memo === undefined ? undefined : new Map(),
  }
}

/** @throws TypeError where there is no next state, which validation rules out. */
export function afterStep(env: Environment): Environment {
  if (env.next === undefined) throw new TypeError('`next` outside a step')
  return {
    layout: env.layout,
    state: env.next,
    next: undefined,
    bound: env.bound,
    memo: env.memo === undefined ? undefined : new Map(),
  }
}
