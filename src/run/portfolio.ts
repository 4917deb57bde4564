import { setTimeout as timer } from 'node:timers/promises'
import type { EngineEvent } from '../engine/engine.js'
import type { PropertyResult } from '../engine/verdict.js'
import { Ledger } from './ledger.js'
import { minimiseMeanwhile } from './meanwhile.js'
import type { SearchJob } from './message.js'
import { surrender, type RunEvent } from './run-event.js'
import { Worker, type Ending } from './worker.js'

export interface PortfolioOptions {
  readonly job: Omit<SearchJob, 'kind' | 'engine'>
  /** Started beforehand, for the first engine. */
  readonly worker: Worker | undefined
  /** Whether the other engines have all the time that they need once the first has done its work. */
  readonly insist: boolean
  readonly signal: AbortSignal
  /** Why the signal was given. */
  readonly stopReason: () => string | undefined
  readonly onEvent: (event: RunEvent) => void
}

/**
 * Seconds from the first news that who starts first has the machine to itself: the first engine, by when it finds most violations, or,
 * where proofs are insisted on and no goal needs an execution to be shown, the others.
 */
const HEAD_START = { first: 0.25, others: 1.5 } as const

/** Seconds after which the rest starts even if there is no news at all. */
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
  const ledger = new Ledger(job.system, first, job.depth, job.minimise)
  const finish = new AbortController()
  const over = AbortSignal.any([signal, finish.signal])
  let grace: NodeJS.Timeout | undefined
  const begun = latch()
  const found = latch()
  const tell = (engine: string, event: EngineEvent, memory: number): void => {
    if (!isAnnouncement(event)) begun.open()
    const news = ledger.record(event)
    if (ledger.hasReserve) found.open()
    if (news !== undefined) options.onEvent({ ...news, engine, memory })
    else if (event.kind === 'verdict') {
      const { property, verdict } = event.result
      const reason = surrender(verdict)
      if (reason !== undefined) options.onEvent({ kind: 'gave-up', engine, property, reason })
    }
    if (ledger.isClosed) finish.abort()
  }
  /** Gives the others what grace they have. */
  const stopSoon = (): void => {
    if (ledger.hasViolation) finish.abort()
    else
      grace = setTimeout(
        () => {
          finish.abort()
        },
        Math.max(GRACE, seconds()) * 1000,
      )
  }
  try {
    const run = async (engine: string, worker?: Worker): Promise<Ending> => {
      const ending = await runEngine({ kind: 'search', ...job, engine }, worker, over, {
        told: (event, memory) => {
          tell(engine, event, memory)
        },
        fared: options.onEvent,
        isMoreWanted: () => others.length > 0 || ledger.unminimised.length > 0,
      })
      ledger.dismiss(engine)
      if (ledger.isClosed) finish.abort()
      return ending
    }
    const hasGoals = job.system.properties.some(({ kind }) => kind === 'reachable')
    const [early, late, headStart] =
      options.insist && others.length > 0 && !hasGoals
        ? [others, [first], HEAD_START.others]
        : [[first], others, HEAD_START.first]
    const leading = early.map((engine, place) => run(engine, place === 0 ? options.worker : undefined))
    const leave = Promise.all(leading).then(
      ([ending]) => {
        if (!options.insist && ending?.kind === 'finished') stopSoon()
      },
      // Told by the promise of the leading engines themselves; here it only means that nobody else need start.
      () => {
        finish.abort()
      },
    )
    const turn = Promise.race([
      leave,
      begun.opened.then(async () => {
        await wait(headStart)
        // Nobody will wait for proofs then: they are begun only where the search goes on for long.
        if (ledger.hasViolation && !options.insist) await wait(PATIENCE)
      }),
      found.opened,
      wait(PATIENCE),
    ])
    const meanwhile =
      others.length === 0 && job.minimise !== undefined
        ? minimiseMeanwhile(ledger, job, { over, seconds, told: tell, fared: options.onEvent })
        : Promise.resolve()
    // Told at the end.
    meanwhile.catch(() => {
      finish.abort()
    })
    const endings = await Promise.all([
      ...leading,
      ...late.map(async (engine) => {
        await turn
        return run(engine)
      }),
    ])
    finish.abort()
    await meanwhile
    const died = endings.flatMap((ending) => (ending.kind === 'died' ? [ending.reason] : []))
    const reason = options.stopReason() ?? died[0] ?? 'no engine could decide it'
    return ledger.results({ engine: engines.join(', '), seconds: seconds(), reason })
  } finally {
    clearTimeout(grace)
    finish.abort()
  }
}

/** Waits so many seconds, for which nothing else need stay alive: an engine at work keeps the program going, and this does not. */
function wait(seconds: number): Promise<void> {
  return timer(seconds * 1000, undefined, { ref: false })
}

/** A promise with the means to fulfil it. */
function latch(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open }
}

/** Whether it says only what is tried next, and nothing that was found. */
function isAnnouncement(event: EngineEvent): boolean {
  return (
    event.kind === 'induction' || event.kind === 'attempt' || (event.kind === 'frame' && event.frame === 0)
  )
}

interface Listener {
  /** What the engine says. */
  readonly told: (event: EngineEvent, memory: number) => void
  /** What becomes of it. */
  readonly fared: (event: RunEvent) => void
  /** Asked once it has done its work, and could still make executions simpler. */
  readonly isMoreWanted: () => boolean
}

async function runEngine(
  job: SearchJob,
  prepared: Worker | undefined,
  over: AbortSignal,
  { told, fared, isMoreWanted }: Listener,
): Promise<Ending> {
  const { engine } = job
  let ending: Ending = { kind: 'killed' }
  for (let attempt = 1; attempt <= ATTEMPTS && !over.aborted; attempt++) {
    const worker = attempt === 1 && prepared !== undefined ? prepared : new Worker(job.solver)
    const kill = (): void => {
      worker.kill()
    }
    over.addEventListener('abort', kill)
    fared({ kind: 'engine-start', engine, attempt })
    try {
      ending = await worker.run(job, told, isMoreWanted)
    } finally {
      over.removeEventListener('abort', kill)
      worker.kill()
    }
    if (ending.kind !== 'died') {
      fared({ kind: 'engine-end', engine, ending: ending.kind === 'finished' ? 'finished' : 'stopped' })
      break
    }
    const isTriedAgain = attempt < ATTEMPTS && !over.aborted
    fared({ kind: 'engine-died', engine, reason: ending.reason, isTriedAgain })
  }
  return ending
}
