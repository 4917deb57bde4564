import type { Choices } from '../../ir/choices.js'
import type { Expr } from '../../ir/expr.js'
import type { Fault } from '../../ir/fault.js'
import type { Action } from '../../ir/system.js'
import type { Trace } from '../../trace/trace.js'
import type { SharedCell } from './shared-cells.js'

/** How far a schedule of the broken model gets in the fixed one. Steps of the schedule are counted from 1. */
export interface ScheduleReplay {
  /** Which property it violates in the broken model. */
  readonly property: string
  /** The trace of the broken model. */
  readonly schedule: Trace
  /** What happens in the fixed model: an execution of it, step by step. */
  readonly run: Trace
  /** For each step of the run, the step of the schedule that it is; null for one that only the fixed model has. */
  readonly origins: readonly (number | null)[]
  /** The steps of the schedule that the fixed model does not have: they were passed over. */
  readonly passedOver: readonly number[]
  /** Where the run comes to something else than the schedule did, as far as that matters. */
  readonly divergences: readonly Divergence[]
  readonly ending: ReplayEnding
  /** Whether every way to fit in steps of its own was tried. */
  readonly isExhaustive: boolean
}

/** Where two runs part. */
export type Divergence =
  /** It starts with other values. */
  | { readonly kind: 'start'; readonly cells: readonly SharedCell[] }
  /** A step that is taken does something else. */
  | {
      readonly kind: 'step'
      /** Of the schedule. */
      readonly step: number
      /** What the run has done when it is taken. */
      readonly at: number
      readonly cells: readonly SharedCell[]
      /** What the step would have needed to do the same: conditions that do not hold. */
      readonly withheld: readonly Expr[]
    }
  /** No step that is taken does something else, and nothing bad comes of it: what differs in the end, if anything. */
  | { readonly kind: 'end'; readonly cells: readonly SharedCell[] }

/** A step that cannot be taken where its process stands, and the conjuncts of its guard that fail. */
export interface Blockade {
  readonly action: Action
  readonly choices: Choices
  readonly failing: readonly Expr[]
}

/** How far a schedule gets, and what stands in its way. */
export type ReplayEnding =
  /** The process stands before the step, and these conjuncts of its guard fail. */
  | ({ readonly kind: 'blocked'; readonly step: number } & Blockade)
  /** The process stands before another step; with the blockade where that cannot be taken either. */
  | {
      readonly kind: 'elsewhere'
      readonly step: number
      readonly action: Action
      readonly stand: string
      readonly waits?: Blockade
    }
  /** What the step chose cannot be chosen any more. */
  | { readonly kind: 'unchoosable'; readonly step: number; readonly action: Action }
  /** The step runs into something undefined. */
  | { readonly kind: 'fault'; readonly step: number; readonly action: Action; readonly fault: Fault }
  /** It does not start where the schedule starts. */
  | { readonly kind: 'no-start' }
  /** All steps are taken, and the property is not violated. */
  | { readonly kind: 'harmless' }
  /** The property is violated at the end of the run. */
  | { readonly kind: 'violated' }
