import { followed, type Activity } from '../report/progress/activity.js'
import { liveLines } from '../report/progress/live-lines.js'
import type { ExitCode } from '../report/verdict/exit-code.js'
import { exitCodeOfVerification } from '../report/verification/verification-exit-code.js'
import { verificationJson } from '../report/verification/verification-json.js'
import { verificationText } from '../report/verification/verification-text.js'
import { verify } from '../run/verify.js'
import type { Worker } from '../run/worker.js'
import { claimedModel } from './claimed-model.js'
import { destinations, type Surface } from './destination.js'
import { detailOf, propertiesOf, type ModelFlags, type ReportFlags } from './flags.js'
import { interruptible } from './interrupt.js'
import { startProgress } from './progress.js'
import { requireWritable, writeFiles } from './report-file.js'
import { readSavedFile } from './saved-file.js'
import { selectClaims } from './select-claims.js'
import { requireSolver } from './solving.js'
import type { Terminal } from './terminal.js'
import { UsageError } from './usage-error.js'
import { quoteFrom } from './user-file.js'
import { packageVersion } from './version.js'

export interface VerifyFlags extends ModelFlags, ReportFlags {
  readonly solver?: string
  readonly timeout?: number
}

/**
 * `premortem verify-certificate`: what a saved report claims of a model, established anew from the model, whoever made the report.
 */
export async function runVerifyCertificate(
  { file, model: named }: { readonly file: string; readonly model: string },
  flags: VerifyFlags,
  { terminal, worker }: { readonly terminal: Terminal; readonly worker: Worker | undefined },
): Promise<ExitCode> {
  const goal = destinations(flags, ['text', 'json'])
  await requireWritable(goal)
  const { solver, timeout } = flags
  if (solver !== undefined) await requireSolver(solver, { option: '--solver', timeout })
  const saved = await readSavedFile(file)
  const claims = selectClaims(saved, propertiesOf(flags), file)
  if (claims.length === 0) throw new UsageError(`${file} claims nothing.`, '')
  const { system, subject, showPlace } = await claimedModel(saved, { named, savedIn: file, flags })
  const signal = interruptible({ needsReader: goal.files.length === 0 })

  const started = performance.now()
  const seconds = (): number => (performance.now() - started) / 1000
  let activities: readonly Activity[] = []
  const deepest = Math.max(0, ...claims.map(({ verdict }) => ('depth' in verdict ? (verdict.depth ?? 0) : 0)))
  const progress = startProgress(terminal, {
    quiet: flags.quiet === true,
    lines: (width) => liveLines(activities, { width, now: seconds(), depth: deepest }),
  })
  const verifications = await verify(system, claims, {
    ...(solver === undefined ? {} : { solver }),
    ...(timeout === undefined ? {} : { timeout }),
    worker,
    signal,
    onEvent: (event) => {
      activities = followed(activities, event, seconds())
    },
  }).finally(() => {
    progress.clear()
  })

  const outcome = { subject, origin: saved.origin, system, verifications, isInterrupted: signal.aborted }
  const exitCode = exitCodeOfVerification(verifications, outcome)
  const render = (format: typeof goal.screen, surface: Surface): string =>
    format === 'json'
      ? verificationJson(outcome, { version: packageVersion(), showPlace, exitCode, file })
      : verificationText(outcome, {
          ...surface,
          detail: detailOf(flags).detail,
          showPlace,
          quote: quoteFrom,
        })
  await terminal.print(render(goal.screen, terminal))
  await writeFiles(goal, render)
  return exitCode
}
