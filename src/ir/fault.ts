import type { SourcePlace } from './system.js'

/** What can make a value undefined or a step impossible to complete. */
export type FaultCode = 'out-of-range' | 'index-out-of-range' | 'division-by-zero' | 'conflicting-updates'

/** An expression or assignment without a defined result in some state: a defect of the model or of the protocol. */
export interface Fault {
  readonly code: FaultCode
  /** One sentence with the values involved, for example `counter := 6 leaves range(0, 5)`. */
  readonly message: string
  /** The action that would have fired, or the property that was evaluated. */
  readonly subject?: string
  readonly source?: SourcePlace
}
