import { writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { UsageError } from './usage-error.js'

/** Where a report goes, and how it is written there. */
export interface Destination<Format extends string> {
  readonly format: Format
  /** Undefined for standard output. */
  readonly file: string | undefined
}

/**
 * The n-th --out takes the n-th --format, or else the one that its name suggests; one format without a file goes to standard output,
 * which otherwise gets text.
 * @throws UsageError when two formats are for standard output, or a format is unknown.
 */
export function destinations<Format extends string>(
  formats: readonly string[],
  files: readonly string[],
  known: readonly [Format, ...Format[]],
): readonly [Destination<Format>, ...Destination<Format>[]] {
  const chosen = formats.map((name) => {
    const format = known.find((candidate) => candidate === name)
    if (format !== undefined) return format
    throw new UsageError(`There is no format \`${name}\` here.`, `Choose one of ${known.join(', ')}.`)
  })
  const [usual] = known
  const [first, second] = chosen.slice(files.length)
  if (second !== undefined) {
    throw new UsageError('Several formats are asked for on standard output.', 'Give all but one a file with --out.')
  }
  const written = files.map((file, place) => {
    const suggested = known.find((candidate) => candidate === extname(file).slice(1))
    return { format: chosen[place] ?? suggested ?? usual, file }
  })
  return [{ format: first ?? usual, file: undefined }, ...written]
}

/** @throws UsageError when the file cannot be written. */
export async function writeReport(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new UsageError(`The report cannot be written to ${file}: ${why}.`, 'Choose another file.', { cause: error })
  }
}
