import type { Expr } from '../ir/expr.js'
import type { SourcePlace, StatedProperty } from '../ir/system.js'

/** Something asked or assumed of a model, still without its name. */
export type Asked = Asking | Assuming

/** A property. */
export interface Asking {
  readonly kind: StatedProperty['kind']
  readonly expr: Expr
  readonly place: SourcePlace | undefined
}

export interface Assuming {
  readonly kind: 'assumption'
  readonly expr: Expr
  readonly place: SourcePlace | undefined
}
