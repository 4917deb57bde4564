import { setImmediate as turn } from 'node:timers/promises'
import { simulation, type Simulation, type SimulationOptions } from '../engine/simulate.js'
import type { TransitionSystem } from '../ir/system.js'

/** How long runs are made before others get their turn, in milliseconds. */
const SPELL_MS = 50

export interface SimulationRun {
  readonly simulation: Simulation
  /** The signal was given before all runs were made. */
  readonly isInterrupted: boolean
}

/**
 * Random runs of a validated system, so that others get their turn again and again: those asked for, or as many as were made when the
 * signal was given.
 * @param options.onTurn is told what was seen so far.
 */
export async function simulate(
  system: TransitionSystem,
  options: SimulationOptions,
  { signal, onTurn }: { readonly signal?: AbortSignal; readonly onTurn?: (seen: () => Simulation) => void },
): Promise<SimulationRun> {
  const simulating = simulation(system, options)
  for (let since = performance.now(); ;) {
    const { done, value: seen } = simulating.next()
    if (done === true || signal?.aborted === true) {
      return { simulation: seen(), isInterrupted: done !== true }
    }
    if (performance.now() - since < SPELL_MS) continue
    onTurn?.(seen)
    await turn()
    since = performance.now()
  }
}
