import { compareJson } from '../report/compare/compare-json.js'
import { comparePage } from '../report/html/compare-page.js'
import { exitCodeOfComparison } from '../report/compare/compare-exit-code.js'
import { compareText } from '../report/compare/compare-text.js'
import { followed, type Activity } from '../report/progress/activity.js'
import { liveLines } from '../report/progress/live-lines.js'
import type { ExitCode } from '../report/verdict/exit-code.js'
import { DEFAULT_DEPTH } from '../run/check.js'
import { compare } from '../run/compare.js'
import type { Comparison } from '../run/compare/comparison.js'
import type { Worker } from '../run/worker.js'
import { comparedModels } from './compared-models.js'
import { destinations, type Surface } from './destination.js'
import {
  depthOf,
  detailOf,
  type DepthFlags,
  type ModelFlags,
  type ReportFlags,
  type SolvingFlags,
} from './flags.js'
import { interruptible } from './interrupt.js'
import { startProgress } from './progress.js'
import { requireWritable, writeFiles } from './report-file.js'
import { solvingOptions } from './solving.js'
import type { Terminal } from './terminal.js'
import { UsageError } from './usage-error.js'
import { packageVersion } from './version.js'

export interface CompareFlags extends ModelFlags, ReportFlags, DepthFlags<number>, SolvingFlags {}

/** `premortem compare`: what is done about a broken model, judged. */
export async function runCompare(
  named: readonly string[],
  flags: CompareFlags,
  { terminal, worker }: { readonly terminal: Terminal; readonly worker: Worker | undefined },
): Promise<ExitCode> {
  const goal = destinations(flags, ['text', 'json', 'html'])
  await requireWritable(goal)
  const options = await solvingOptions(flags)
  const depth = depthOf(flags) ?? DEFAULT_DEPTH
  const { subject, parameter, broken, fixes, showPlace } = await comparedModels(named, flags)
  const signal = interruptible({ needsReader: goal.files.length === 0 })
  const { detail } = detailOf(flags)
  const isTableOnly =
    fixes.length > 1 &&
    detail !== 'full' &&
    [goal.screen, ...goal.files.map(({ format }) => format)].every((format) => format === 'text')

  const started = performance.now()
  const seconds = (): number => (performance.now() - started) / 1000
  let turn = ''
  let activities: readonly Activity[] = []
  const progress = startProgress(terminal, {
    quiet: flags.quiet === true,
    lines: (width) => [turn, ...liveLines(activities, { width, now: seconds(), depth })],
  })
  let comparison: Comparison
  try {
    comparison = await compare(broken, fixes, {
      ...options,
      depth,
      signal,
      insistOnBroken: fixes.length > 1,
      ...(isTableOnly ? { minimise: 'none' } : {}),
      ...(worker === undefined ? {} : { worker }),
      onTurn: (label) => {
        turn = label
        activities = []
      },
      onEvent: (event) => {
        activities = followed(activities, event, seconds())
      },
    })
  } finally {
    progress.clear()
  }
  refuseSound(comparison, depth)

  const outcome = { subject, ...(parameter === undefined ? {} : { parameter }), comparison }
  const layout = { version: packageVersion(), showPlace }
  const render = (format: typeof goal.screen, surface: Surface): string => {
    switch (format) {
      case 'text':
        return compareText(outcome, { ...surface, detail, showPlace })
      case 'json':
        return compareJson(outcome, layout)
      case 'html':
        return comparePage(outcome, layout)
    }
  }
  await terminal.print(render(goal.screen, terminal))
  await writeFiles(goal, render)
  return exitCodeOfComparison(comparison)
}

/** @throws UsageError where there is nothing to repair, as far as was looked. */
function refuseSound({ broken, stopped }: Comparison, depth: number): void {
  const { results } = broken.report
  if (
    stopped !== undefined ||
    results.some(({ verdict }) => ['violated', 'undecided'].includes(verdict.kind))
  )
    return
  throw new UsageError(
    `With ${broken.label} nothing is violated to depth ${String(depth)}: there is nothing to fix.`,
    'Name the broken model first, or look deeper with --depth.',
  )
}
