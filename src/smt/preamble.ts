import type { Logic } from '../encode/logic.js'

export interface PreambleOptions {
  readonly logic: Logic
  /** Whether `get-value` will be asked. */
  readonly produceModels: boolean
  /** Whether `get-unsat-assumptions` will be asked. */
  readonly produceUnsatAssumptions: boolean
}

/**
 * The commands that come before all others, accepted without a word by Z3 (4.8.12 native, 5.1.0 WASM) and cvc5 (1.0.3).
 *
 * That more than one query will follow cannot be said here: `(set-option :incremental true)` is cvc5's own and an error to Z3, which
 * needs none; cvc5 has to be started with `--incremental`. Among other options `:random-seed` and `:timeout` are `unsupported` in
 * cvc5, `:global-declarations` and `:produce-assertions` are errors in the WASM build. Among other logics `QF_FD` is known to Z3 alone,
 * `QF_BVLIA` is `unsupported` in Z3 4.8, and `ALL` is known to all.
 */
export function preamble({ logic, produceModels, produceUnsatAssumptions }: PreambleOptions): string {
  return [
    ...(produceModels ? ['(set-option :produce-models true)'] : []),
    ...(produceUnsatAssumptions ? ['(set-option :produce-unsat-assumptions true)'] : []),
    `(set-logic ${logic})`,
  ]
    .map((command) => `${command}\n`)
    .join('')
}
