/**
 * What every solver is here: something that reads SMT-LIB 2 commands and prints answers. The WASM build of Z3, a native
 * solver behind a pipe and the recorder that writes an export differ only in what stands behind these two methods.
 */
export interface Solver {
  /** Name and version for people, for example `z3 5.1.0 (WASM)`. */
  readonly name: string

  /**
   * Runs commands in the solver's current state and resolves to everything they printed, in order.
   * @throws SolverError when the solver cannot be reached, died, or printed an `(error ...)` or `unsupported`. Some solvers end at an
   * error: afterwards only `close` is certain to work.
   */
  run(script: string): Promise<string>

  /** Ends the solver and frees what it holds; later calls of `run` are refused. Closing twice is harmless. */
  close(): Promise<void>
}

/** Opens a fresh solver, with no assertions and no logic set. */
export type OpenSolver = () => Promise<Solver>

/** A solver that failed: it is missing, died, ran out of memory, or did not understand what it was asked. */
export class SolverError extends Error {
  override readonly name = 'SolverError'

  constructor(
    readonly solver: string,
    message: string,
  ) {
    super(message)
  }
}
