import type { Candidate, Comparison } from '../../run/compare/comparison.js'
import { EXIT, exitCodeOf, gravest, type ExitCode } from '../verdict/exit-code.js'
import { doubtClauses, hasLosses } from './losses.js'

/** What a comparison is worth: its gravest candidate. */
export function exitCodeOfComparison({ broken, candidates, stopped }: Comparison): ExitCode {
  return gravest([
    ...candidates.map(exitCodeOfCandidate),
    ...(candidates.length === 0 && broken.report.results.some(({ verdict }) => verdict.kind === 'undecided')
      ? [EXIT.undecided]
      : []),
    ...(stopped === 'interrupted' ? [EXIT.interrupted] : []),
    ...(stopped === 'timeout' ? [EXIT.undecided] : []),
  ])
}

/**
 * 0 where nothing is violated and nothing is lost. Goals count as far as the broken model reaches them: what is no longer possible is
 * worth as much as a warning that counts.
 */
export function exitCodeOfCandidate({ report, fates, work }: Candidate): ExitCode {
  return gravest([
    ...report.results.filter(({ kind }) => kind !== 'reachable').map(exitCodeOf),
    ...(fates.some(({ change }) => change.kind === 'unstated') ? [EXIT.undecided] : []),
    ...(hasLosses(work) ? [EXIT.vacuous] : []),
    ...(doubtClauses(work).length > 0 ? [EXIT.undecided] : []),
  ])
}
