import { ENGINES } from '../engine/engines.js'
import type { Certificate, PropertyResult } from '../engine/verdict.js'
import { withProperties } from '../ir/asked-properties.js'
import type { TransitionSystem } from '../ir/system.js'
import { validate } from '../ir/validate.js'
import { identifySolver } from '../smt/open-solver.js'
import { confirmResults } from './confirm-results.js'
import { unconfirmedWarnings } from './confirmation.js'
import { DEFAULT_SOLVER, enginesFor } from './message.js'
import { runPortfolio } from './portfolio.js'
import type { RunEvent } from './run-event.js'
import { examineVacuity, plainVacuity, type Warning } from './vacuity.js'
import type { SolvingOptions } from './solving-options.js'
import type { Worker } from './worker.js'

export interface CheckOptions extends SolvingOptions {
  /** How many steps deep to look. Default 20. */
  readonly depth?: number
  /** The properties to decide, by name. Default: all that the system has. */
  readonly properties?: readonly string[]
  /**
   * A second solver, named as the first, that decides every verdict with evidence again. What it does not answer stays unconfirmed, which
   * changes no verdict.
   */
  readonly confirmWith?: string
  /** Told about progress and about each verdict as soon as it is final. Its trace is already replayed. */
  readonly onEvent?: (event: RunEvent) => void
  /** Go on until every property is decided for good, at every depth; not only as long as the search to the depth takes. */
  readonly insist?: boolean
  /**
   * How hard to look for what makes the verdicts mean less than they seem to, once they stand. `brief` (default): what is cheap to find,
   * and a share of the time for the solver where nothing is violated. `thorough`: whatever it takes. `none`: only what is seen at once.
   */
  readonly vacuity?: 'none' | 'brief' | 'thorough'
  /** A worker started beforehand with the same solver, to save time. It is used up. */
  readonly worker?: Worker
}

/**
 * What was established of a system.
 * @template Evidence of what is proved.
 */
export interface CheckReport<Evidence = Certificate> {
  /** With the properties that were asked for. */
  readonly system: TransitionSystem
  /** As asked for. */
  readonly depth: number
  /** One for each property, in the system's order. */
  readonly results: readonly PropertyResult<Evidence>[]
  /** What makes the verdicts mean less than they seem to. */
  readonly warnings: readonly Warning[]
  /** Of what in the model it could not be decided whether there is something to warn of. */
  readonly unsettled?: readonly string[]
  /** The check was cut short by the signal or the timeout. */
  readonly stopped?: 'interrupted' | 'timeout'
}

export { DEFAULT_SOLVER }
export const DEFAULT_DEPTH = 20

/**
 * Decides a system's properties in child processes. Every counterexample and witness has been replayed by the reference interpreter.
 * @throws ModelError when the system is not well formed or a property is unknown.
 * @throws SelfCheckError when an answer does not stand its check, or two engines, or two solvers, contradict each other.
 * @throws SolverError when a solver fails in a way that leaves nothing decided, or the second one does not start.
 * @throws RangeError for a depth, timeout, engine or second solver that cannot be.
 */
export async function check(system: TransitionSystem, options: CheckOptions = {}): Promise<CheckReport> {
  const depth = options.depth ?? DEFAULT_DEPTH
  const {
    engine = 'auto',
    timeout,
    signal,
    solver = DEFAULT_SOLVER,
    confirmWith,
    onEvent = () => undefined,
    insist = false,
    vacuity: effort = 'brief',
    minimise = 'all',
    worker,
  } = options
  const started = performance.now()
  try {
    requireSensible(options)
    const asked = withProperties(system, options.properties)
    validate(asked)
    const second =
      confirmWith === undefined
        ? undefined
        : await identifySolver(confirmWith, {
            startLimit: timeout === undefined ? undefined : timeout * 1000,
          })

    const stop = new AbortController()
    let stopped: CheckReport['stopped']
    const stopFor = (reason: NonNullable<CheckReport['stopped']>) => (): void => {
      stopped ??= reason
      stop.abort()
    }
    const interrupt = stopFor('interrupted')
    // Of its own: any number of checks may listen to one signal, and none of them is a leak.
    const outside = AbortSignal.any(signal === undefined ? [] : [signal])
    outside.addEventListener('abort', interrupt)
    const timer = timeout === undefined ? undefined : setTimeout(stopFor('timeout'), timeout * 1000)
    if (outside.aborted) interrupt()
    try {
      const results = await runPortfolio(enginesFor(engine, asked), {
        job: { system: asked, depth, solver, ...(minimise === 'none' ? {} : { minimise }) },
        worker,
        insist,
        signal: stop.signal,
        stopReason: () => (stopped === 'timeout' ? 'the time limit was reached' : stopped),
        onEvent,
      })
      const searching = (performance.now() - started) / 1000
      if (effort === 'brief') clearTimeout(timer)
      const patience = effort === 'thorough' ? undefined : patienceAfter(results, started, timeout)
      const found =
        effort === 'none' || stop.signal.aborted
          ? plainVacuity(asked, results)
          : await examineVacuity(asked, results, { depth, solver, patience, signal: stop.signal, onEvent })
      clearTimeout(timer)
      const confirmed =
        confirmWith === undefined || second === undefined
          ? results
          : await confirmResults(asked, results, {
              solver: confirmWith,
              name: second,
              first: solver,
              depth,
              patience: Math.max(LEAST_PATIENCE, searching),
              remaining: () => (timeout ?? Infinity) - (performance.now() - started) / 1000,
              signal: stop.signal,
              onEvent,
            })
      return {
        system: asked,
        depth,
        results: confirmed,
        ...found,
        warnings: [...found.warnings, ...unconfirmedWarnings(confirmed)],
        ...(stopped === undefined ? {} : { stopped }),
      }
    } finally {
      clearTimeout(timer)
      outside.removeEventListener('abort', interrupt)
    }
  } finally {
    worker?.kill()
  }
}

/** Seconds that a second solver has at least for each question; otherwise as many as the search took. */
const LEAST_PATIENCE = 30

/** Seconds that questions about vacuity may take the solver: some of what the check took. Where something is violated, nobody waits. */
function patienceAfter(
  results: readonly PropertyResult[],
  started: number,
  timeout: number | undefined,
): number {
  if (results.some(({ verdict }) => verdict.kind === 'violated')) return 0
  const taken = (performance.now() - started) / 1000
  return Math.max(0, Math.min(Math.max(1, taken / 4), (timeout ?? Infinity) - taken))
}

/** @throws RangeError for what is no number of steps. */
export function requireDepth(depth: number): void {
  if (!Number.isSafeInteger(depth) || depth < 0) {
    throw new RangeError(`the depth must be a whole number of steps, 0 or more, not ${String(depth)}`)
  }
}

function requireSensible({
  depth = DEFAULT_DEPTH,
  engine = 'auto',
  timeout,
  solver = DEFAULT_SOLVER,
  confirmWith,
}: CheckOptions): void {
  requireDepth(depth)
  if (engine !== 'auto' && !ENGINES.has(engine)) {
    throw new RangeError(`there is no engine ${engine}; there are auto, ${[...ENGINES.keys()].join(', ')}`)
  }
  if (timeout !== undefined && !(timeout > 0)) {
    throw new RangeError(`the timeout must be a positive number of seconds, not ${String(timeout)}`)
  }
  if (confirmWith === solver) {
    throw new RangeError(`what ${solver} finds must be confirmed with another solver`)
  }
}
