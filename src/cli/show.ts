import { isFound, type Claim } from '../engine/verdict.js'
import { itfText } from '../format/itf/itf.js'
import type { SavedReport } from '../format/saved/saved-report.js'
import { checkPage } from '../report/html/check-page.js'
import { checkMermaid } from '../report/mermaid/check-mermaid.js'
import {
  explanationsIn,
  replaySentence,
  resultOf,
  retold,
  type Absence,
  type Retelling,
} from '../report/saved/retelling.js'
import { leftOutSentence } from '../report/saved/saved-explanation.js'
import { propertyOf, savedJson } from '../report/saved/saved-json.js'
import { savedText } from '../report/saved/saved-text.js'
import type { ShowPlace } from '../report/trace/trace-row.js'
import { byGravity, EXIT, type ExitCode } from '../report/verdict/exit-code.js'
import { destinations, type Destinations, type Surface } from './destination.js'
import { detailOf, propertiesOf, type ModelFlags, type ReportFlags } from './flags.js'
import { modelOfFile, type FoundModel } from './model-of-file.js'
import { requireWritable, writeFiles } from './report-file.js'
import { readSavedFile } from './saved-file.js'
import { selectClaims } from './select-claims.js'
import type { Terminal } from './terminal.js'
import { UsageError } from './usage-error.js'
import { quoteFrom } from './user-file.js'
import { packageVersion } from './version.js'

export interface ShowFlags extends Omit<ModelFlags, 'param'>, ReportFlags {}

type ShowFormat = 'text' | 'json' | 'html' | 'mermaid' | 'itf'

/**
 * `premortem show`: a saved report once more, in any format; its traces are replayed where the model is at hand. Exit 10 where the model refuses one:
 * what the file says is not established for the model as it is.
 */
export async function runShow(
  file: string,
  named: string | undefined,
  flags: ShowFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const goal: Destinations<ShowFormat> = destinations(flags, ['text', 'json', 'html', 'mermaid', 'itf'])
  await requireWritable(goal)
  const saved = await readSavedFile(file)
  const wanted = selectClaims(saved, propertiesOf(flags), file)
  const outcomes = saved.outcomes.filter(({ name }) => wanted.some(({ property }) => property === name))
  const others = wanted.filter(({ verdict }) => !isFound(verdict))
  requireFormats(saved, goal, file)
  const model = await modelOfFile(saved, { named, savedIn: file })
  const retellings = outcomes
    .map((outcome) => retold(outcome, model))
    .toSorted((a, b) => byGravity(resultOf(a), resultOf(b)))
  const remark = itfRemark(goal, retellings)
  if (remark !== undefined) terminal.tell(`${remark}\n`)
  const render = renderer(saved, { retellings, others }, model, flags)
  await terminal.print(render(goal.screen, terminal) ?? '')
  await writeFiles(goal, render)
  return retellings.some(({ replayed }) => replayed.kind === 'refuted') ? EXIT.undecided : EXIT.holds
}

function renderer(
  saved: SavedReport,
  { retellings, others }: { readonly retellings: readonly Retelling[]; readonly others: readonly Claim[] },
  model: FoundModel | Absence,
  flags: ShowFlags,
): (format: ShowFormat, surface: Surface) => string | undefined {
  const told = retellings.map((retelling) => ({
    ...retelling,
    ...viewOf([retelling], saved, model),
    remarks: remarksOn(retelling, saved),
  }))
  // A page has one system: the model's where it confirms everything.
  const { system, showPlace } = viewOf(retellings, saved, model)
  const results = [...told.map(resultOf), ...others]
  const report = { system, depth: 0, results, warnings: [] }
  const sentences = [...new Set(told.flatMap(({ remarks }) => remarks))]
  const explained = system.isOutline === true ? explanationsIn(retellings) : undefined
  const subject = { model: saved.model, params: saved.params }
  const version = packageVersion()
  const placed = saved.file === undefined ? {} : { file: saved.file }
  return (format, surface) => {
    switch (format) {
      case 'text':
        return savedText(
          { subject, origin: saved.origin, retellings: told, others },
          { ...surface, detail: detailOf(flags).detail, quote: quoteFrom },
        )
      case 'json':
        return savedJson(subject, { system, retellings: told, others }, { version, showPlace, ...placed })
      case 'html':
        return checkPage({ subject, report, sentences }, { version, showPlace, explained })
      case 'mermaid':
        return checkMermaid(report, { stories: 'all', showPlace })
      case 'itf': {
        const [first] = told
        const property = first === undefined ? undefined : propertyOf(first.system, first)
        if (first === undefined || property === undefined) return undefined
        const layout = { version, ...subject, ...placed, write: first.showPlace }
        return itfText(first.system, property, first.trace, layout)
      }
    }
  }
}

/** The system that has these traces, and how its places are written: the model's where it confirms them all, else the file's. */
function viewOf(
  retellings: readonly Retelling[],
  { system }: SavedReport,
  model: FoundModel | Absence,
): Pick<FoundModel, 'system' | 'showPlace'> {
  const isConfirmed =
    retellings.length > 0 && retellings.every(({ replayed }) => replayed.kind === 'confirmed')
  return model.kind === 'found' && isConfirmed ? model : { system, showPlace: asWritten }
}

/** What came of the replay, and what the file lacks where it has to do without a model. A trace of another tool has no reasons. */
function remarksOn(retelling: Retelling, { canReplay }: SavedReport): readonly string[] {
  const isAlone = canReplay && retelling.replayed.kind !== 'confirmed'
  const leftOut = isAlone ? leftOutSentence(retelling.outcome) : undefined
  return [replaySentence(retelling), ...(leftOut === undefined ? [] : [leftOut])]
}

const asWritten: ShowPlace = ({ file, line }) => `${file}:${String(line)}`

/** @throws UsageError for formats that need what only a model knows. */
function requireFormats(
  { canReplay }: SavedReport,
  { screen, files }: Destinations<ShowFormat>,
  file: string,
): void {
  const wanted = [screen, ...files.map(({ format }) => format)]
  const refused = wanted.find((format) => format === 'json' || format === 'itf')
  if (canReplay || refused === undefined) return
  throw new UsageError(
    `${file} is a trace of another tool, and cannot be written as ${refused}.`,
    'It can be shown as text, html or mermaid.',
  )
}

function itfRemark(
  { screen, files }: Destinations<ShowFormat>,
  [told, ...others]: readonly Retelling[],
): string | undefined {
  if (screen !== 'itf' && files.every(({ format }) => format !== 'itf')) return undefined
  if (told === undefined) return 'There is no trace to write as ITF.'
  const names = others.map(({ outcome }) => `--property ${outcome.name}`)
  return names.length === 0
    ? undefined
    : `ITF holds one trace: this is ${told.outcome.name}. For the others: ${names.join(', ')}.`
}
