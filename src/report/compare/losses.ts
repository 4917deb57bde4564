import type { Absent, Work } from '../../run/compare/work.js'
import { enumeration } from './enumeration.js'

/** What the fixed model can no longer do, for certain: clauses that follow its name. */
export function lossClauses({ lost, absent }: Work): readonly string[] {
  const names = (kind: 'step' | 'goal'): readonly string[] =>
    lost.flatMap((doing) => (doing.kind === kind ? [doing.name] : []))
  const [steps, goals] = [names('step'), names('goal')]
  return [
    ...(steps.length === 0 ? [] : [`${enumeration(steps)} can no longer happen`]),
    ...(goals.length === 0
      ? []
      : [`${enumeration(goals)} ${goals.length === 1 ? 'is' : 'are'} never reached any more`]),
    ...absent.flatMap(({ name, unwritten }) =>
      unwritten.length === 0
        ? []
        : [`it has no step ${name}, and nothing writes ${enumeration(unwritten)} any more`],
    ),
  ]
}

/** What the fixed model may not be able to do any more: clauses likewise. */
export function doubtClauses({ unseen, absent, unsettled }: Work): readonly string[] {
  const missing = absent.filter(({ kind, unwritten }) => kind === 'goal' || unwritten.length === 0)
  const goals = missing.flatMap(({ kind, name }) => (kind === 'goal' ? [name] : []))
  return [
    ...unseen.map(({ kind, name, depth }) => {
      const what = kind === 'goal' ? `${name} is still reached` : `${name} can still happen`
      const known = depth === null ? '' : `: not within ${String(depth)} steps`
      return `whether ${what} is undecided${known}`
    }),
    ...(goals.length === 0
      ? []
      : [
          `it does not have the ${goals.length === 1 ? 'goal' : 'goals'} ${enumeration(goals)}, so that nothing is known of ${goals.length === 1 ? 'it' : 'them'}`,
        ]),
    ...stepsInDoubt({ absent }).map(
      ({ name, gone }) =>
        `whether what ${name} did is still done is undecided: it has neither that step nor ${enumeration(gone)}, which the step wrote`,
    ),
    ...(unsettled.length === 0
      ? []
      : [`it is not known whether the broken model can take ${enumeration(unsettled)}`]),
  ]
}

/** Steps that the fixed model does not have, nor all that they wrote. */
export function stepsInDoubt({ absent }: Pick<Work, 'absent'>): readonly Absent[] {
  return absent.filter(({ unwritten, gone }) => unwritten.length === 0 && gone.length > 0)
}

/** Steps that the fixed model does not have, and whose work others may do, or a goal vouches for. */
export function replacedSteps({ absent }: Pick<Work, 'absent'>): readonly Absent[] {
  return absent.filter(
    ({ kind, unwritten, gone }) => kind === 'step' && unwritten.length === 0 && gone.length === 0,
  )
}

/** Whether something is certain to be lost. */
export function hasLosses(work: Work): boolean {
  return lossClauses(work).length > 0
}
