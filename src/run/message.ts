import type { EngineEvent } from '../engine/engine.js'
import type { Examination } from '../engine/examine/examine.js'
import type { Finding } from '../engine/examine/finding.js'
import type { TransitionSystem } from '../ir/system.js'
import type { Type } from '../ir/type.js'
import type { Minimising } from './minimising.js'

/** Z3 compiled to WebAssembly, which comes with the package. */
export const DEFAULT_SOLVER = 'wasm'

/**
 * The engines that run side by side: for `auto`, one that finds violations and what proves that there are none, which depends on
 * whether the system is finite.
 */
export function enginesFor(engine: string, system: TransitionSystem): readonly string[] {
  if (engine !== 'auto') return [engine]
  const isUnbounded = system.variables.some(({ type }) => hasInteger(type))
  return isUnbounded ? ['bmc', 'spacer', 'k-induction'] : ['bmc', 'pdr']
}

/** Whether an unbounded integer is a part of it. */
function hasInteger(type: Type): boolean {
  switch (type.kind) {
    case 'integer':
      return true
    case 'record':
      return Object.values(type.fields).some(hasInteger)
    case 'array':
      return hasInteger(type.element)
    default:
      return false
  }
}

/** What a worker is asked to do. */
export type Job = SearchJob | ExaminationJob

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

/** An error that crossed from one process to another. */
export interface Failure {
  /** The error's class. */
  readonly name: string
  readonly message: string
  readonly stack?: string
}
