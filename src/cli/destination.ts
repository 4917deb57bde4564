import { writeFile } from 'node:fs/promises'
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

/** The formats that names of files suggest; the first ending that fits. */
const ENDINGS: readonly (readonly [ending: string, format: string])[] = [
  ['.itf.json', 'itf'],
  ['.sarif.json', 'sarif'],
  ['.sarif', 'sarif'],
  ['.json', 'json'],
  ['.jsonl', 'jsonl'],
  ['.html', 'html'],
  ['.mmd', 'mermaid'],
  ['.xml', 'junit'],
  ['.csv', 'csv'],
  ['.smt2', 'smt2'],
  ['.vmt', 'vmt'],
  ['.btor2', 'btor2'],
  ['.btor', 'btor2'],
]

/**
 * The n-th --out takes the n-th --format, or else the one that its name suggests; one format without a file goes to standard output,
 * which otherwise gets the first of the known ones.
 * @throws UsageError when two formats are for standard output, or a format is unknown, or only suggested and not one of this command.
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
      return { format: chosen[place] ?? suggestedBy(file, known) ?? usual, file }
    }),
  }
}

function suggestedBy<Format extends string>(file: string, known: readonly Format[]): Format | undefined {
  const [, suggested] = ENDINGS.find(([ending]) => file.toLowerCase().endsWith(ending)) ?? []
  const format = known.find((candidate) => candidate === suggested)
  if (suggested === undefined || format !== undefined) return format
  throw new UsageError(
    `${file} looks like a file for the format ${suggested}, which this command does not have.`,
    `It has ${known.join(', ')}: give another name, or say with --format what is to be in the file.`,
  )
}

/**
 * Writes the reports that go to files; one that cannot be written does not keep the others from it. Where there is nothing to write, as
 * no trace in a format for traces, the file is left as it is.
 * @throws UsageError for the first that cannot.
 */
export async function writeFiles<Format extends string>(
  { files }: Destinations<Format>,
  render: (format: Format, surface: Surface, file: string) => string | undefined,
): Promise<void> {
  const surface = { width: USUAL_WIDTH, palette: createPalette({ color: false }) }
  const failures: UsageError[] = []
  for (const { file, format } of files) {
    try {
      const text = render(format, surface, file)
      if (text !== undefined) await writeFile(file, text)
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
