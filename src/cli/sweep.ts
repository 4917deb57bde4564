import type { ExitCode } from '../report/verdict/exit-code.js'
import { caseEventJson, sweepJson } from '../report/sweep/sweep-json.js'
import { sweepCsv } from '../report/sweep/sweep-csv.js'
import { exitCodeOfSweep } from '../report/sweep/sweep-outcome.js'
import { sweepText } from '../report/sweep/sweep-text.js'
import { DEFAULT_DEPTH } from '../run/check.js'
import { sweep, type SweepRow } from '../run/sweep.js'
import { destinations, writeFiles, type Surface } from './destination.js'
import {
  depthOf,
  propertiesOf,
  type DepthFlags,
  type ModelFlags,
  type ReportFlags,
  type SolvingFlags,
} from './flags.js'
import { interruptible } from './interrupt.js'
import { loadModel } from './load-model.js'
import type { DepthRange } from './option-value.js'
import { combinations } from './parameters.js'
import { startProgress } from './progress.js'
import { selectProperties } from './select-properties.js'
import { solvingOptions } from './solving.js'
import type { Terminal } from './terminal.js'
import { placesWithin, runningUserCode } from './user-file.js'
import { packageVersion } from './version.js'

export interface SweepFlags extends ModelFlags, ReportFlags, DepthFlags<DepthRange>, SolvingFlags {
  readonly jobs?: number
}

/** `premortem sweep`: a verdict for every depth and every combination of parameters. */
export async function runSweep(named: string, flags: SweepFlags, terminal: Terminal): Promise<ExitCode> {
  const goal = destinations(flags, ['text', 'csv', 'json', 'jsonl'])
  const options = solvingOptions(flags)
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
  const progress = startProgress(terminal, { quiet: flags.quiet === true })
  const events: string[] = []
  let printing: Promise<void> = Promise.resolve()
  const onCase = (row: SweepRow): void => {
    const line = caseEventJson(row, depths, layout)
    events.push(line)
    progress.update(`${String(events.length)} of ${String(cases.length)} cases`)
    if (goal.screen !== 'jsonl') return
    printing = printing.then(() => terminal.print(line))
    // Reported when it is awaited below.
    printing.catch(() => undefined)
  }
  progress.update(`0 of ${String(cases.length)} cases`)
  let rows: readonly SweepRow[]
  try {
    rows = await sweep(cases, {
      ...options,
      ...(flags.jobs === undefined ? {} : { jobs: flags.jobs }),
      depth: to,
      signal: interruptible(),
      onCase,
    })
  } finally {
    progress.clear()
  }

  const outcome = { model: definition.name, depths, rows }
  const render = (format: typeof goal.screen, surface: Surface): string => {
    switch (format) {
      case 'text':
        return sweepText(outcome, surface)
      case 'csv':
        return sweepCsv(outcome)
      case 'json':
        return sweepJson(outcome, layout)
      case 'jsonl':
        return events.join('')
    }
  }
  await printing
  if (goal.screen !== 'jsonl') await terminal.print(render(goal.screen, terminal))
  await writeFiles(goal, render)
  return exitCodeOfSweep(outcome)
}
