import type { EngineEvent } from '../engine/engine.js'
import type { TransitionSystem } from '../ir/system.js'

/** Z3 compiled to WebAssembly, which comes with the package. */
export const DEFAULT_SOLVER = 'wasm'

/** The engines that run side by side: for `auto`, one that finds violations and one that proves that there are none. */
export function enginesFor(engine: string): readonly string[] {
  return engine === 'auto' ? ['bmc', 'pdr'] : [engine]
}

/** What a worker is asked to do. */
export interface Job {
  readonly system: TransitionSystem
  readonly engine: string
  readonly depth: number
  /** As in `CheckOptions`. */
  readonly solver: string
}

/** What a worker tells while it works; the last message is `finished` or `failed`. */
export type Message =
  | { readonly kind: 'event'; readonly event: EngineEvent }
  | { readonly kind: 'finished' }
  | { readonly kind: 'failed'; readonly failure: Failure }

/** An error that crossed from one process to another. */
export interface Failure {
  /** The error's class. */
  readonly name: string
  readonly message: string
  readonly stack?: string
}
