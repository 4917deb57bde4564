import type { Expr } from '../ir/expr.js'
import type { Cell, SourcePlace } from '../ir/system.js'
import type { Type } from '../ir/type.js'

/** A part of a step. The parts of one step happen at once, whatever their order; a list stands for its members. */
export type Clause = Guard | Assertion | Assignment | Jump | Branch | readonly Clause[]

/** The step waits until the condition holds. */
export interface Guard {
  readonly kind: 'guard'
  readonly condition: Expr
}

/** Where the step may be taken, the condition holds. */
export interface Assertion {
  readonly kind: 'assertion'
  readonly condition: Expr
  readonly place: SourcePlace | undefined
}

export interface Assignment {
  readonly kind: 'assignment'
  readonly target: Cell
  /** The declared type of the target. */
  readonly type: Type
  readonly value: Expr
  readonly place: SourcePlace | undefined
}

/** Where the process stands after the step: at a label, or at its end. */
export interface Jump {
  readonly kind: 'jump'
  readonly to: string
  readonly place: SourcePlace | undefined
}

/** Clauses that depend on a condition. */
export interface Branch {
  readonly kind: 'branch'
  readonly condition: Expr
  readonly whenTrue: readonly Clause[]
  readonly whenFalse: readonly Clause[]
}

/** A branch that may still get its other side. */
export interface OpenBranch extends Branch {
  /** What happens where the condition fails. */
  otherwise(...clauses: readonly Clause[]): Branch
}

/** Where a process ends; in traces, and as a label to ask for. */
export const END = 'done'
