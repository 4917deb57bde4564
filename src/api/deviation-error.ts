import type { StateDifference } from './state-difference.js'

/** Code does not do what a trace of the model says. */
export class DeviationError extends Error {
  override readonly name = 'DeviationError'

  constructor(
    /** In which step of the trace, counted from 1; 0 for the start. */
    readonly step: number,
    /** The name of the step's action; undefined for the start. */
    readonly action: string | undefined,
    /** What is not as in the model after the step; none where the code did not take it. */
    readonly differences: readonly StateDifference[],
    message: string,
    options: { readonly cause?: unknown } = {},
  ) {
    super(message, options)
  }
}
