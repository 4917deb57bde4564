import type { Candidate } from '../../run/compare/comparison.js'
import { enumeration } from './enumeration.js'
import { doubtClauses, lossClauses, replacedSteps } from './losses.js'

/** Whether the fixed model still does what the broken one did: sentences. */
export function workSentences({ label, work }: Pick<Candidate, 'label' | 'work'>): readonly string[] {
  const { steps, goals, lost, unseen, absent } = work
  const missing = new Set([...lost, ...unseen, ...absent].map(({ kind, name }) => `${kind} ${name}`))
  const kept = (kind: string, names: readonly string[]): number =>
    names.filter((name) => !missing.has(`${kind} ${name}`)).length
  const counts = [
    `${count(kept('step', steps), steps.length, 'step')} that the broken model can take`,
    ...(goals.length === 0 ? [] : [`${count(kept('goal', goals), goals.length, 'goal')} that it reaches`]),
  ]
  const replaced = replacedSteps(work)
  return [
    `Still possible with ${label}: ${enumeration(counts)}.`,
    ...[...lossClauses(work), ...doubtClauses(work)].map((clause) => `${capitalised(clause)}.`),
    ...(replaced.length === 0
      ? []
      : [`It has no step ${enumeration(replaced)}: what that wrote, other steps write.`]),
  ]
}

function count(kept: number, all: number, what: string): string {
  const things = all === 1 ? what : `${what}s`
  if (kept < all) return `${String(kept)} of the ${String(all)} ${things}`
  return all === 1 ? `the one ${what}` : `all ${String(all)} ${things}`
}

/** Names keep their case: only words of ours begin clauses in lower case. */
function capitalised(clause: string): string {
  return /^(?:whether|it) /.test(clause) ? clause.charAt(0).toUpperCase() + clause.slice(1) : clause
}
