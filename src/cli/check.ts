import { followed, type Activity } from '../report/progress/activity.js'
import { liveLines } from '../report/progress/live-lines.js'
import { EXIT, exitCodeOfCheck, type ExitCode } from '../report/verdict/exit-code.js'
import { check, DEFAULT_DEPTH, type CheckOptions, type CheckReport } from '../run/check.js'
import type { RunEvent } from '../run/run-event.js'
import type { Worker } from '../run/worker.js'
import { checkNews } from './check-news.js'
import { CHECK_FORMATS, loadReporting, type CheckFormat, type Reporting } from './check-report.js'
import { destinations, type Surface } from './destination.js'
import { compareWithExpectation, needsProof } from './expectation.js'
import {
  detailOf,
  depthOf,
  type DepthFlags,
  type ModelFlags,
  type ReportFlags,
  type SolvingFlags,
} from './flags.js'
import { interruptible } from './interrupt.js'
import { startProgress } from './progress.js'
import { requireWritable, writeFiles } from './report-file.js'
import { requestedModel, type RequestedModel } from './requested-model.js'
import { solvingOptions } from './solving.js'
import type { Terminal } from './terminal.js'

export interface CheckFlags extends ModelFlags, ReportFlags, DepthFlags<number>, SolvingFlags {
  readonly asExpected?: boolean
  readonly strict?: boolean
  readonly minimise?: boolean
  readonly watch?: boolean
}

/** How a check that is done again and again differs from a single one. */
export interface Repetition {
  readonly signal: AbortSignal
  /** The model as it is now. */
  requested(): Promise<RequestedModel>
  /** Whether the report is still wanted. */
  isWanted(report: CheckReport): boolean
}

/**
 * `premortem check`: looks for violations up to a depth, and proves what it can meanwhile. `premortem prove` insists on the proofs.
 * @param worker started before anything else, so that the solver is ready when the model is.
 */
export async function runCheck(
  named: string,
  flags: CheckFlags,
  {
    terminal,
    worker,
    insist,
    repetition,
  }: {
    readonly terminal: Terminal
    readonly worker: Worker | undefined
    readonly insist: boolean
    readonly repetition?: Repetition
  },
): Promise<ExitCode> {
  const goal = destinations(flags, CHECK_FORMATS)
  await requireWritable(goal)
  const options = await solvingOptions(flags)
  const depth = depthOf(flags)
  const { definition, system, subject, showPlace, file } = await (repetition?.requested() ??
    requestedModel(named, flags))

  const pinned = definition.expect.find(({ params }) =>
    Object.entries(subject.params).every(([name, value]) => params[name] === value),
  )
  const signal = repetition?.signal ?? interruptible({ needsReader: goal.files.length === 0 })
  const open = new Set(system.properties.map(({ name }) => name))
  const formats = [goal.screen, ...goal.files.map(({ format }) => format)]
  const news = formats.includes('jsonl')
    ? await checkNews(terminal, {
        subject,
        system,
        depth: depth ?? DEFAULT_DEPTH,
        isPrinted: goal.screen === 'jsonl',
        showPlace,
      })
    : undefined
  const started = performance.now()
  const seconds = (): number => (performance.now() - started) / 1000
  let activities: readonly Activity[] = []
  const progress = startProgress(terminal, {
    quiet: flags.quiet === true || goal.screen === 'jsonl',
    lines: (width) => liveLines(activities, { width, now: seconds(), depth: depth ?? DEFAULT_DEPTH }),
  })
  const onEvent = (event: RunEvent): void => {
    if (event.kind === 'depth' && event.properties.length === 0) return
    if (event.kind === 'verdict') open.delete(event.result.property)
    activities = followed(activities, event, seconds())
    news?.tell(event, seconds())
  }
  let report: CheckReport
  let reporting: Reporting
  try {
    const running = check(system, {
      ...options,
      ...(depth === undefined ? {} : { depth }),
      signal,
      ...(worker === undefined ? {} : { worker }),
      ...(flags.strict === true ? { vacuity: 'thorough' } : {}),
      minimise: minimisingFor(flags, formats),
      insist: insist || (flags.asExpected === true && needsProof(pinned)),
      onEvent,
    })
    // Meanwhile, now that the workers have what they need.
    ;[report, reporting] = await Promise.all([running, loadReporting(formats)])
  } finally {
    progress.clear()
  }
  if (repetition?.isWanted(report) === false) return EXIT.holds

  const strict = flags.strict === true
  const comparison =
    flags.asExpected === true ? compareWithExpectation(report, pinned, { strict }) : undefined
  const exitCode = comparison?.exitCode ?? exitCodeOfCheck(report, { insist, strict })
  const sentences = comparison?.lines ?? []
  const done = { outcome: { subject, report, sentences, strict }, exitCode, insist, file, showPlace, flags }
  news?.end(report, open, exitCode)
  const remarks = new Set<string>()
  const render = (format: CheckFormat, surface: Surface): string | undefined => {
    if (format === 'jsonl') return news?.text()
    const { text, remark } = reporting(format, done, surface)
    if (remark !== undefined) remarks.add(remark)
    return text
  }
  await news?.written()
  if (goal.screen !== 'jsonl') await terminal.print(render(goal.screen, terminal) ?? '')
  if (goal.screen !== 'text') terminal.tell(sentences.map((sentence) => `${sentence}\n`).join(''))
  await writeFiles(goal, render)
  terminal.tell([...remarks].map((remark) => `${remark}\n`).join(''))
  return exitCode
}

/** A text tells one story, unless it is asked for more. */
function minimisingFor(
  flags: CheckFlags,
  formats: readonly CheckFormat[],
): NonNullable<CheckOptions['minimise']> {
  if (flags.minimise === false) return 'none'
  const isText = formats.every((format) => format === 'text')
  return isText && detailOf(flags).stories === 'gravest' ? 'gravest' : 'all'
}
