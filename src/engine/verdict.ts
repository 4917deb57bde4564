import type { Property } from '../ir/system.js'
import type { Trace } from '../trace/trace.js'

/** What is known about a property, with the evidence for it. Depths count steps. */
export type Verdict = Violated | Reached | Holds | Unreached | Proved | Undecided

/** A shortest counterexample of `depth` steps. */
export interface Violated {
  readonly kind: 'violated'
  readonly depth: number
  readonly trace: Trace
  /** Whether no other execution of this length is simpler; absent where nobody looked. */
  readonly minimal?: boolean
}

/** A shortest execution that reaches the goal. */
export interface Reached {
  readonly kind: 'reached'
  readonly depth: number
  readonly trace: Trace
  /** As of a violation. */
  readonly minimal?: boolean
}

/** No execution of up to `depth` steps violates the property. */
export interface Holds {
  readonly kind: 'holds'
  readonly depth: number
  /** Why the engine has no proof, where it looked for one. */
  readonly unproved?: string
}

/** No execution of up to `depth` steps reaches the goal; with a certificate, none at all does. */
export interface Unreached {
  readonly kind: 'unreached'
  readonly depth: number
  readonly certificate?: Certificate
  /** Without a certificate: why the engine has no proof, where it looked for one. */
  readonly unproved?: string
}

/** No execution at all violates the property. */
export interface Proved {
  readonly kind: 'proved'
  readonly certificate: Certificate
}

/** Nothing is known beyond `depth`; null when not even the initial states were decided. */
export interface Undecided {
  readonly kind: 'undecided'
  readonly depth: number | null
  readonly reason: string
}

/** Why a verdict stands at every depth. */
export type Certificate = ExecutionsEnd | AllStatesVisited | InductiveInvariant | KInduction

/** No execution has more than `depth` steps that concern the property, and all of them were looked at: checked by fresh queries. */
export interface ExecutionsEnd {
  readonly kind: 'executions-end'
  readonly depth: number
  /** The queries as an SMT-LIB script, to be answered `unsat` by any solver. */
  readonly script: string
}

/** A formula that holds at the start, that every step keeps, and that excludes the target: checked by three fresh queries. */
export interface InductiveInvariant {
  readonly kind: 'inductive-invariant'
  /** The clauses that together with the types make up the invariant, for people; symmetric ones are said once. */
  readonly clauses: readonly string[]
  /** How many clauses there are, symmetric ones counted singly. */
  readonly count: number
  /** The frame that turned out to be closed under steps, where frames were built here. */
  readonly frame?: number
  /** The three queries as an SMT-LIB script, to be answered `unsat` by any solver. */
  readonly script: string
}

/** All reachable states were visited one by one. */
export interface AllStatesVisited {
  readonly kind: 'all-states-visited'
  readonly states: number
}

/** Not met within k - 1 steps, and not k steps after it was not: checked by fresh queries. */
export interface KInduction {
  readonly kind: 'k-induction'
  readonly k: number
  /** The queries as an SMT-LIB script, to be answered `unsat` by any solver. */
  readonly script: string
}

/** Whether an execution was found. */
export function isFound(verdict: Verdict): verdict is Violated | Reached {
  return verdict.kind === 'violated' || verdict.kind === 'reached'
}

/** What was found of one property. */
export interface PropertyResult {
  /** Its name. */
  readonly property: string
  readonly kind: Property['kind']
  readonly verdict: Verdict
  /** Which engine found it. */
  readonly engine: string
  /** Wall-clock seconds from the start of the check to this verdict. */
  readonly seconds: number
}
