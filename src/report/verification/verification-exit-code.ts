import type { Verification } from '../../run/verify.js'
import { EXIT, gravest, type ExitCode } from '../verdict/exit-code.js'

/**
 * What a verification is worth: a claim that is not so counts as a violation does, evidence that does not fit the model as a file that
 * cannot be read, and what is not decided as undecided.
 */
export function exitCodeOfVerification(
  verifications: readonly Verification[],
  { isInterrupted }: { readonly isInterrupted: boolean },
): ExitCode {
  return gravest([
    ...verifications.map(({ conclusion }) => CODES[conclusion.kind]),
    ...(isInterrupted ? [EXIT.interrupted] : []),
  ])
}

const CODES = { stands: EXIT.holds, fails: EXIT.violated, unfit: EXIT.usage, open: EXIT.undecided } as const
