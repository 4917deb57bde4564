import type { Candidate } from '../../run/compare/comparison.js'
import { enumeration, stepsNamed } from './enumeration.js'
import { doubtClauses, lossClauses, replacedSteps, stepsInDoubt } from './losses.js'

/** Whether the fixed model still does what the broken one did: sentences. */
export function workSentences({ label, work }: Pick<Candidate, 'label' | 'work'>): readonly string[] {
  const { steps, goals, lost, unseen, absent } = work
  const missing = new Set([...lost, ...unseen, ...absent].map(({ kind, name }) => `${kind} ${name}`))
  const kept = (kind: string, names: readonly string[]): number =>
    names.filter((name) => !missing.has(`${kind} ${name}`)).length
  const [keptSteps, keptGoals] = [kept('step', steps), kept('goal', goals)]
  const goalsToo =
    goals.length === 0
      ? ''
      : `${keptSteps > 0 && keptGoals === 0 ? ', but' : ' and'} ${count(keptGoals, goals.length, 'goal')} that it reaches`
  return [
    `Still possible with ${label}: ${count(keptSteps, steps.length, 'step')} that the broken model can take${goalsToo}.`,
    ...[...lossClauses(work), ...doubtClauses(work)].map((clause) => `${capitalised(clause)}.`),
    ...adviceSentences(work),
    ...replacedSentences(work),
  ]
}

/** How to settle what became of work that has left no trace. */
function adviceSentences(work: Candidate['work']): readonly string[] {
  const gone = [...new Set(stepsInDoubt(work).flatMap((step) => step.gone))]
  return gone.length === 0
    ? []
    : [
        `A goal that both models have, and that is about ${enumeration(gone)} in the broken one, settles that.`,
      ]
}

function replacedSentences(work: Candidate['work']): readonly string[] {
  const steps = replacedSteps(work)
  const names = steps.flatMap(({ name, goals }) => (goals.length === 0 ? [name] : []))
  return [
    ...(names.length === 0
      ? []
      : [
          `It has no ${stepsNamed(names)}: what ${names.length === 1 ? 'that' : 'those'} wrote, other steps write.`,
        ]),
    ...steps.flatMap(({ name, goals }) =>
      goals.length === 0
        ? []
        : [
            `It has neither the step ${name} nor all that this wrote, but it still reaches ${enumeration(goals)}, which the broken model states about that.`,
          ],
    ),
  ]
}

function count(kept: number, all: number, what: string): string {
  if (all === 1) return kept === 0 ? `not the one ${what}` : `the one ${what}`
  if (kept === all) return `all ${String(all)} ${what}s`
  return `${kept === 0 ? 'none' : String(kept)} of the ${String(all)} ${what}s`
}

/** Names keep their case: only words of ours begin clauses in lower case. */
function capitalised(clause: string): string {
  return /^(?:whether|it) /.test(clause) ? clause.charAt(0).toUpperCase() + clause.slice(1) : clause
}
