import type { EngineEvent } from '../engine/engine.js'
import type { TransitionSystem } from '../ir/system.js'
import type { Type } from '../ir/type.js'
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
export interface Job {
  readonly system: TransitionSystem
  readonly engine: string
  readonly depth: number
  /** As in `CheckOptions`. */
  readonly solver: string
  /** Which executions to make simpler once the engine has done its work; absent for none. */
  readonly minimise?: Minimising
}

/** What a worker tells while it works; the last message is `finished` or `failed`. */
export type Message =
  /** `memory`: bytes that the process holds. */
  | { readonly kind: 'event'; readonly event: EngineEvent; readonly memory: number }
  /** The engine has done its work. What is done from now on is not worth more than so many seconds. */
  | { readonly kind: 'almost'; readonly seconds: number }
  | { readonly kind: 'finished' }
  | { readonly kind: 'failed'; readonly failure: Failure }
