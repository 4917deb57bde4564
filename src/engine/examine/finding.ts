import type { Trace } from '../../trace/trace.js'
import type { CellValues } from '../decide-obligations.js'

/** What examining a claim about a property comes to. */
export type Conclusion = { readonly property: string } & (
  | {
      /** It is so. */
      readonly kind: 'stands'
      /** Who says so. */
      readonly by: string
      /** Where all reachable states were visited: how many. */
      readonly states?: number
    }
  | {
      /** It is not so. */
      readonly kind: 'fails'
      readonly by: string
      /** What is not so. */
      readonly claim: string
      readonly shownBy?: Counterexample
    }
  | {
      /** What is said for it cannot be evidence of this property of this model. */
      readonly kind: 'unfit'
      readonly reason: string
    }
  | {
      /** It could not be decided. */
      readonly kind: 'open'
      readonly reason: string
      /** Of a bounded claim: up to here it is so. */
      readonly depth?: number
    }
)

/** What comes to light meanwhile. */
export type Finding =
  | { readonly kind: 'conclusion'; readonly conclusion: Conclusion }
  | {
      /** No execution of so many steps or fewer decides one of these, of which more is claimed. */
      readonly kind: 'depth'
      readonly properties: readonly string[]
      readonly depth: number
    }

export type Counterexample =
  /** States that refute a proof, reachable or not: one, or those of a path. */
  | { readonly kind: 'states'; readonly states: readonly CellValues[] }
  /** An execution that a solver, or the interpreter, has found. */
  | { readonly kind: 'execution'; readonly trace: Trace }
