import type { Palette } from '../report/line/palette.js'
import type { ReportFlags } from './flags.js'
import { UsageError } from './usage-error.js'

/** Where the reports of a command go, and in which formats. */
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
  ['.txt', 'text'],
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
 * The n-th --out takes the n-th --format, or else the one that its ending suggests; one format without a file goes to standard output,
 * which otherwise gets the first of the known ones. Each --out-itf is a file more.
 * @throws UsageError when two formats are for standard output, when a format is unknown, and for a file whose ending suggests none that
 * the command has.
 */
export function destinations<Format extends string>(
  { format: formats = [], out: files = [], outItf = [] }: Pick<ReportFlags, 'format' | 'out' | 'outItf'>,
  known: readonly [Format, ...Format[]],
): Destinations<Format> {
  const chosen = formats.map((name) => formatNamed(name, known))
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
    files: [
      ...files.map((file, place) => ({ format: chosen[place] ?? suggestedBy(file, known), file })),
      ...outItf.map((file) => ({ format: formatNamed('itf', known), file })),
    ],
  }
}

function formatNamed<Format extends string>(name: string, known: readonly Format[]): Format {
  const format = known.find((candidate) => candidate === name)
  if (format !== undefined) return format
  throw new UsageError(`There is no format \`${name}\` here.`, `Choose one of ${known.join(', ')}.`)
}

function suggestedBy<Format extends string>(file: string, known: readonly Format[]): Format {
  const [, suggested] = ENDINGS.find(([ending]) => file.toLowerCase().endsWith(ending)) ?? []
  const format = known.find((candidate) => candidate === suggested)
  if (format !== undefined) return format
  const endings = ENDINGS.flatMap(([ending, meant]) => (known.some((name) => name === meant) ? [ending] : []))
  throw new UsageError(
    suggested === undefined
      ? `The ending of ${file} does not say what is to be in it.`
      : `${file} looks like a file for the format ${suggested}, which this command does not have.`,
    `Give it one of the endings ${endings.join(', ')}, or a --format: the n-th --format is for the n-th --out.`,
  )
}
