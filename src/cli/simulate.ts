import type { Simulation } from '../engine/simulate.js'
import type { ExitCode } from '../report/verdict/exit-code.js'
import { simulationJson } from '../report/simulation/simulation-json.js'
import { exitCodeOfSimulation, simulationText } from '../report/simulation/simulation-text.js'
import { DEFAULT_DEPTH } from '../run/check.js'
import { simulate } from '../run/simulate.js'
import { destinations, writeFiles, type Surface } from './destination.js'
import { depthOf, detailOf, type DepthFlags, type ModelFlags, type ReportFlags } from './flags.js'
import { interruptible } from './interrupt.js'
import { startProgress } from './progress.js'
import { requestedModel } from './requested-model.js'
import type { Terminal } from './terminal.js'
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
  const goal = destinations(flags, ['text', 'json'])
  const options = { runs: flags.runs, depth: depthOf(flags) ?? DEFAULT_DEPTH, seed: flags.seed }
  const { system, subject, showPlace } = await requestedModel(named, flags)
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
  const render = (format: typeof goal.screen, surface: Surface): string =>
    format === 'json'
      ? simulationJson(outcome, { version: packageVersion(), showPlace })
      : simulationText(outcome, { ...surface, ...detailOf(flags), showPlace, quote: quoteFrom })
  await terminal.print(render(goal.screen, terminal))
  await writeFiles(goal, render)
  return exitCodeOfSimulation(outcome)
}
