import { match } from 'ts-pattern'
import type { Claim, Proof } from '../../engine/verdict.js'
import type { Style } from '../line/palette.js'
import { lineOf, span, type Line } from '../line/styled-line.js'

/** What is known about a property, in honest words: the first ones name the verdict and its depth, the rest says what it means. */
export function verdictWords({ kind, verdict }: Pick<Claim, 'kind' | 'verdict'>): {
  readonly finding: string
  readonly style: Style
  readonly meaning: string
} {
  return match(verdict)
    .with({ kind: 'violated' }, ({ depth, trace }) => ({
      finding: `VIOLATED at depth ${String(depth)}`,
      style: 'bad' as const,
      meaning: trace.fault?.message ?? (kind === 'deadlock' ? 'no step is possible' : ''),
    }))
    .with({ kind: 'reached' }, ({ depth }) => ({
      finding: `reached at depth ${String(depth)}`,
      style: 'good' as const,
      meaning: '',
    }))
    .with({ kind: 'holds' }, ({ depth, unproved }) => ({
      finding: `holds to depth ${String(depth)}`,
      style: 'good' as const,
      meaning:
        unproved === undefined
          ? `no execution of up to ${steps(depth)} violates it`
          : `not proved: ${unproved}`,
    }))
    .with({ kind: 'unreached' }, ({ depth, certificate, unproved }) =>
      certificate === undefined
        ? {
            finding: `never reached (to depth ${String(depth)})`,
            style: 'open' as const,
            meaning: unproved === undefined ? '' : `not proved: ${unproved}`,
          }
        : { finding: 'PROVED never reached', style: 'open' as const, meaning: reason(certificate) },
    )
    .with({ kind: 'proved' }, ({ certificate }) => ({
      finding: 'PROVED',
      style: 'good' as const,
      meaning: reason(certificate),
    }))
    .with({ kind: 'undecided' }, ({ depth, reason: why }) => ({
      finding: depth === null ? 'undecided' : `undecided: ${safe(kind)} to depth ${String(depth)}`,
      style: 'open' as const,
      meaning: why,
    }))
    .exhaustive()
}

/**
 * The verdict in one line: `VIOLATED at depth 8`, `holds to depth 20 (no execution of up to 20 steps violates it)`.
 * @param options.explained false where what it means stands nearby already.
 */
export function verdictLine(
  result: Pick<Claim, 'kind' | 'verdict'>,
  { explained }: { readonly explained: boolean },
): Line {
  const { finding, style, meaning } = verdictWords(result)
  if (result.verdict.kind === 'undecided' && !explained)
    return lineOf(span(finding, style), span(' (for the same reason)', 'faint'))
  if (meaning === '' || !(explained || isNews(result))) return lineOf(span(finding, style))
  return isAside(result)
    ? lineOf(span(finding, style), span(` (${meaning})`, 'faint'))
    : lineOf(span(finding, style), `: ${meaning}`)
}

/** Whether the meaning differs from one verdict of the kind to another, so that it has to be said each time. */
function isNews({ verdict }: Pick<Claim, 'verdict'>): boolean {
  return verdict.kind !== 'holds' || verdict.unproved !== undefined
}

/** Whether the meaning belongs in brackets, because the finding is complete without it. */
function isAside({ verdict }: Pick<Claim, 'verdict'>): boolean {
  if (verdict.kind === 'undecided') return verdict.depth !== null
  if (verdict.kind === 'unreached') return verdict.certificate === undefined
  return verdict.kind === 'holds' || verdict.kind === 'violated'
}

function reason(certificate: Proof): string {
  return match(certificate)
    .with({ kind: 'executions-end' }, ({ depth }) =>
      depth === 0
        ? 'no step can make a difference to it'
        : `every execution ends by step ${String(depth)}, as far as it matters here`,
    )
    .with(
      { kind: 'all-states-visited' },
      ({ states }) => `all ${states.toLocaleString('en')} reachable states were visited`,
    )
    .with({ kind: 'k-induction' }, ({ k }) => `by induction over ${steps(k)}`)
    .with({ kind: 'inductive-invariant' }, ({ count }) =>
      count === 0
        ? 'no step can lead to it, from whatever state'
        : `an inductive invariant of ${String(count)} ${count === 1 ? 'clause' : 'clauses'} excludes it`,
    )
    .exhaustive()
}

function safe(kind: Claim['kind']): string {
  return kind === 'reachable' ? 'not reached' : 'safe'
}

function steps(count: number): string {
  return count === 1 ? '1 step' : `${String(count)} steps`
}
