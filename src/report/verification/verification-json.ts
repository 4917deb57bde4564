import { match } from 'ts-pattern'
import type { Counterexample } from '../../engine/examine/finding.js'
import { isFound, type Claim } from '../../engine/verdict.js'
import { jsonText, type JsonObject } from '../../format/json/json.js'
import type { Verification } from '../../run/verify.js'
import { traceJson } from '../check/result-json.js'
import type { ShowPlace } from '../trace/trace-row.js'
import type { ExitCode } from '../verdict/exit-code.js'
import type { VerificationOutcome } from './verification-text.js'

/** A verification as one JSON object: for each claim what it is, what there was to say for it, and what has come of it. */
export function verificationJson(
  { subject, origin, verifications, isInterrupted }: VerificationOutcome,
  {
    version,
    showPlace,
    exitCode,
    file,
  }: {
    readonly version: string
    readonly showPlace: ShowPlace
    readonly exitCode: ExitCode
    /** With the claims. */
    readonly file: string
  },
): string {
  const { model, params } = subject
  return jsonText(
    {
      premortem: version,
      verified: file,
      origin,
      model,
      params,
      exitCode,
      ...(isInterrupted ? { stopped: 'interrupted' } : {}),
      claims: verifications.map((verification) => verificationObject(verification, showPlace)),
    },
    2,
  )
}

function verificationObject({ claim, conclusion }: Verification, showPlace: ShowPlace): JsonObject {
  const { property, kind, verdict } = claim
  return {
    property,
    kind,
    verdict: verdict.kind,
    evidence: evidenceOf(claim),
    ...match<Verification['conclusion'], JsonObject>(conclusion)
      .with({ kind: 'stands' }, ({ by, states }) => ({
        outcome: 'holds',
        by,
        ...(states === undefined ? {} : { states }),
      }))
      .with({ kind: 'fails' }, ({ by, claim: what, shownBy }) => ({
        outcome: 'refuted',
        by,
        reason: what,
        ...(shownBy === undefined ? {} : { counterexample: counterexampleJson(shownBy, showPlace) }),
      }))
      .with({ kind: 'unfit' }, ({ reason }) => ({ outcome: 'unfit', reason }))
      .with({ kind: 'open' }, ({ reason, depth }) => ({
        outcome: 'undecided',
        reason,
        ...(depth === undefined ? {} : { depth }),
      }))
      .exhaustive(),
  }
}

/** What is said for the claim: a trace, a kind of certificate, or nothing, so that it has to be searched again. */
function evidenceOf({ verdict }: Claim): string | null {
  if (isFound(verdict)) return 'trace'
  return 'certificate' in verdict ? verdict.certificate.kind : null
}

function counterexampleJson(shownBy: Counterexample, showPlace: ShowPlace): JsonObject {
  return shownBy.kind === 'execution' ? traceJson(shownBy.trace, showPlace) : { states: shownBy.states }
}
