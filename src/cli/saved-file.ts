import { readFile, stat } from 'node:fs/promises'
import { FormatError } from '../format/json/json-part.js'
import { readSaved } from '../format/read-saved.js'
import type { SavedReport } from '../format/saved/saved-report.js'
import { UsageError } from './usage-error.js'

/** Larger files are refused rather than read for minutes. */
const LARGEST = 256 * 1024 * 1024

/**
 * The traces in a file: our JSON or ITF, whatever it is called.
 * @throws UsageError that says what is wrong with the file, and where in it.
 */
export async function readSavedFile(file: string): Promise<SavedReport> {
  const text = await textOf(file)
  try {
    return readSaved(text)
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    const where = error.path === '' ? file : `${file}: ${error.path}`
    throw new UsageError(
      `${where}: ${error.problem}.`,
      'Give a file that `premortem check --format json` or `--format itf` has written, or a trace in ITF of another tool.',
      { cause: error },
    )
  }
}

async function textOf(file: string): Promise<string> {
  try {
    const { size } = await stat(file)
    if (size > LARGEST) throw new UsageError(`${file} is too large to be a trace.`, '')
    return await readFile(file, 'utf8')
  } catch (cause) {
    if (cause instanceof UsageError) throw cause
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
    const problem = isMissing ? `There is no file ${file}.` : `${file} cannot be read.`
    throw new UsageError(problem, 'Give the file of a saved trace.', { cause })
  }
}
