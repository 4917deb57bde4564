import { setImmediate as turn } from 'node:timers/promises'
import { simulation, type Simulation, type SimulationOptions } from '../engine/simulate.js'
import { isRelation, type TransitionSystem } from '../ir/system.js'
import type { ExitCode } from '../report/verdict/exit-code.js'
import { simulationJson } from '../report/simulation/simulation-json.js'
import {
  exitCodeOfSimulation,
  simulationText,
  type SimulationOutcome,
} from '../report/simulation/simulation-text.js'
import { DEFAULT_DEPTH } from '../run/check.js'
import { destinations, type Surface } from './destination.js'
import { depthOf, detailOf, type DepthFlags, type ModelFlags, type ReportFlags } from './flags.js'
import { interruptible } from './interrupt.js'
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
  const goal = destinations(flags, ['text', 'json'])
  await requireWritable(goal)
  const options = { runs: flags.runs, depth: depthOf(flags) ?? DEFAULT_DEPTH, seed: flags.seed }
  const { system, subject, showPlace } = await requestedModel(named, flags)
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
  const made = await simulated(system, options, {
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

/** @throws UsageError for steps of which the next state has to be solved for. */
function refuseRelation({ actions }: TransitionSystem, named: string): void {
  if (!actions.some(isRelation)) return
  throw new UsageError(
    `The steps of ${named} are a relation: which states come next has to be solved for, and cannot be drawn.`,
    'Use `premortem check`, which does that.',
  )
}

/** How long runs are made before signals get their turn, in milliseconds. */
const SPELL_MS = 50

/** The runs asked for, or as many as were made when the signal was given. */
async function simulated(
  system: TransitionSystem,
  options: SimulationOptions,
  { signal, onTurn }: { readonly signal: AbortSignal; readonly onTurn: (seen: () => Simulation) => void },
): Promise<Pick<SimulationOutcome, 'simulation' | 'isInterrupted'>> {
  const simulating = simulation(system, options)
  for (let since = performance.now(); ;) {
    const { done, value: seen } = simulating.next()
    if (done === true || signal.aborted) return { simulation: seen(), isInterrupted: done !== true }
    if (performance.now() - since < SPELL_MS) continue
    onTurn(seen)
    await turn()
    since = performance.now()
  }
}
