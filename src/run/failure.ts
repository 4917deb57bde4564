import { SelfCheckError } from '../engine/self-check-error.js'
import { SolverError } from '../smt/solver.js'

/** An error on its way from one process to another. */
export interface Failure {
  /** The error's class. */
  readonly name: string
  readonly message: string
  readonly stack?: string
  /** Which solver failed; of a SolverError only. */
  readonly solver?: string
}

/** What is sent of an error. */
export function failureOf(error: unknown): Failure {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
  return {
    name,
    message,
    ...(stack === undefined ? {} : { stack }),
    ...(error instanceof SolverError ? { solver: error.solver } : {}),
  }
}

/** The error again: SelfCheckError and SolverError are what they were, any other is a `WorkerFailure`. */
export function errorOf(failure: Failure): Error {
  const { name, message, stack, solver } = failure
  const error =
    name === 'SelfCheckError'
      ? new SelfCheckError(message)
      : solver === undefined
        ? new WorkerFailure(failure)
        : new SolverError(solver, message)
  if (stack !== undefined) error.stack = stack
  return error
}

/** An error thrown inside a worker process that nobody foresaw. */
export class WorkerFailure extends Error {
  override readonly name = 'WorkerFailure'

  constructor(readonly failure: Failure) {
    super(failure.message)
  }
}
