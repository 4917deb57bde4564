import type { SourcePlace } from '../ir/system.js'
import type { EnumType, Type } from '../ir/type.js'
import type { Crash } from './crash.js'
import type { Start } from './start.js'
import type { Alternatives, Step } from './step.js'

/** A variable of the system to be, still without its name. */
export type Declaration = StateDeclaration | ProcessDeclaration

export interface StateDeclaration {
  readonly kind: 'state'
  readonly placeholder: string
  readonly type: Type
  readonly start: Start
  /** There for properties only. */
  readonly ghost: boolean
  readonly place: SourcePlace | undefined
}

/** The field of a process that says where it stands. */
export const COUNTER = 'pc'

/** All processes of one kind. */
export interface ProcessDeclaration {
  readonly kind: 'process'
  readonly placeholder: string
  /** A record of the program counter and the locals, or an array of such. */
  readonly type: Type
  readonly counter: EnumType
  readonly start: Start
  readonly instances: readonly ProcessInstance[]
  /** Labels at which waiting is no deadlock, the end included. */
  readonly rests: readonly string[]
  readonly place: SourcePlace | undefined
}

export interface ProcessInstance {
  /** Undefined where there is one of its kind, which then is no array. */
  readonly index: number | undefined
  readonly steps: readonly LabelledStep[]
  /** Undefined where it cannot crash. */
  readonly crash?: Crash
}

export interface LabelledStep {
  readonly label: string
  /** Where the process stands afterwards, unless the step says otherwise. */
  readonly following: string
  readonly step: Step | Alternatives
}

const declarations = new WeakMap<object, Declaration>()

/** Makes an object that `build` can return stand for a variable. */
export function standFor(value: object, declaration: Declaration): void {
  declarations.set(value, declaration)
}

export function declarationOf(value: unknown): Declaration | undefined {
  return typeof value === 'object' && value !== null ? declarations.get(value) : undefined
}
