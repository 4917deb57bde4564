import type { Action, Property } from '../ir/system.js'
import type { ScalarType } from '../ir/type.js'
import type { Arithmetic } from './arithmetic.js'
import type { Cell } from './cell.js'
import type { Symbol, Term } from './term.js'
import type { Terms } from './terms.js'

/** A transition system over scalars: cells instead of variables, terms instead of expressions. */
export interface ScalarSystem {
  readonly terms: Terms
  readonly arithmetic: Arithmetic
  /** Whether its numbers are bit-vectors or SMT-LIB Ints. */
  readonly integers: 'bit-vector' | 'unbounded'
  readonly cells: readonly Cell[]
  /** For each cell its fixed value in every initial state; absent where it is free. By the cell's name. */
  readonly initial: ReadonlyMap<string, Term>
  /** What else every initial state satisfies. */
  readonly constraints: readonly Term[]
  readonly actions: readonly ScalarAction[]
  readonly targets: readonly Target[]
}

export interface ScalarAction {
  readonly action: Action
  readonly choices: readonly ScalarChoice[]
  /** The process stands where it must: from the action's `control`, else true. */
  readonly at: Term
  /** Besides `at`: the guard is defined and true, and the step can be completed. Reads the choices. */
  readonly guard: Term
  /** The cells that the step may change, by name; reads the choices. */
  readonly updates: ReadonlyMap<string, Term>
}

export interface ScalarChoice {
  /** The choice's name in the action. */
  readonly name: string
  readonly domain: ScalarType
  /** As in the action. */
  readonly next?: string
  /** Absent where the domain has one value. */
  readonly symbol?: Symbol
}

/** What a search looks for: a property's violation, or its goal. */
export interface Target {
  readonly property: Property
  /** True in the states that decide the property. */
  readonly state: Term
  /** True of the steps (current to next) that decide it. */
  readonly step: Term
}
