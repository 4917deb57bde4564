import type { Examination } from '../engine/examine/examine.js'
import type { Conclusion } from '../engine/examine/finding.js'
import type { Warning } from './vacuity.js'
import { isFound, type Confirmation, type Confirmed, type PropertyResult } from '../engine/verdict.js'

/** What came of a question about a property. */
export interface Answered {
  readonly question: Examination['kind']
  readonly conclusion: Conclusion
}

/**
 * What the answers of a second solver amount to for a verdict with evidence.
 * @param by who was asked.
 * @param answers also those about other properties.
 */
export function confirmationOf(
  { property, verdict }: Pick<PropertyResult, 'property' | 'verdict'>,
  by: string,
  answers: readonly Answered[],
): Confirmation {
  const own = answers.filter(({ conclusion }) => conclusion.property === property)
  const names = own.flatMap(({ conclusion }) => (conclusion.kind === 'stands' ? [conclusion.by] : []))
  const what = own.flatMap(({ question, conclusion }) =>
    conclusion.kind === 'stands' ? [meaningOf(question, verdict)] : [],
  )
  // What has no steps cannot be shorter.
  const trivial: readonly Confirmed[] = isFound(verdict) && verdict.depth === 0 ? ['shortest'] : []
  const certificate = 'certificate' in verdict ? verdict.certificate : undefined
  const reasons = new Set([
    ...own.flatMap(({ conclusion }) => reasonOf(conclusion)),
    ...(certificate?.kind === 'all-states-visited'
      ? ['that all states were visited is no question to a solver']
      : []),
  ])
  return {
    by: names[0] ?? by,
    what: [...what, ...trivial],
    ...(reasons.size === 0 ? {} : { missing: [...reasons].join('; ') }),
  }
}

/** What there is to warn of where not all is confirmed. */
export function unconfirmedWarnings(results: readonly PropertyResult[]): readonly Warning[] {
  return results.flatMap(({ property, confirmation }): readonly Warning[] => {
    if (confirmation?.missing === undefined) return []
    const message = `${whatIsMissing(property, confirmation)}: ${confirmation.missing}.`
    return [{ code: 'unconfirmed', subject: property, message }]
  })
}

function whatIsMissing(property: string, { by, what }: Confirmation): string {
  const [first] = what
  if (first === undefined) return `\`${property}\` is not confirmed by ${by}`
  switch (first) {
    case 'execution':
      return `${by} confirms the trace of \`${property}\`, but not that none is shorter`
    case 'shortest':
      return `${by} confirms that no shorter trace decides \`${property}\`, but not the trace`
    case 'bound':
    case 'certificate':
      return `${by} confirms \`${property}\` to the depth, but not the proof`
  }
}

function meaningOf(question: Examination['kind'], verdict: PropertyResult['verdict']): Confirmed {
  switch (question) {
    case 'execution':
      return 'execution'
    case 'proof':
    case 'states':
      return 'certificate'
    case 'bounds':
      return isFound(verdict) ? 'shortest' : 'bound'
  }
}

/** Why it is not confirmed, and what is nevertheless. */
function reasonOf(conclusion: Conclusion): readonly string[] {
  switch (conclusion.kind) {
    case 'open': {
      const { reason, depth } = conclusion
      return [depth === undefined ? reason : `${reason}, confirmed to depth ${String(depth)}`]
    }
    case 'unfit':
      return [conclusion.reason]
    case 'fails':
    case 'stands':
      return []
  }
}
