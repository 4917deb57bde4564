import { isFound, type Claim } from '../../engine/verdict.js'

/**
 * What a second solver confirms of the verdicts, of one check or of several, in a sentence; nothing where none was asked, or it confirms
 * nothing. What it does not confirm, warnings tell.
 */
export function confirmationSentence(
  results: readonly Pick<Claim, 'property' | 'verdict' | 'confirmation'>[],
): string | undefined {
  const whole = results.filter(
    ({ confirmation }) => confirmation !== undefined && confirmation.missing === undefined,
  )
  const by = whole[0]?.confirmation?.by
  if (by === undefined) return undefined
  const traces = whole.filter(({ verdict }) => isFound(verdict)).length
  return `Confirmed by ${by}: ${which(whole, results)}${beyondTraces(traces)}.`
}

type Named = readonly { readonly property: string }[]

function which(whole: Named, all: Named): string {
  if (whole.length === all.length)
    return whole.length === 1 ? 'the verdict' : `all ${String(whole.length)} verdicts`
  const isOneCheck = new Set(all.map(({ property }) => property)).size === all.length
  return isOneCheck
    ? whole.map(({ property }) => property).join(', ')
    : `${String(whole.length)} of ${String(all.length)} verdicts`
}

function beyondTraces(count: number): string {
  if (count === 0) return ''
  return count === 1 ? ', and that the trace could not be shorter' : ', and that no trace could be shorter'
}
