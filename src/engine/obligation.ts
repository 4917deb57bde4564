import type { Command } from '../encode/command.js'

/** A question whose answer must be `unsat`. */
export interface Obligation {
  /** What `unsat` means. */
  readonly claim: string
  readonly commands: readonly Command[]
}
