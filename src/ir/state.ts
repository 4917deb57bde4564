import type { Value } from './type.js'

/** A concrete state: each variable's value by the variable's name. */
export type State = Readonly<Record<string, Value>>
