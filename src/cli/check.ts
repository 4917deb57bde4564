import type { EngineEvent } from '../engine/engine.js'
import { checkJson, closingJson, eventJson } from '../report/check/check-json.js'
import { checkText } from '../report/check/check-text.js'
import { exitCodeOfCheck, type ExitCode } from '../report/verdict/exit-code.js'
import { compareWithExpectation, needsProof } from './expectation.js'
import { check, type CheckReport } from '../run/check.js'
import type { Worker } from '../run/worker.js'
import { destinations, writeFiles, type Surface } from './destination.js'
import {
  detailOf,
  depthOf,
  type DepthFlags,
  type ModelFlags,
  type ReportFlags,
  type SolvingFlags,
} from './flags.js'
import { interruptible } from './interrupt.js'
import { startProgress } from './progress.js'
import { requestedModel } from './requested-model.js'
import { solvingOptions } from './solving.js'
import type { Terminal } from './terminal.js'
import { packageVersion } from './version.js'

export interface CheckFlags extends ModelFlags, ReportFlags, DepthFlags<number>, SolvingFlags {
  readonly asExpected?: boolean
  readonly strict?: boolean
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
  }: { readonly terminal: Terminal; readonly worker: Worker | undefined; readonly insist: boolean },
): Promise<ExitCode> {
  const goal = destinations(flags, ['text', 'json', 'jsonl'])
  const options = solvingOptions(flags)
  const depth = depthOf(flags)
  const { definition, system, subject, showPlace } = await requestedModel(named, flags)

  const pinned = definition.expect.find(({ params }) =>
    Object.entries(subject.params).every(([name, value]) => params[name] === value),
  )
  const progress = startProgress(terminal, { quiet: flags.quiet === true })
  const open = new Set(system.properties.map(({ name }) => name))
  const events: string[] = []
  let printing: Promise<void> = Promise.resolve()
  const onEvent = (event: EngineEvent): void => {
    if (event.kind === 'depth' && event.properties.length === 0) return
    const line = eventJson(event, showPlace)
    events.push(line)
    if (event.kind === 'verdict') open.delete(event.result.property)
    else if (event.kind === 'depth')
      progress.update(`depth ${String(event.depth)}  open: ${[...open].join(', ')}`)
    if (goal.screen !== 'jsonl') return
    printing = printing.then(() => terminal.print(line))
    // Reported when it is awaited below.
    printing.catch(() => undefined)
  }
  let report: CheckReport
  try {
    report = await check(system, {
      ...options,
      ...(depth === undefined ? {} : { depth }),
      signal: interruptible(),
      ...(worker === undefined ? {} : { worker }),
      ...(flags.strict === true ? { vacuity: 'thorough' } : {}),
      insist: insist || (flags.asExpected === true && needsProof(pinned)),
      onEvent,
    })
  } finally {
    progress.clear()
  }

  const strict = flags.strict === true
  const comparison =
    flags.asExpected === true ? compareWithExpectation(report, pinned, { strict }) : undefined
  const exitCode = comparison?.exitCode ?? exitCodeOfCheck(report, { insist, strict })
  const closing = closingJson(report, open, { exitCode, showPlace })
  const sentences = comparison?.lines ?? []
  const render = (format: typeof goal.screen, surface: Surface): string => {
    switch (format) {
      case 'text':
        return checkText(
          { subject, report, sentences, strict },
          { ...surface, ...detailOf(flags), showPlace },
        )
      case 'json':
        return checkJson(subject, report, { version: packageVersion(), showPlace, exitCode })
      case 'jsonl':
        return [...events, closing].join('')
    }
  }
  await printing
  await terminal.print(goal.screen === 'jsonl' ? closing : render(goal.screen, terminal))
  if (goal.screen !== 'text') terminal.tell(sentences.map((sentence) => `${sentence}\n`).join(''))
  await writeFiles(goal, render)
  return exitCode
}
