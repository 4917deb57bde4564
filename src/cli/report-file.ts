import { existsSync } from 'node:fs'
import { access, constants, open, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createPalette } from '../report/line/palette.js'
import type { Destinations, Surface } from './destination.js'
import { USUAL_WIDTH } from './terminal.js'
import { UsageError } from './usage-error.js'

/**
 * Finds out whether the files can be written, before anything is done for what is to be in them. What is there keeps its content, and
 * what is not there is not there afterwards either.
 * @throws UsageError for the first file that cannot be written.
 */
export async function requireWritable({ files }: Destinations<string>): Promise<void> {
  for (const { file } of files) {
    try {
      await tryWriting(file)
    } catch (cause) {
      throw unwritable(file, cause)
    }
  }
}

async function tryWriting(file: string): Promise<void> {
  const found = await stat(file).catch(unless('ENOENT'))
  if (found === undefined) {
    // Only making a file tells for certain that it can be made. A link that leads nowhere is there already.
    const made = await open(file, 'wx').catch(unless('EEXIST'))
    await made?.close()
    if (made !== undefined) await rm(file)
  } else if (found.isFile() || found.isDirectory()) await open(file, 'a').then((opened) => opened.close())
  // Opened and closed, a pipe would end for whoever reads from it.
  else await access(file, constants.W_OK)
}

function unless(expected: string): (error: unknown) => undefined {
  return (error) => {
    if (codeOf(error) !== expected) throw error
  }
}

/**
 * Writes the reports that go to files; one that cannot be written does not keep the others from it. Where there is nothing to write, as
 * no trace in a format for traces, the file is left as it is.
 * @throws UsageError for the first that cannot.
 */
export async function writeFiles<Format extends string>(
  { files }: Destinations<Format>,
  render: (format: Format, surface: Surface) => string | undefined,
): Promise<void> {
  const surface = { width: USUAL_WIDTH, palette: createPalette({ color: false }) }
  const failures: UsageError[] = []
  for (const { file, format } of files) {
    const text = render(format, surface)
    if (text === undefined) continue
    await writeFile(file, text).catch((cause: unknown) => failures.push(unwritable(file, cause)))
  }
  const [first] = failures
  if (first !== undefined) throw first
}

function unwritable(file: string, cause: unknown): UsageError {
  const folder = dirname(file)
  const isFolderMissing = codeOf(cause) === 'ENOENT' && !existsSync(folder)
  return new UsageError(
    `${file} cannot be written: ${isFolderMissing ? `there is no folder ${folder}` : why(cause)}.`,
    isFolderMissing ? 'Make the folder first, or choose another file.' : 'Choose another file.',
    { cause },
  )
}

/** What the system says, without its code and the path: `permission denied`. */
function why(cause: unknown): string {
  if (codeOf(cause) === 'EISDIR') return 'it is a folder'
  const message = cause instanceof Error ? cause.message : String(cause)
  return /^[A-Z]+: (.*?), \w+(?: '.*')?$/.exec(message)?.[1] ?? message
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
