import { writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { createPalette, type Palette } from '../report/line/palette.js'
import { USUAL_WIDTH } from './terminal.js'
import { UsageError } from './usage-error.js'

/** Where the reports of a command go, and how they are written there. */
export interface Destinations<Format extends string> {
  readonly screen: Format
  readonly files: readonly { readonly format: Format; readonly file: string }[]
}

/** What a text is laid out for. */
export interface Surface {
  readonly width: number
  readonly palette: Palette
}

/**
 * The n-th --out takes the n-th --format, or else the one that its name suggests; one format without a file goes to standard output,
 * which otherwise gets the first of the known ones.
 * @throws UsageError when two formats are for standard output, or a format is unknown.
 */
export function destinations<Format extends string>(
  {
    format: formats = [],
    out: files = [],
  }: { readonly format?: readonly string[]; readonly out?: readonly string[] },
  known: readonly [Format, ...Format[]],
): Destinations<Format> {
  const chosen = formats.map((name) => {
    const format = known.find((candidate) => candidate === name)
    if (format !== undefined) return format
    throw new UsageError(`There is no format \`${name}\` here.`, `Choose one of ${known.join(', ')}.`)
  })
  const [usual] = known
  const [screen = usual, ...others] = chosen.slice(files.length)
  if (others.length > 0) {
    throw new UsageError(
      'Several formats are asked for on standard output.',
      'Give all but one a file with --out.',
    )
  }
  return {
    screen,
    files: files.map((file, place) => {
      const suggested = known.find((candidate) => candidate === extname(file).slice(1))
      return { format: chosen[place] ?? suggested ?? usual, file }
    }),
  }
}

/**
 * Writes the reports that go to files; one that cannot be written does not keep the others from it.
 * @throws UsageError for the first that cannot.
 */
export async function writeFiles<Format extends string>(
  { files }: Destinations<Format>,
  render: (format: Format, surface: Surface) => string,
): Promise<void> {
  const surface = { width: USUAL_WIDTH, palette: createPalette({ color: false }) }
  const failures: UsageError[] = []
  for (const { file, format } of files) {
    try {
      await writeFile(file, render(format, surface))
    } catch (cause) {
      const problem = `${file} cannot be written: ${why(cause)}.`
      failures.push(new UsageError(problem, 'Choose another file.', { cause }))
    }
  }
  const [first] = failures
  if (first !== undefined) throw first
}

/** What the system says, without its code and the path: `no such file or directory`. */
function why(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause)
  return /^[A-Z]+: (.*?), \w+(?: '.*')?$/.exec(message)?.[1] ?? message
}
