import { match } from 'ts-pattern'
import { isFound, type Claim, type Proof } from '../../engine/verdict.js'
import type { Verification } from '../../run/verify.js'
import type { Style } from '../line/palette.js'

/** What has come of a claim: the first words name it, the rest says why. */
export interface VerificationWords {
  readonly finding: string
  readonly style: Style
  readonly meaning: string
}

export function verificationWords({ claim, conclusion }: Verification): VerificationWords {
  return match<Verification['conclusion'], VerificationWords>(conclusion)
    .with({ kind: 'stands' }, ({ states }) => standing(claim, states))
    .with({ kind: 'fails' }, (failing) => ({
      finding: 'DOES NOT HOLD',
      style: 'bad',
      meaning:
        failing.shownBy?.kind === 'execution'
          ? `${foundWord(claim)} after ${steps(failing.shownBy.trace.steps.length)}`
          : isFound(claim.verdict)
            ? failing.claim
            : `not so: "${failing.claim}"`,
    }))
    .with({ kind: 'unfit' }, ({ reason }) => ({
      finding: 'does not fit the model',
      style: 'bad',
      meaning: reason,
    }))
    .with({ kind: 'open' }, ({ reason, depth }) => ({
      finding: 'not decided',
      style: 'open',
      meaning: depth === undefined ? reason : `${reason}, so to depth ${String(depth)}`,
    }))
    .exhaustive()
}

function standing(claim: Claim, states: number | undefined): VerificationWords {
  const { verdict } = claim
  const style = 'good' as const
  if (isFound(verdict)) {
    const meaning = `replayed on the model, ${foundWord(claim)} after ${steps(verdict.depth)}`
    return { finding: 'trace holds', style, meaning }
  }
  const proof = 'certificate' in verdict ? verdict.certificate : undefined
  if (proof !== undefined) {
    return { finding: 'certificate holds', style, meaning: proofMeaning(claim, proof, states) }
  }
  const depth = verdict.kind === 'holds' || verdict.kind === 'unreached' ? verdict.depth : 0
  const finding = `${verdict.kind === 'unreached' ? 'not reached' : 'holds'} to depth ${String(depth)}`
  return { finding, style, meaning: 'searched again' }
}

/** As far as it is established: what the file says of itself is not repeated. */
function proofMeaning({ kind }: Claim, proof: Proof, states: number | undefined): string {
  const proved = kind === 'reachable' ? 'never reached' : 'proved'
  const how = match(proof)
    .with({ kind: 'inductive-invariant' }, () => 'by an inductive invariant')
    .with({ kind: 'k-induction' }, ({ k }) => `by induction over ${steps(k)}`)
    .with(
      { kind: 'executions-end' },
      ({ depth }) => `as every execution ends by step ${String(depth)}, as far as it matters here`,
    )
    .with(
      { kind: 'all-states-visited' },
      () => `by visiting all ${(states ?? 0).toLocaleString('en')} reachable states again`,
    )
    .exhaustive()
  return `${proved}, ${how}`
}

function foundWord({ kind }: Claim): string {
  return kind === 'reachable' ? 'reached' : 'violated'
}

function steps(count: number): string {
  return count === 1 ? '1 step' : `${String(count)} steps`
}
