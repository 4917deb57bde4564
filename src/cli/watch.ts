import type { PropertyResult } from '../engine/verdict.js'
import { jsonText } from '../report/check/result-json.js'
import { folded, lineOf, rendered, span } from '../report/line/styled-line.js'
import { EXIT, type ExitCode } from '../report/verdict/exit-code.js'
import { DEFAULT_SOLVER } from '../run/message.js'
import { Worker } from '../run/worker.js'
import { runCheck, type CheckFlags } from './check.js'
import { CHECK_FORMATS } from './check-report.js'
import { destinations } from './destination.js'
import { describeFailure } from './failure-text.js'
import { changedFile, snapshotOf, type Snapshot } from './file-change.js'
import { withImportedFiles } from './imported-files.js'
import { interruptible } from './interrupt.js'
import { afterlifeOf } from './last-trace.js'
import { modelFile } from './load-model.js'
import { requireWritable } from './report-file.js'
import { requestedModel } from './requested-model.js'
import type { Terminal } from './terminal.js'
import { pathFromHere } from './user-file.js'

/**
 * `--watch`: checks again whenever the model, or a file that it imports, is saved. Before that, the last trace of each violation is
 * followed on the model as it is now. Ctrl-C ends it with the exit code of the last report, or 130 in the midst of a check.
 */
export async function runWatch(
  named: string,
  flags: CheckFlags,
  {
    terminal,
    worker,
    insist,
  }: { readonly terminal: Terminal; readonly worker: Worker | undefined; readonly insist: boolean },
): Promise<ExitCode> {
  const goal = destinations(flags, CHECK_FORMATS)
  await requireWritable(goal)
  const { screen, files } = goal
  const file = modelFile(named)
  const stop = interruptible({ needsReader: files.length === 0 })
  const traces = new Map<string, PropertyResult>()
  let code: ExitCode = EXIT.holds
  let prepared = worker
  for (;;) {
    const round = new AbortController()
    const signal = AbortSignal.any([stop, round.signal])
    const change = changedFile(watched(file), stop)
    const checking = checkOnce(signal, prepared)
    const news = await Promise.race([checking.then(() => undefined), change])
    if (news !== undefined) round.abort()
    const found = await checking
    if (news === undefined) code = found
    if (stop.aborted) return code
    if (news === undefined) invite()
    const changed = await change
    if (changed === undefined) return code
    prepared = flags.solver === undefined ? new Worker(DEFAULT_SOLVER) : undefined
    await announce(changed)

    /** One check of the model as it is now; its report is dropped when there is a newer model. */
    async function checkOnce(until: AbortSignal, ahead: Worker | undefined): Promise<ExitCode> {
      try {
        return await runCheck(named, flags, {
          terminal,
          worker: ahead,
          insist,
          repetition: {
            signal: until,
            requested: async () => {
              const requested = await requestedModel(named, flags, { isFresh: true })
              for (const result of traces.values()) await tellAfterlife(requested.system, result)
              return requested
            },
            isWanted: ({ results }) => {
              if (round.signal.aborted) return false
              for (const result of results) {
                if (result.verdict.kind === 'violated') traces.set(result.property, result)
              }
              return true
            },
          },
        })
      } catch (error) {
        ahead?.kill()
        const { exitCode, text } = describeFailure(error, { verbose: flags.verbose === true })
        if (!round.signal.aborted) terminal.tell(text)
        return exitCode
      }
    }
  }

  async function announce(changed: string): Promise<void> {
    const path = pathFromHere(changed)
    if (screen === 'jsonl') {
      await terminal.print(jsonText({ event: 'changed', file: path }))
      return
    }
    const title = `── ${new Date().toTimeString().slice(0, 8)}  ${path} `
    const line = lineOf(span(title.padEnd(terminal.width, '─').slice(0, terminal.width), 'faint'))
    await say(`\n${rendered([line], terminal.palette)}`)
  }

  async function tellAfterlife(
    system: Parameters<typeof afterlifeOf>[0],
    result: PropertyResult,
  ): Promise<void> {
    const { message, ...told } = afterlifeOf(system, result)
    if (screen === 'jsonl') await terminal.print(jsonText({ event: 'replay', ...told, message }))
    else await say(`${rendered(folded(lineOf(message), terminal.width), terminal.palette)}\n`)
  }

  /** Beside a report that programs read, on standard error. */
  async function say(text: string): Promise<void> {
    if (screen === 'text') await terminal.print(text)
    else terminal.tell(text)
  }

  function invite(): void {
    if (flags.quiet === true || screen === 'jsonl') return
    const others = withImportedFiles(file).length - 1
    const what = others === 0 ? '' : ` and ${String(others)} more`
    terminal.tell(`\nWatching ${pathFromHere(file)}${what}. Ctrl-C ends it.\n`)
  }
}

/** The files that the model is made of, as they are now, of one moment. */
function watched(file: string): Snapshot {
  for (;;) {
    const files = withImportedFiles(file)
    const snapshot = snapshotOf(files)
    if (withImportedFiles(file).every((each) => snapshot.has(each))) return snapshot
  }
}
