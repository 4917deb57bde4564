import type { CheckReport } from '../../run/check.js'

/**
 * What makes the verdicts mean less than they seem to, a sentence each. That a goal is not reached, its verdict says already: it is said
 * again only where it counts as a failure.
 */
export function warningSentences(
  { warnings, unsettled = [] }: Pick<CheckReport, 'warnings' | 'unsettled'>,
  { strict }: { readonly strict: boolean },
): readonly string[] {
  const told = warnings.filter(({ code }) => strict || code !== 'unreached-goal')
  const sentences = told.map(({ code, message }) => `Warning (${code}): ${message}`)
  if (!strict || unsettled.length === 0) return sentences
  const names = unsettled.map((subject) => `\`${subject}\``).join(', ')
  return [...sentences, `Undecided whether there is something to warn of: ${names}.`]
}
