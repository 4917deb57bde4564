import type { EngineEvent } from '../engine/engine.js'
import type { Examination } from '../engine/examine/examine.js'
import type { Finding } from '../engine/examine/finding.js'
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
export type Job = SearchJob | MinimisingJob | ExaminationJob

/** To let an engine decide what it can. */
export interface SearchJob {
  readonly kind: 'search'
  readonly system: TransitionSystem
  readonly engine: string
  readonly depth: number
  /** As in `CheckOptions`. */
  readonly solver: string
  /** Which executions to make simpler once the engine has done its work; absent for none. */
  readonly minimise?: Minimising
}

/** Executions that a worker is asked to make simpler. */
export interface MinimisingJob {
  readonly kind: 'minimising'
  readonly system: TransitionSystem
  /** As in `CheckOptions`. */
  readonly solver: string
  readonly found: readonly PropertyResult[]
  /** How long it may take. */
  readonly seconds: number
}

/** To find out whether what is claimed is so. */
export interface ExaminationJob {
  readonly kind: 'examination'
  readonly system: TransitionSystem
  readonly examination: Examination
  /** As in `CheckOptions`. */
  readonly solver: string
}

/** What a worker tells while it works; the last message is `finished` or `failed`. */
export type Message =
  /** `memory`: bytes that the process holds. */
  | { readonly kind: 'event'; readonly event: EngineEvent; readonly memory: number }
  | { readonly kind: 'finding'; readonly finding: Finding }
  /** The engine has done its work. What is done from now on is not worth more than so many seconds. */
  | { readonly kind: 'almost'; readonly seconds: number }
  | { readonly kind: 'finished' }
  | { readonly kind: 'failed'; readonly failure: Failure }
