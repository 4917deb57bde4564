import { setTimeout as wait } from 'node:timers/promises'
import type { EngineEvent } from '../engine/engine.js'
import type { PropertyResult } from '../engine/verdict.js'
import { Ledger } from './ledger.js'
import type { Job } from './message.js'
import { Worker, type Ending } from './worker.js'

export interface PortfolioOptions {
  readonly job: Omit<Job, 'engine'>
  /** Started beforehand, for the first engine. */
  readonly worker: Worker | undefined
  /** Whether the other engines have all the time that they need once the first has done its work. */
  readonly insist: boolean
  readonly signal: AbortSignal
  /** Why the signal was given. */
  readonly stopReason: () => string | undefined
  readonly onEvent: (event: EngineEvent) => void
}

/** Seconds from its first news that the first engine has the machine to itself: most violations are found by then. */
const HEAD_START = 0.25

/** Seconds after which the others start even if there is no news at all. */
const PATIENCE = 2

/** A worker that died is tried again once: memory may have been short for a moment. */
const ATTEMPTS = 2

/**
 * Once the first engine has looked to the depth and found nothing wrong, the others have at least this many seconds to prove it, and as
 * long again as it took. Where something is wrong already, nobody waits for proofs.
 */
const GRACE = 2

/**
 * Runs engines side by side, each in a child process, until everything is decided for good, or the first has done its work and the
 * others have had their grace. What each has established is kept, however it ends.
 */
export async function runPortfolio(
  engines: readonly string[],
  options: PortfolioOptions,
): Promise<readonly PropertyResult[]> {
  const { job, signal } = options
  const started = performance.now()
  const seconds = (): number => (performance.now() - started) / 1000
  const [first = '', ...others] = engines
  const ledger = new Ledger(job.system, first, job.depth)
  const finish = new AbortController()
  const over = AbortSignal.any([signal, finish.signal])
  let grace: NodeJS.Timeout | undefined
  let tellBegun: () => void = () => undefined
  const begun = new Promise<void>((resolve) => {
    tellBegun = resolve
  })
  const onEvent = (event: EngineEvent): void => {
    tellBegun()
    const news = ledger.record(event)
    if (news !== undefined) options.onEvent(news)
    if (ledger.isClosed) finish.abort()
  }
  const leave = (ending: Ending): Ending => {
    if (ending.kind !== 'finished' || options.insist) return ending
    const patience = ledger.hasViolation ? 0 : Math.max(GRACE, seconds())
    if (patience === 0) finish.abort()
    else
      grace = setTimeout(() => {
        finish.abort()
      }, patience * 1000)
    return ending
  }
  try {
    const lead = runEngine({ ...job, engine: first }, options.worker, over, onEvent).then(leave)
    const headStart = Promise.race([lead, begun.then(() => wait(HEAD_START * 1000)), wait(PATIENCE * 1000)])
    const endings = await Promise.all([
      lead,
      ...others.map(async (engine) => {
        await headStart
        return runEngine({ ...job, engine }, undefined, over, onEvent)
      }),
    ])
    const died = endings.flatMap((ending) => (ending.kind === 'died' ? [ending.reason] : []))
    const reason = options.stopReason() ?? died[0] ?? 'no engine could decide it'
    return ledger.results({ engine: engines.join(', '), seconds: seconds(), reason })
  } finally {
    clearTimeout(grace)
    finish.abort()
  }
}

async function runEngine(
  job: Job,
  prepared: Worker | undefined,
  over: AbortSignal,
  onEvent: (event: EngineEvent) => void,
): Promise<Ending> {
  let ending: Ending = { kind: 'killed' }
  for (let attempt = 1; attempt <= ATTEMPTS && !over.aborted; attempt++) {
    const worker = attempt === 1 && prepared !== undefined ? prepared : new Worker(job.solver)
    const kill = (): void => {
      worker.kill()
    }
    over.addEventListener('abort', kill)
    try {
      ending = await worker.run(job, onEvent)
    } finally {
      over.removeEventListener('abort', kill)
      worker.kill()
    }
    if (ending.kind !== 'died') break
  }
  return ending
}
