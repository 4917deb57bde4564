import type { Property } from '../ir/system.js'
import type { Trace } from '../trace/trace.js'

/**
 * What is known about a property, with the evidence for it. Depths count steps.
 * @template Evidence what stands for a proof: a certificate, or what somebody claims to be one.
 */
export type Verdict<Evidence = Certificate> =
  Violated | Reached | Holds | Unreached<Evidence> | Proved<Evidence> | Undecided

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
export interface Unreached<Evidence = Certificate> {
  readonly kind: 'unreached'
  readonly depth: number
  readonly certificate?: Evidence
  /** Without a certificate: why the engine has no proof, where it looked for one. */
  readonly unproved?: string
}

/** No execution at all violates the property. */
export interface Proved<Evidence = Certificate> {
  readonly kind: 'proved'
  readonly certificate: Evidence
}

/** Nothing is known beyond `depth`; null when not even the initial states were decided. */
export interface Undecided {
  readonly kind: 'undecided'
  readonly depth: number | null
  readonly reason: string
}

/** Why a verdict stands at every depth. */
export type Certificate = ExecutionsEnd | AllStatesVisited | InductiveInvariant | KInduction

/** Of a certificate what its questions can be asked anew from, given the model. Nothing in it has to be believed. */
export type Proof = WithoutScript<Certificate>

type WithoutScript<Kind> = Kind extends unknown ? Omit<Kind, 'script'> : never

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
  /** How the formula sees integers. */
  readonly integers: 'bit-vector' | 'unbounded'
  /** The clauses as one formula: SMT-LIB over the names of the cells. */
  readonly formula: string
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
  /** States of the k + 1 that were required to differ: no shortest execution repeats one. */
  readonly distinct: readonly (readonly [number, number])[]
  /** The queries as an SMT-LIB script, to be answered `unsat` by any solver. */
  readonly script: string
}

/** Whether an execution was found. */
export function isFound(verdict: Verdict<unknown>): verdict is Violated | Reached {
  return verdict.kind === 'violated' || verdict.kind === 'reached'
}

/** What a second solver says of a verdict. */
export interface Confirmation {
  /** Its name and version: `z3 4.8.12`. */
  readonly by: string
  readonly what: readonly Confirmed[]
  /** Why it is not more; absent where all that the verdict says was decided again. */
  readonly missing?: string
}

/**
 * - `execution`: the trace is one, and decides the property.
 * - `shortest`: no shorter one does.
 * - `certificate`: the proof stands.
 * - `bound`: no execution of up to the depth decides the property.
 */
export type Confirmed = 'execution' | 'shortest' | 'certificate' | 'bound'

/** What was found of one property. */
export interface PropertyResult<Evidence = Certificate> {
  /** Its name. */
  readonly property: string
  readonly kind: Property['kind']
  readonly verdict: Verdict<Evidence>
  /** Which engine found it. */
  readonly engine: string
  /** Wall-clock seconds from the start of the check to this verdict. */
  readonly seconds: number
  /** Where a second solver was asked. */
  readonly confirmation?: Confirmation
}

/** A verdict as somebody claims it, with what it takes to find out whether it is so. Every result is one. */
export type Claim = PropertyResult<Proof>
