import { checkJson, closingJson } from '../report/check/check-json.js'
import { checkText } from '../report/check/check-text.js'
import { eventJson, startJson } from '../report/check/event-json.js'
import { githubText } from '../report/ci/github.js'
import { junitText } from '../report/ci/junit.js'
import { sarifText } from '../report/ci/sarif.js'
import { checkMermaid } from '../report/mermaid/check-mermaid.js'
import { checkPage } from '../report/html/check-page.js'
import { followed, type Activity } from '../report/progress/activity.js'
import { liveLines } from '../report/progress/live-lines.js'
import { EXIT, exitCodeOfCheck, type ExitCode } from '../report/verdict/exit-code.js'
import { compareWithExpectation, needsProof } from './expectation.js'
import { check, DEFAULT_DEPTH, type CheckOptions, type CheckReport } from '../run/check.js'
import type { RunEvent } from '../run/run-event.js'
import type { Worker } from '../run/worker.js'
import { destinations, writeFiles, type Destinations, type Surface } from './destination.js'
import {
  detailOf,
  depthOf,
  propertiesOf,
  type DepthFlags,
  type ModelFlags,
  type ReportFlags,
  type SolvingFlags,
} from './flags.js'
import { eventStream } from './event-stream.js'
import { itfChoice } from './itf-file.js'
import { interruptible } from './interrupt.js'
import { startProgress } from './progress.js'
import { requestedModel, type RequestedModel } from './requested-model.js'
import { solvingOptions } from './solving.js'
import type { Terminal } from './terminal.js'
import { placeFromHere, quoteFrom } from './user-file.js'
import { packageVersion } from './version.js'

export interface CheckFlags extends ModelFlags, ReportFlags, DepthFlags<number>, SolvingFlags {
  readonly asExpected?: boolean
  readonly strict?: boolean
  readonly minimise?: boolean
  readonly watch?: boolean
}

/** The first where nothing else is asked for. */
export const CHECK_FORMATS = [
  'text',
  'json',
  'jsonl',
  'html',
  'mermaid',
  'itf',
  'junit',
  'sarif',
  'github',
] as const

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
  const options = solvingOptions(flags)
  const depth = depthOf(flags)
  const { definition, system, subject, showPlace, file } = await (repetition?.requested() ??
    requestedModel(named, flags))

  const pinned = definition.expect.find(({ params }) =>
    Object.entries(subject.params).every(([name, value]) => params[name] === value),
  )
  const signal = repetition?.signal ?? interruptible({ needsReader: goal.files.length === 0 })
  const open = new Set(system.properties.map(({ name }) => name))
  const events = eventStream(terminal, { isPrinted: goal.screen === 'jsonl' })
  events.tell(
    startJson({
      version: packageVersion(),
      ...subject,
      properties: [...open],
      depth: depth ?? DEFAULT_DEPTH,
    }),
  )
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
    events.tell(eventJson(event, { showPlace, system, seconds: seconds() }))
  }
  let report: CheckReport
  try {
    report = await check(system, {
      ...options,
      ...(depth === undefined ? {} : { depth }),
      signal,
      ...(worker === undefined ? {} : { worker }),
      ...(flags.strict === true ? { vacuity: 'thorough' } : {}),
      minimise: minimisingFor(flags, goal),
      insist: insist || (flags.asExpected === true && needsProof(pinned)),
      onEvent,
    })
  } finally {
    progress.clear()
  }
  if (repetition?.isWanted(report) === false) return EXIT.holds

  const strict = flags.strict === true
  const comparison =
    flags.asExpected === true ? compareWithExpectation(report, pinned, { strict }) : undefined
  const exitCode = comparison?.exitCode ?? exitCodeOfCheck(report, { insist, strict })
  const closing = closingJson(report, open, { exitCode, showPlace })
  const sentences = comparison?.lines ?? []
  const placed = file === undefined ? {} : { file }
  const itf = [goal.screen, ...goal.files.map(({ format }) => format)].includes('itf')
    ? itfChoice({ subject, report, ...placed }, { showPlace, isAsked: propertiesOf(flags).length > 0 })
    : undefined
  const render = (format: typeof goal.screen, surface: Surface): string | undefined => {
    switch (format) {
      case 'text':
        return checkText(
          { subject, report, sentences, strict },
          { ...surface, ...detailOf(flags), showPlace, quote: quoteFrom },
        )
      case 'json':
        return checkJson(subject, report, { version: packageVersion(), showPlace, exitCode, ...placed })
      case 'jsonl':
        return [...events.lines, closing].join('')
      case 'html':
        return checkPage(
          { subject, report, sentences, strict },
          { version: packageVersion(), showPlace, quote: quoteFrom },
        )
      case 'mermaid':
        return checkMermaid(report, { ...detailOf(flags), showPlace })
      case 'itf':
        return itf?.text
      case 'junit':
        return junitText({ subject, report, sentences, strict, insist }, { showPlace, quote: quoteFrom })
      case 'sarif':
        return sarifText(
          { subject, report, strict, insist },
          { version: packageVersion(), exitCode, locate: placeFromHere },
        )
      case 'github':
        return githubText({ subject, report, sentences, strict, insist }, placeFromHere)
    }
  }
  await events.written()
  await terminal.print(goal.screen === 'jsonl' ? closing : (render(goal.screen, terminal) ?? ''))
  if (goal.screen !== 'text') terminal.tell(sentences.map((sentence) => `${sentence}\n`).join(''))
  if (itf?.remark !== undefined) terminal.tell(`${itf.remark}\n`)
  await writeFiles(goal, render)
  return exitCode
}

/** A text tells one story, unless it is asked for more. */
function minimisingFor(
  flags: CheckFlags,
  { screen, files }: Destinations<string>,
): NonNullable<CheckOptions['minimise']> {
  if (flags.minimise === false) return 'none'
  const isText = [screen, ...files.map(({ format }) => format)].every((format) => format === 'text')
  return isText && detailOf(flags).stories === 'gravest' ? 'gravest' : 'all'
}
