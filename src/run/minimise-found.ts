import type { EngineEvent } from '../engine/engine.js'
import { minimise } from '../engine/minimise/minimise.js'
import { isFound, type PropertyResult } from '../engine/verdict.js'
import type { TransitionSystem } from '../ir/system.js'
import type { OpenSolver } from '../smt/solver.js'

/** Replaces the executions found by the simplest ones that decide the same, as far as there is time. */
export async function minimiseFound(
  system: TransitionSystem,
  results: readonly PropertyResult[],
  {
    openSolver,
    seconds,
    report,
  }: {
    readonly openSolver: OpenSolver
    readonly seconds: number
    readonly report: (event: EngineEvent) => void
  },
): Promise<void> {
  const started = performance.now()
  const isOver = (): boolean => performance.now() - started > seconds * 1000
  for (const result of results) {
    const { verdict } = result
    if (!isFound(verdict)) continue
    report({ kind: 'minimising', property: result.property })
    const { trace, minimal } = await minimise(system, result.property, verdict.trace, { openSolver, isOver })
    report({ kind: 'minimised', result: { ...result, verdict: { ...verdict, trace, minimal } } })
  }
}
