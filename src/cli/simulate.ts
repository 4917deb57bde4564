import type { Simulation } from '../engine/simulate.js'
import { isRelation, type TransitionSystem } from '../ir/system.js'
import { checkPage } from '../report/html/check-page.js'
import { checkMermaid } from '../report/mermaid/check-mermaid.js'
import type { ExitCode } from '../report/verdict/exit-code.js'
import { simulationJson } from '../report/simulation/simulation-json.js'
import { simulationReport } from '../report/simulation/simulation-report.js'
import {
  exitCodeOfSimulation,
  simulationText,
  summarySentences,
} from '../report/simulation/simulation-text.js'
import { DEFAULT_DEPTH } from '../run/check.js'
import { simulate } from '../run/simulate.js'
import { destinations, type Surface } from './destination.js'
import {
  depthOf,
  detailOf,
  propertiesOf,
  type DepthFlags,
  type ModelFlags,
  type ReportFlags,
} from './flags.js'
import { interruptible } from './interrupt.js'
import { itfChoice } from './itf-file.js'
import { startProgress } from './progress.js'
import { requireWritable, writeFiles } from './report-file.js'
import { requestedModel } from './requested-model.js'
import type { Terminal } from './terminal.js'
import { UsageError } from './usage-error.js'
import { quoteFrom } from './user-file.js'
import { packageVersion } from './version.js'

export interface SimulateFlags extends ModelFlags, ReportFlags, DepthFlags<number> {
  readonly runs: number
  readonly seed: number
}

/** `premortem simulate`: random runs on the reference interpreter. Ctrl-C ends it with what was seen until then. */
export async function runSimulate(
  named: string,
  flags: SimulateFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const goal = destinations(flags, ['text', 'json', 'html', 'mermaid', 'itf'])
  await requireWritable(goal)
  const options = { runs: flags.runs, depth: depthOf(flags) ?? DEFAULT_DEPTH, seed: flags.seed }
  const { system, subject, showPlace, file } = await requestedModel(named, flags)
  refuseRelation(system, named)
  const signal = interruptible({ needsReader: goal.files.length === 0 })
  const started = performance.now()
  let latest: (() => Simulation) | undefined
  const progress = startProgress(terminal, {
    quiet: flags.quiet === true,
    lines: () => [
      `${(latest?.().runs ?? 0).toLocaleString('en')} of ${options.runs.toLocaleString('en')} runs  ${((performance.now() - started) / 1000).toFixed(1)} s`,
    ],
  })
  const made = await simulate(system, options, {
    signal,
    onTurn: (seen) => {
      latest = seen
    },
  }).finally(() => {
    progress.clear()
  })
  const outcome = { subject, system, options, ...made }
  const report = simulationReport(outcome)
  const version = packageVersion()
  const placed = file === undefined ? {} : { file }
  const remarks = new Set<string>()
  const render = (format: typeof goal.screen, surface: Surface): string | undefined => {
    switch (format) {
      case 'text':
        return simulationText(outcome, { ...surface, ...detailOf(flags), showPlace, quote: quoteFrom })
      case 'json':
        return simulationJson(outcome, { version, showPlace, ...placed })
      case 'html':
        return checkPage(
          { subject, report, sentences: summarySentences(outcome) },
          { version, showPlace, quote: quoteFrom },
        )
      case 'mermaid':
        return checkMermaid(report, { ...detailOf(flags), showPlace })
      case 'itf': {
        const isAsked = propertiesOf(flags).length > 0
        const { text, remark } = itfChoice({ subject, report, ...placed }, { showPlace, isAsked })
        if (remark !== undefined) remarks.add(remark)
        return text
      }
    }
  }
  await terminal.print(render(goal.screen, terminal) ?? '')
  await writeFiles(goal, render)
  terminal.tell([...remarks].map((remark) => `${remark}\n`).join(''))
  return exitCodeOfSimulation(outcome)
}

/** @throws UsageError for steps of which the next state has to be solved for. */
function refuseRelation({ actions }: TransitionSystem, named: string): void {
  if (!actions.some(isRelation)) return
  throw new UsageError(
    `The steps of ${named} are a relation: which states come next has to be solved for, and cannot be drawn.`,
    'Use `premortem check`, which does that.',
  )
}
