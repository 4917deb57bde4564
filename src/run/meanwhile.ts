import { setTimeout as wait } from 'node:timers/promises'
import type { EngineEvent } from '../engine/engine.js'
import type { Ledger } from './ledger.js'
import type { Job } from './message.js'
import { minimisingSeconds } from './minimising.js'
import type { RunEvent } from './run-event.js'
import { Worker } from './worker.js'

/** Seconds after which it is looked again whether there is something to make simpler. */
const PATIENCE = 2

/** Who is said to look for simpler traces. */
const NAME = 'minimise'

/**
 * Looks for simpler traces of what an engine has found while it goes on with other properties. Most engines end soon, and do it
 * themselves; one that does not would leave its traces as it found them.
 */
export async function minimiseMeanwhile(
  ledger: Ledger,
  { system, solver }: Pick<Job, 'system' | 'solver'>,
  {
    over,
    seconds,
    told,
    fared,
  }: {
    readonly over: AbortSignal
    /** Since the engine began. */
    readonly seconds: () => number
    readonly told: (engine: string, event: EngineEvent, memory: number) => void
    readonly fared: (event: RunEvent) => void
  },
): Promise<void> {
  const tried = new Set<string>()
  while (await goesOn(over)) {
    const found = ledger.unminimised.filter(({ property }) => !tried.has(property))
    if (found.length === 0) continue
    for (const { property } of found) tried.add(property)
    const worker = new Worker(solver)
    const kill = (): void => {
      worker.kill()
    }
    over.addEventListener('abort', kill)
    fared({ kind: 'engine-start', engine: NAME, attempt: 1 })
    try {
      await worker.run(
        { kind: 'minimising', system, solver, found, seconds: minimisingSeconds(seconds()) },
        (event, memory) => {
          told(NAME, event, memory)
        },
      )
    } finally {
      over.removeEventListener('abort', kill)
      worker.kill()
    }
    fared({ kind: 'engine-end', engine: NAME, ending: over.aborted ? 'stopped' : 'finished' })
  }
}

/** Whether there is still an engine at work after a while. */
async function goesOn(over: AbortSignal): Promise<boolean> {
  try {
    await wait(PATIENCE * 1000, undefined, { signal: over })
    return true
  } catch {
    return false
  }
}
