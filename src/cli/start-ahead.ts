import { DEFAULT_SOLVER } from '../run/message.js'
import { Worker } from '../run/worker.js'

/** The commands that do without a worker of their own, and the options that answer at once. */
const WITHOUT = ['sweep', 'export', 'simulate', 'show', 'list', 'help', '--help', '-h', '--version', '-V']

/**
 * Starts a worker with the usual solver if the words look like a command that will want one. Nothing depends on the guess but time.
 */
export function startAhead(words: readonly string[]): Worker | undefined {
  if (words.length === 0 || words.some((word) => WITHOUT.includes(word) || word.startsWith('--solver')))
    return undefined
  return new Worker(DEFAULT_SOLVER)
}
