import { match } from 'ts-pattern'
import type { Verdict } from '../../engine/verdict.js'

/** What a verdict to some depth says about a smaller bound. */
export type VerdictKind = Verdict['kind']

/** The verdict as it would be, had one looked only `depth` steps deep. */
export function verdictAtDepth(
  { kind, verdict }: { readonly kind: string; readonly verdict: Verdict },
  depth: number,
): VerdictKind {
  const nothingFound = kind === 'reachable' ? 'unreached' : 'holds'
  return match<Verdict, VerdictKind>(verdict)
    .with({ kind: 'violated' }, { kind: 'reached' }, (found) =>
      depth < found.depth ? nothingFound : found.kind,
    )
    .with({ kind: 'proved' }, () => 'proved')
    .with({ kind: 'unreached' }, ({ depth: known, certificate }) =>
      certificate !== undefined || depth <= known ? nothingFound : 'undecided',
    )
    .with({ kind: 'holds' }, ({ depth: known }) => (depth <= known ? nothingFound : 'undecided'))
    .with({ kind: 'undecided' }, ({ depth: known }) =>
      known !== null && depth <= known ? nothingFound : 'undecided',
    )
    .exhaustive()
}
