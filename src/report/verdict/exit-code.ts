import { match } from 'ts-pattern'
import type { Claim, Verdict } from '../../engine/verdict.js'

/** What a run of the program says to the shell; the numbers are those of TLC, Apalache and CBMC where these agree. */
export const EXIT = Object.freeze({
  /** Everything that was asked holds, as far as was asked. */
  holds: 0,
  /** A usage error, or a model that cannot be checked as written. */
  usage: 2,
  undecided: 10,
  deadlock: 11,
  /** An invariant, a transition property or the range of a value is violated. */
  violated: 12,
  /** Warnings, where they count as failures: the verdicts mean less than they seem to. */
  vacuous: 14,
  /** Two of our own answers disagree. */
  selfCheck: 70,
  /** Interrupted, after printing what was established. */
  interrupted: 130,
})

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

const GRAVEST_FIRST: readonly ExitCode[] = [
  EXIT.interrupted,
  EXIT.selfCheck,
  EXIT.usage,
  EXIT.violated,
  EXIT.deadlock,
  EXIT.vacuous,
  EXIT.undecided,
  EXIT.holds,
]

/** Of several findings the gravest counts; of none, that all is well. */
export function gravest(codes: readonly ExitCode[]): ExitCode {
  return GRAVEST_FIRST.find((code) => codes.includes(code)) ?? EXIT.holds
}

/** The part of a result that the exit code depends on. */
export interface Judged {
  readonly kind: Claim['kind']
  readonly verdict: { readonly kind: Verdict['kind']; readonly certificate?: unknown }
}

/** Negative where the first result is the graver one, as for sorting. */
export function byGravity(a: Judged, b: Judged): number {
  return GRAVEST_FIRST.indexOf(exitCodeOf(a)) - GRAVEST_FIRST.indexOf(exitCodeOf(b))
}

/**
 * What one verdict is worth. A goal asks whether something can happen, and either answer is one: what must be reached, or must not, a
 * model pins in `expect`.
 */
export function exitCodeOf({ kind, verdict }: Judged): ExitCode {
  return match(verdict.kind)
    .with('violated', () => (kind === 'deadlock' ? EXIT.deadlock : EXIT.violated))
    .with('undecided', () => EXIT.undecided)
    .with('holds', 'proved', 'reached', 'unreached', () => EXIT.holds)
    .exhaustive()
}

/** The part of a report that the exit code depends on. */
export interface JudgedCheck {
  readonly results: readonly Judged[]
  readonly warnings?: readonly unknown[]
  readonly unsettled?: readonly unknown[]
  readonly stopped?: 'interrupted' | 'timeout'
}

/**
 * What a whole check is worth; where proofs were insisted on, anything short of one is undecided. Where vacuity counts, warnings
 * are failures, and what may be missing among them is undecided.
 */
export function exitCodeOfCheck(
  { results, warnings = [], unsettled = [], stopped }: JudgedCheck,
  { insist = false, strict = false }: { readonly insist?: boolean; readonly strict?: boolean } = {},
): ExitCode {
  return gravest([
    ...results.map(exitCodeOf),
    ...(strict && warnings.length > 0 ? [EXIT.vacuous] : []),
    ...(strict && unsettled.length > 0 ? [EXIT.undecided] : []),
    ...(insist && results.some(({ verdict }) => isBounded(verdict)) ? [EXIT.undecided] : []),
    ...(stopped === 'interrupted' ? [EXIT.interrupted] : []),
    ...(stopped === 'timeout' ? [EXIT.undecided] : []),
  ])
}

/** Whether the verdict stands only up to a depth. */
export function isBounded(verdict: Judged['verdict']): boolean {
  return verdict.kind === 'holds' || (verdict.kind === 'unreached' && verdict.certificate === undefined)
}
