import type { Candidate } from '../../run/compare/comparison.js'
import type { Change, Fate } from '../../run/compare/fate.js'
import { enumeration, inSteps, stepsNamed } from './enumeration.js'
import { doubtClauses, lossClauses, replacedSteps } from './losses.js'

/** What a fix comes to, in a sentence. */
export function conclusion({ label, fates, work }: Pick<Candidate, 'label' | 'fates' | 'work'>): string {
  const failures = failureClauses(fates)
  const losses = lossClauses(work)
  const doubts = doubtClauses(work)
  const closed = closedClauses(fates)
  if (failures.length > 0) {
    const clauses = [...(closed.length === 0 ? [] : [`${enumeration(closed)}, but ${failures[0] ?? ''}`])]
    const told = [...(clauses.length === 0 ? failures.slice(0, 1) : clauses), ...failures.slice(1), ...losses]
    return `${label} ${failureLead(fates)}: ${told.join('; ')}.`
  }
  if (losses.length > 0) {
    const how = doesNothing(work) ? 'closes it by doing nothing' : 'closes it at a price'
    return `${label} ${how}: ${losses.join('; ')}.`
  }
  const replaced = replacedSteps(work).map(({ name }) => name)
  const rest =
    doubts.length > 0
      ? `; but ${doubts.join('; ')}`
      : replaced.length > 0
        ? `; it has no ${stepsNamed(replaced)}, and everything else that the broken model could do is still possible`
        : ', and everything the broken model could do is still possible'
  return `${label} closes the race${bound(fates)}: ${enumeration(closed)}${rest}.`
}

/** Whether steps are lost, and with them every goal; where the broken model has no goals, whether every step is. */
function doesNothing({ steps, goals, lost, absent }: Candidate['work']): boolean {
  const certain = [...lost, ...absent.filter(({ unwritten }) => unwritten.length > 0)]
  const count = (what: 'step' | 'goal'): number => certain.filter(({ kind }) => kind === what).length
  return goals.length === 0
    ? count('step') === steps.length
    : count('step') > 0 && count('goal') === goals.length
}

function failureLead(fates: readonly Fate[]): string {
  const kinds = fates.map(({ change }) => change)
  if (!kinds.some(({ kind }) => kind === 'remains' || kind === 'new')) return 'is undecided'
  if (kinds.some(({ kind }) => kind === 'closed')) return 'does not close it'
  if (kinds.some(({ kind }) => kind === 'new' || kind === 'open' || kind === 'unstated'))
    return 'does not help'
  const isLater = kinds.every((change) => change.kind !== 'remains' || change.after > change.before)
  return isLater ? 'only moves it' : 'does not help'
}

/** What is wrong with the fixed model, or not known of it. */
function failureClauses(fates: readonly Fate[]): readonly string[] {
  const remaining = fates.flatMap(({ property, change }, place) => {
    if (change.kind !== 'remains') return []
    const isFirst = fates.findIndex((fate) => fate.change.kind === 'remains') === place
    return [`${property} ${isFirst ? 'is still violated ' : ''}${instead(change)}`]
  })
  const fresh = fates
    .flatMap(({ property, change }) => (change.kind === 'new' ? [{ property, after: change.after }] : []))
    .map(
      ({ property, after }, place) => `${property} ${place === 0 ? 'is now violated ' : ''}${inSteps(after)}`,
    )
  const open = namesOf(fates, 'open')
  const unstated = namesOf(fates, 'unstated')
  const unsure = fates.flatMap(({ property, change }) =>
    change.kind === 'sound' && !change.isDecided ? [property] : [],
  )
  return [
    ...(remaining.length === 0 ? [] : [enumeration(remaining)]),
    ...(fresh.length === 0 ? [] : [enumeration(fresh)]),
    ...(open.length === 0 ? [] : [`whether ${enumeration(open)} can still be violated is undecided`]),
    ...(unstated.length === 0
      ? []
      : [
          `it does not have ${enumeration(unstated)}, so that nothing is known of ${unstated.length === 1 ? 'it' : 'them'}`,
        ]),
    ...(unsure.length === 0 ? [] : [`whether ${enumeration(unsure)} can be violated is undecided`]),
  ]
}

function instead({ before, after }: Extract<Change, { readonly kind: 'remains' }>): string {
  return before === after ? inSteps(after) : `${inSteps(after)} instead of ${String(before)}`
}

function namesOf(fates: readonly Fate[], kind: Change['kind']): readonly string[] {
  return fates.flatMap(({ property, change }) => (change.kind === kind ? [property] : []))
}

function closedClauses(fates: readonly Fate[]): readonly string[] {
  const proved: string[] = []
  const bounded = new Map<number, readonly string[]>()
  for (const { property, change } of fates) {
    if (change.kind !== 'closed') continue
    if (change.depth === null) proved.push(property)
    else bounded.set(change.depth, [...(bounded.get(change.depth) ?? []), property])
  }
  return [
    ...(proved.length === 0
      ? []
      : [`${enumeration(proved)} ${proved.length === 1 ? 'is' : 'are'} proved at every depth`]),
    ...[...bounded].map(
      ([depth, names]) =>
        `${enumeration(names)} ${names.length === 1 ? 'holds' : 'hold'} to depth ${String(depth)}`,
    ),
  ]
}

function bound(fates: readonly Fate[]): string {
  const depths = fates.flatMap(({ change }) =>
    change.kind === 'closed' && change.depth !== null ? [change.depth] : [],
  )
  return depths.length === 0 ? '' : ` to depth ${String(Math.min(...depths))}`
}
