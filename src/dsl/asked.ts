import type { Expr } from '../ir/expr.js'
import type { SourcePlace, StatedProperty } from '../ir/system.js'
import type { ProcessDeclaration, StateDeclaration } from './declaration.js'

/** Something asked or assumed of a model, still without its name. */
export type Asked = Asking | Assuming

/** A property. */
export interface Asking {
  readonly kind: StatedProperty['kind']
  readonly expr: Expr
  readonly place: SourcePlace | undefined
  /** What is to be counted for it. */
  readonly tally?: Tally
}

/** Steps of the processes of a kind, and the ghost that counts them. */
export interface Tally {
  readonly process: ProcessDeclaration
  readonly labels: readonly string[]
  readonly counter: StateDeclaration
}

export interface Assuming {
  readonly kind: 'assumption'
  readonly expr: Expr
  readonly place: SourcePlace | undefined
}
