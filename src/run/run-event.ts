import type { EngineEvent } from '../engine/engine.js'
import type { Confirmation, Verdict } from '../engine/verdict.js'

/** Whose news it is. */
export interface Teller {
  /** An engine's name; `vacuity`, `minimise` and `confirm` for what is asked beside the properties. */
  readonly engine: string
  /** Bytes that its process holds. */
  readonly memory?: number
}

/** News of a check: what its engines tell, and how they fare. */
export type RunEvent =
  | (EngineEvent & Teller)
  | {
      /** The engine begins, in a process of its own. */
      readonly kind: 'engine-start'
      readonly engine: string
      /** Counted from 1; greater where a process died before. */
      readonly attempt: number
    }
  | {
      /** The process died: out of memory, or killed from outside. */
      readonly kind: 'engine-died'
      readonly engine: string
      readonly reason: string
      readonly isTriedAgain: boolean
    }
  | {
      /** The engine's process is done. */
      readonly kind: 'engine-end'
      readonly engine: string
      /** `stopped`: what it could still find is not wanted any more. */
      readonly ending: 'finished' | 'stopped'
    }
  | {
      /** A second solver is asked whether what was found of the property is so. */
      readonly kind: 'confirming'
      readonly engine: string
      readonly property: string
    }
  | {
      /** What the second solver says. */
      readonly kind: 'confirmed'
      readonly engine: string
      readonly property: string
      readonly confirmation: Confirmation
    }
  | {
      /** The engine will not settle the property for good. */
      readonly kind: 'gave-up'
      readonly engine: string
      readonly property: string
      readonly reason: string
    }

/** Why an engine leaves a property open with this verdict; undefined where it does not, or only has not looked further. */
export function surrender(verdict: Verdict): string | undefined {
  switch (verdict.kind) {
    case 'undecided':
      return verdict.reason
    case 'holds':
    case 'unreached':
      return verdict.unproved
    default:
      return undefined
  }
}
