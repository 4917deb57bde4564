import { complaint } from './complaint.js'
import { suggestion } from './nearest.js'

/**
 * Refuses a word that is none of those there are. The compiler refuses it too, but models are run without it.
 * @param what what the word is for, to begin a sentence with: `The isolation`.
 * @throws ModelError
 */
export function requireKnown(what: string, word: string, known: readonly string[]): void {
  if (known.includes(word)) return
  throw complaint('unknown-member', `${what} cannot be \`${word}\`.`, suggestion(word, known))
}

/**
 * Refuses fields that nobody would look at.
 * @param what what the fields are of: `A process`.
 * @throws ModelError
 */
export function requireKnownFields(what: string, given: object, known: readonly string[]): void {
  const extra = Object.keys(given).find((name) => !known.includes(name))
  if (extra === undefined) return
  throw complaint('unknown-member', `${what} has no \`${extra}\`.`, suggestion(extra, known))
}

/**
 * Refuses a process that there is not.
 * @param processes so many, numbered from 0.
 * @throws ModelError
 */
export function requireProcess(who: number, processes: number): void {
  if (Number.isSafeInteger(who) && who >= 0 && who < processes) return
  throw complaint(
    'unknown-member',
    `There is no process ${String(who)} here.`,
    `Processes are numbered from 0 to ${String(processes - 1)}: in \`steps\`, \`index\` is the number of the one.`,
  )
}
