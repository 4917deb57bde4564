import { isFound, type PropertyResult } from '../engine/verdict.js'

/** Of which of the executions found the simplest of their kind are looked for: that of the gravest violation, or each. */
export type Minimising = 'gravest' | 'all'

/** Looking for simpler traces may take so many seconds, or this share of what finding them took. */
const SHARE = { least: 5, ofSearch: 1 } as const

/** Seconds that it may take. */
export function minimisingSeconds(searchSeconds: number): number {
  return Math.max(SHARE.least, SHARE.ofSearch * searchSeconds)
}

/** Those results whose executions are to be made simpler, the gravest first. */
export function toMinimise(which: Minimising, results: readonly PropertyResult[]): readonly PropertyResult[] {
  const found = results
    .filter(({ verdict }) => isFound(verdict))
    .sort((a, b) => RANKS.indexOf(rankOf(a)) - RANKS.indexOf(rankOf(b)))
  return which === 'all' ? found : found.filter((result) => rankOf(result) !== 'goal').slice(0, 1)
}

const RANKS = ['violation', 'deadlock', 'goal'] as const

function rankOf({ kind, verdict }: PropertyResult): (typeof RANKS)[number] {
  if (verdict.kind === 'reached') return 'goal'
  return kind === 'deadlock' ? 'deadlock' : 'violation'
}
