import type { EngineEvent } from '../engine/engine.js'
import type { PropertyResult } from '../engine/verdict.js'
import type { TransitionSystem } from '../ir/system.js'
import { unboundedPart } from '../ir/unbounded.js'
import type { Failure } from './failure.js'
import type { Minimising } from './minimising.js'

/** Z3 compiled to WebAssembly, which comes with the package. */
export const DEFAULT_SOLVER = 'wasm'

/**
 * The engines that run side by side: for `auto`, one that finds violations and what proves that there are none, which depends on
 * whether the system is finite.
 */
export function enginesFor(engine: string, system: TransitionSystem): readonly string[] {
  if (engine !== 'auto') return [engine]
  return unboundedPart(system) === undefined ? ['bmc', 'pdr'] : ['bmc', 'spacer', 'k-induction']
}

/** What a worker is asked to do. */
export interface Job {
  readonly system: TransitionSystem
  readonly engine: string
  readonly depth: number
  /** As in `CheckOptions`. */
  readonly solver: string
  /** Which executions to make simpler once the engine has done its work; absent for none. */
  readonly minimise?: Minimising
}

/** Executions that a worker is asked to make simpler. */
export interface MinimisingJob extends Pick<Job, 'system' | 'solver'> {
  readonly found: readonly PropertyResult[]
  /** How long it may take. */
  readonly seconds: number
}

/** What a worker tells while it works; the last message is `finished` or `failed`. */
export type Message =
  /** `memory`: bytes that the process holds. */
  | { readonly kind: 'event'; readonly event: EngineEvent; readonly memory: number }
  /** The engine has done its work. What is done from now on is not worth more than so many seconds. */
  | { readonly kind: 'almost'; readonly seconds: number }
  | { readonly kind: 'finished' }
  | { readonly kind: 'failed'; readonly failure: Failure }
