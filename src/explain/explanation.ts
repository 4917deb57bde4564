import type { Keys } from '../ir/cell.js'
import type { Fault } from '../ir/fault.js'
import type { Scalar, Type, Value } from '../ir/type.js'

/** Why a trace ends as it does. Steps are counted from 1; 0 stands for the start. */
export interface Explanation {
  /** The property's formula with its values; absent where the property has no formula of its own, or the trace ends in a fault. */
  readonly formula?: FormulaValue
  /** The values on which the outcome rests, each with the step that it came from. */
  readonly origins: readonly Origin[]
  /** Who acted on what somebody else had changed meanwhile: the most telling first. None for a goal, which nobody is to blame for. */
  readonly staleReads: readonly StaleRead[]
  /** For each step of the trace in its order, what becomes of the others without it. */
  readonly needs: readonly Need[]
}

/** A formula, or a part of one, with what it comes to at the end of the trace. */
export interface FormulaValue {
  /** In the model's own names. */
  readonly text: string
  /** Absent where it has none. */
  readonly value?: Value
  /** Why it has no value. */
  readonly fault?: Pick<Fault, 'message'>
  /** Of a quantifier: for which value of its variable the parts were looked at. */
  readonly binding?: { readonly name: string; readonly value: Scalar }
  /** Of what is read off the state: the part that it comes to, and where that has its value from. */
  readonly origin?: Origin
  /** Those parts on which the value rests; constants and what is plainly read off the text are left out. */
  readonly parts: readonly FormulaValue[]
}

/** A scalar part of the state, or what is shown as one. */
export interface Part {
  readonly variable: string
  readonly keys: Keys
  readonly type: Type
}

/** Where a value comes from. */
export interface Origin {
  readonly part: Part
  readonly value: Value
  /** The last step that changed it. */
  readonly step: number
}

/** A process wrote, because of a value that it had read and that was no longer so. */
export interface StaleRead {
  /** The process that read, and that acted later. */
  readonly process: string
  readonly read: Part
  readonly value: Value
  readonly readIn: number
  /** The first step of somebody else that changed it afterwards. */
  readonly changedIn: number
  /** Absent for a step of no process. */
  readonly changedBy?: string
  readonly changedTo: Value
  readonly actedIn: number
  /** What it wrote then. */
  readonly wrote: readonly Part[]
}

/** What becomes of a schedule without one of its steps, the others in their order. */
export type Need =
  /** A later step cannot be taken any more. */
  | { readonly kind: 'enables'; readonly step: number }
  /** All others can be taken, and the property is not decided at their end. */
  | { readonly kind: 'decides' }
  /** All others can be taken, and the outcome is the same. */
  | { readonly kind: 'nothing' }
