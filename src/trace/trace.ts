import type { Fault } from '../ir/fault.js'
import type { State } from '../ir/state.js'
import type { SourcePlace } from '../ir/system.js'
import type { Scalar } from '../ir/type.js'

/** An execution: states[0] is initial, and steps[i] leads from states[i] to states[i + 1]. */
export interface Trace {
  readonly states: readonly State[]
  readonly steps: readonly Step[]
  /** The last state's successor is this one of the states: the execution goes on for ever. */
  readonly loopStart?: number
  /** Why the last state violates `range`, or an evaluated property, by being undefined. */
  readonly fault?: Fault
}

/** One action fired with its choices. */
export interface Step {
  /** The action's unique name. */
  readonly action: string
  /** For example `enactor[1]`; absent for an action of no process. */
  readonly process?: string
  readonly label: string
  readonly choices: Readonly<Record<string, Scalar>>
  readonly source?: SourcePlace
}
