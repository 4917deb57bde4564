import type { ExitCode } from '../report/verdict/exit-code.js'
import { followed, type Activity } from '../report/progress/activity.js'
import { liveLines } from '../report/progress/live-lines.js'
import {
  caseEventJson,
  caseProgressJson,
  sweepEndJson,
  sweepJson,
  sweepStartJson,
} from '../report/sweep/sweep-json.js'
import { sweepCsv } from '../report/sweep/sweep-csv.js'
import { exitCodeOfSweep, sweptParams } from '../report/sweep/sweep-outcome.js'
import { sweepPage } from '../report/html/sweep-page.js'
import { sweepText } from '../report/sweep/sweep-text.js'
import { DEFAULT_DEPTH } from '../run/check.js'
import type { RunEvent } from '../run/run-event.js'
import { sweep, type SweepRow } from '../run/sweep.js'
import { destinations, type Destinations, type Surface } from './destination.js'
import {
  depthOf,
  propertiesOf,
  type DepthFlags,
  type ModelFlags,
  type ReportFlags,
  type SolvingFlags,
} from './flags.js'
import { eventStream } from './event-stream.js'
import { interruptible } from './interrupt.js'
import { loadModel } from './load-model.js'
import type { DepthRange } from './option-value.js'
import { combinations } from './parameters.js'
import { startProgress } from './progress.js'
import { requireWritable, writeFiles } from './report-file.js'
import { selectProperties } from './select-properties.js'
import { solvingOptions } from './solving.js'
import type { Terminal } from './terminal.js'
import { placesWithin, quoteFrom, runningUserCode } from './user-file.js'
import { packageVersion } from './version.js'

export interface SweepFlags extends ModelFlags, ReportFlags, DepthFlags<DepthRange>, SolvingFlags {
  readonly jobs?: number
}

/** `premortem sweep`: a verdict for every depth and every combination of parameters. */
export async function runSweep(named: string, flags: SweepFlags, terminal: Terminal): Promise<ExitCode> {
  const goal = destinations(flags, ['text', 'csv', 'json', 'jsonl', 'html'])
  await requireWritable(goal)
  const options = await solvingOptions(flags)
  const { from, to } = depthOf(flags) ?? { from: 1, to: DEFAULT_DEPTH }
  const depths = Array.from({ length: to - from + 1 }, (_, place) => from + place)
  const { file, definition } = await loadModel(named)
  const cases = await runningUserCode(file, () =>
    combinations(definition.parameters, flags.param ?? []).map((params) => {
      const system = definition.instantiate(params)
      return { params, system: selectProperties(system, propertiesOf(flags)) }
    }),
  )

  const layout = { version: packageVersion(), showPlace: placesWithin(file) }
  const asked = { model: definition.name, named, depths }
  const signal = interruptible({ needsReader: goal.files.length === 0 })
  const events = eventStream(terminal, { isPrinted: goal.screen === 'jsonl' })
  events.tell(sweepStartJson(asked, cases, layout))
  const started = performance.now()
  const seconds = (): number => (performance.now() - started) / 1000
  let activities: readonly Activity[] = []
  let finished = 0
  const { varying } = sweptParams(cases)
  const progress = startProgress(terminal, {
    quiet: flags.quiet === true || goal.screen === 'jsonl',
    lines: (width) => [
      `${String(finished)} of ${String(cases.length)} cases  ${seconds().toFixed(1)} s`,
      ...liveLines(activities, { width, now: seconds(), depth: to }),
    ],
  })
  const onEvent = (event: RunEvent, place: number): void => {
    const title = varying.map((name) => `${name}=${String(cases[place]?.params[name])}`)
    const engine = [...title, event.engine].join(' ')
    activities = followed(activities, { ...event, engine }, seconds())
    const line = caseProgressJson(event, place, { ...layout, seconds: seconds() })
    if (line !== undefined) events.tell(line)
  }
  const onCase = (row: SweepRow, place: number): void => {
    finished += 1
    events.tell(caseEventJson(row, place, asked, layout))
  }
  let rows: readonly SweepRow[]
  try {
    rows = await sweep(cases, {
      ...options,
      ...(flags.jobs === undefined ? {} : { jobs: flags.jobs }),
      depth: to,
      signal,
      ...(showsTraces(goal) ? {} : { minimise: 'none' }),
      onCase,
      onEvent,
    })
  } finally {
    progress.clear()
  }

  const outcome = { ...asked, rows }
  events.tell(sweepEndJson(outcome))
  const render = (format: typeof goal.screen, surface: Surface): string => {
    switch (format) {
      case 'text':
        return sweepText(outcome, { ...surface, commands: flags.verbose === true ? 'all' : 'first' })
      case 'csv':
        return sweepCsv(outcome)
      case 'json':
        return sweepJson(outcome, layout)
      case 'jsonl':
        return events.lines.join('')
      case 'html':
        return sweepPage(outcome, { ...layout, quote: quoteFrom })
    }
  }
  await events.written()
  if (goal.screen !== 'jsonl') await terminal.print(render(goal.screen, terminal))
  await writeFiles(goal, render)
  return exitCodeOfSweep(outcome)
}

/** Whether what is made has more of a violation than its depth. */
function showsTraces({ screen, files }: Destinations<string>): boolean {
  return [screen, ...files.map(({ format }) => format)].some(
    (format) => format !== 'text' && format !== 'csv',
  )
}
