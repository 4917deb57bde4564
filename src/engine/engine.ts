import type { TransitionSystem } from '../ir/system.js'
import type { OpenSolver } from '../smt/solver.js'
import type { PropertyResult } from './verdict.js'

/** A way to decide properties. A new engine is one file with such a value and one line in `engines.ts`. */
export interface Engine {
  readonly name: string

  /**
   * Decides every property of the problem, as far as it can, one result each. Results are also reported as soon as they stand, so
   * that an engine that is killed has lost nothing.
   */
  check(problem: Problem): Promise<readonly PropertyResult[]>
}

export interface Problem {
  /** Validated; only the properties it lists are decided. */
  readonly system: TransitionSystem
  /** How many steps deep to look. */
  readonly depth: number
  readonly openSolver: OpenSolver
  readonly report: (event: EngineEvent) => void
}

/** News while an engine works. */
export type EngineEvent =
  | {
      /** None of these properties is violated (no goal reached) by an execution of `depth` steps or fewer. */
      readonly kind: 'depth'
      readonly depth: number
      readonly properties: readonly string[]
    }
  | {
      /** A proof in the making: the frames, and the clauses in them; frame 0 where it begins. */
      readonly kind: 'frame'
      readonly property: string
      readonly frame: number
      readonly clauses: number
    }
  | {
      /** So many clauses that hold in every reachable state were found; they help the search from here on. */
      readonly kind: 'lemmas'
      readonly clauses: number
    }
  | {
      /** Induction over k steps is tried. */
      readonly kind: 'induction'
      readonly property: string
      readonly k: number
    }
  | {
      /** A proof is tried, for so many seconds at most. */
      readonly kind: 'attempt'
      readonly property: string
      readonly seconds: number
    }
  | {
      /** A verdict that the engine will not change. */
      readonly kind: 'verdict'
      readonly result: PropertyResult
    }
  | {
      /** A simpler execution than the one found is looked for. */
      readonly kind: 'minimising'
      readonly property: string
    }
  | {
      /** The verdict that was told already, with the simplest execution instead of the first one found. */
      readonly kind: 'minimised'
      readonly result: PropertyResult
    }
