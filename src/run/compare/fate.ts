import type { PropertyResult, Verdict } from '../../engine/verdict.js'

/** What becomes of a property from the broken model to the fixed one. */
export interface Fate {
  readonly property: string
  readonly kind: PropertyResult['kind']
  readonly change: Change
}

/** From the verdict before to the verdict after. */
export type Change =
  /** Violated before, and not any more: up to this depth, or, with null, at every depth. */
  | { readonly kind: 'closed'; readonly depth: number | null }
  /** Violated before and after, by shortest executions of these lengths. */
  | { readonly kind: 'remains'; readonly before: number; readonly after: number }
  /** Violated now, and not known to have been violated before. */
  | { readonly kind: 'new'; readonly after: number }
  /** Violated before; of the fixed model it is not known. */
  | { readonly kind: 'open' }
  /** Violated before; the fixed model does not have such a property. */
  | { readonly kind: 'unstated' }
  /** Violated neither before nor after, as far as is known. */
  | { readonly kind: 'sound'; readonly isDecided: boolean }

/** The fates of all properties of either model that say what must not happen. */
export function fatesOf(
  broken: readonly PropertyResult[],
  fixed: readonly PropertyResult[],
): readonly Fate[] {
  const before = new Map(broken.map((result) => [result.property, result]))
  const after = new Map(fixed.map((result) => [result.property, result]))
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((property): readonly Fate[] => {
    const [old, now] = [before.get(property), after.get(property)]
    const kind = now?.kind ?? old?.kind
    if (kind === undefined || kind === 'reachable') return []
    return [{ property, kind, change: changeOf(old?.verdict, now?.verdict) }]
  })
}

function changeOf(before: Verdict | undefined, after: Verdict | undefined): Change {
  if (before?.kind !== 'violated') {
    if (after?.kind === 'violated') return { kind: 'new', after: after.depth }
    return { kind: 'sound', isDecided: after?.kind !== 'undecided' }
  }
  switch (after?.kind) {
    case undefined:
      return { kind: 'unstated' }
    case 'violated':
      return { kind: 'remains', before: before.depth, after: after.depth }
    case 'proved':
      return { kind: 'closed', depth: null }
    case 'holds':
      return { kind: 'closed', depth: after.depth }
    case 'undecided':
    case 'reached':
    case 'unreached':
      return { kind: 'open' }
  }
}

/** Whether an execution of so many steps that violates the property cannot be, if the verdict is right. */
export function isContradicted(verdict: Verdict, steps: number): boolean {
  switch (verdict.kind) {
    case 'proved':
      return true
    case 'violated':
      return steps < verdict.depth
    case 'holds':
      return steps <= verdict.depth
    case 'undecided':
      return verdict.depth !== null && steps <= verdict.depth
    case 'reached':
    case 'unreached':
      return false
  }
}
