import { suggestion } from '../dsl/nearest.js'
import type { Claim } from '../engine/verdict.js'
import type { SavedReport } from '../format/saved/saved-report.js'
import { UsageError } from './usage-error.js'

/**
 * What a file claims of the properties that were asked for; of all when none were.
 * @throws UsageError for a property of which the file says nothing.
 */
export function selectClaims(
  { results }: SavedReport,
  names: readonly string[],
  file: string,
): readonly Claim[] {
  if (names.length === 0) return results
  const known = results.map(({ property }) => property)
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined) {
    throw new UsageError(`There is nothing about \`${unknown}\` in ${file}.`, suggestion(unknown, known))
  }
  return results.filter(({ property }) => names.includes(property))
}
