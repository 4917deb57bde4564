import { propertiesOf, type Examination } from '../engine/examine/examine.js'
import type { Conclusion } from '../engine/examine/finding.js'
import type { ExaminationJob } from './message.js'
import type { RunEvent } from './run-event.js'
import { Worker, type Ending } from './worker.js'

export interface ExaminationOptions {
  /** Under which name it is told how it fares. */
  readonly engine: 'confirm' | 'verify'
  /** Started beforehand with the same solver. It is used up. */
  readonly worker?: Worker | undefined
  readonly signal: AbortSignal
  /** After so many seconds, what is not decided stays open. Default: no limit. */
  readonly seconds?: number | undefined
  readonly onEvent: (event: RunEvent) => void
}

/**
 * Examines claims in a child process. However that ends, there is a conclusion for each property.
 * @throws WorkerFailure for an error that no solver is to blame for.
 */
export async function runExamination(
  job: Omit<ExaminationJob, 'kind'>,
  options: ExaminationOptions,
): Promise<readonly Conclusion[]> {
  const { engine, signal, seconds, onEvent } = options
  if (seconds !== undefined && seconds <= 0) return openOf(job.examination, 'the time limit was reached')
  if (signal.aborted) return openOf(job.examination, 'interrupted')
  onEvent({ kind: 'engine-start', engine, attempt: 1 })
  for (const property of propertiesOf(job.examination)) onEvent({ kind: 'confirming', engine, property })
  try {
    return await inWorker(job, options)
  } finally {
    onEvent({ kind: 'engine-end', engine, ending: isOver(signal) ? 'stopped' : 'finished' })
  }
}

async function inWorker(
  job: Omit<ExaminationJob, 'kind'>,
  { engine, worker = new Worker(job.solver), signal, seconds, onEvent }: ExaminationOptions,
): Promise<readonly Conclusion[]> {
  const conclusions = new Map<string, Conclusion>()
  const depths = new Map<string, number>()
  const late = new AbortController()
  const over = AbortSignal.any([signal, late.signal])
  const kill = (): void => {
    worker.kill()
  }
  over.addEventListener('abort', kill)
  // Whoever listens to the news may have given the signal meanwhile.
  if (over.aborted) kill()
  const end = (): void => {
    late.abort()
  }
  const timer = seconds === undefined ? undefined : setTimeout(end, seconds * 1000)
  let ending: Ending
  try {
    ending = await worker.examine({ kind: 'examination', ...job }, (finding) => {
      if (finding.kind === 'conclusion') {
        conclusions.set(finding.conclusion.property, finding.conclusion)
        return
      }
      const { depth, properties } = finding
      for (const property of properties) depths.set(property, depth)
      onEvent({ kind: 'depth', engine, depth, properties })
    })
  } finally {
    clearTimeout(timer)
    worker.kill()
  }
  const reason = late.signal.aborted ? `no answer within ${shown(seconds ?? 0)} s` : reasonOf(ending)
  return openOf(job.examination, reason).map((open) => {
    const conclusion = conclusions.get(open.property) ?? open
    const depth = depths.get(open.property)
    return conclusion.kind !== 'open' || depth === undefined ? conclusion : { ...conclusion, depth }
  })
}

function openOf(examination: Examination, reason: string): readonly Conclusion[] {
  return propertiesOf(examination).map((property) => ({ kind: 'open', property, reason }))
}

function isOver({ aborted }: AbortSignal): boolean {
  return aborted
}

function reasonOf(ending: Ending): string {
  switch (ending.kind) {
    case 'killed':
      return 'interrupted'
    case 'died':
      return ending.reason
    case 'finished':
      return 'nothing was found out'
  }
}

/** Seconds without digits that nobody cares for. */
function shown(seconds: number): string {
  return String(Math.round(seconds * 10) / 10)
}
