import { simulate } from '../engine/simulate.js'
import type { ExitCode } from '../report/verdict/exit-code.js'
import { simulationJson } from '../report/simulation/simulation-json.js'
import { exitCodeOfSimulation, simulationText } from '../report/simulation/simulation-text.js'
import { DEFAULT_DEPTH } from '../run/check.js'
import { destinations, writeFiles, type Surface } from './destination.js'
import { depthOf, detailOf, type DepthFlags, type ModelFlags, type ReportFlags } from './flags.js'
import { requestedModel } from './requested-model.js'
import type { Terminal } from './terminal.js'
import { packageVersion } from './version.js'

export interface SimulateFlags extends ModelFlags, ReportFlags, DepthFlags<number> {
  readonly runs: number
  readonly seed: number
}

/** `premortem simulate`: random runs on the reference interpreter. Ctrl-C ends it without a report: there is no partial one. */
export async function runSimulate(
  named: string,
  flags: SimulateFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const goal = destinations(flags, ['text', 'json'])
  const options = { runs: flags.runs, depth: depthOf(flags) ?? DEFAULT_DEPTH, seed: flags.seed }
  const { system, subject, showPlace } = await requestedModel(named, flags)
  const simulation = simulate(system, options)
  const outcome = { subject, system, options, simulation }
  const render = (format: typeof goal.screen, surface: Surface): string =>
    format === 'json'
      ? simulationJson(outcome, { version: packageVersion(), showPlace })
      : simulationText(outcome, { ...surface, ...detailOf(flags), showPlace })
  await terminal.print(render(goal.screen, terminal))
  await writeFiles(goal, render)
  return exitCodeOfSimulation(simulation)
}
