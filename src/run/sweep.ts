import { availableParallelism } from 'node:os'
import type { PropertyResult } from '../engine/verdict.js'
import type { TransitionSystem } from '../ir/system.js'
import { check, type CheckOptions, type CheckReport } from './check.js'
import type { RunEvent } from './run-event.js'

/** One choice of parameters, to be checked at every depth of the sweep. */
export interface SweepCase {
  /** By parameter name, for people. */
  readonly params: Readonly<Record<string, string | number | boolean>>
  readonly system: TransitionSystem
}

export interface SweepOptions extends Omit<CheckOptions, 'onEvent' | 'worker'> {
  /** Child processes at a time. Default: the machine's cores. */
  readonly jobs?: number
  /** Told about each case when it is finished, in the order in which they finish, with its place among the cases from 0 on. */
  readonly onCase?: (row: SweepRow, place: number) => void
  /** Told about the progress of each case, with its place. */
  readonly onEvent?: (event: RunEvent, place: number) => void
}

/** A case with what one unrolling to the deepest depth says about every shallower one. */
export interface SweepRow {
  readonly params: SweepCase['params']
  /** With the properties that were asked for. */
  readonly system: TransitionSystem
  readonly results: readonly PropertyResult[]
  /** Wall-clock seconds that the case took. */
  readonly seconds: number
  readonly stopped?: NonNullable<CheckReport['stopped']>
}

/**
 * Checks every case by bounded search, each in a child process of its own, several at a time. One search to the deepest depth decides all shallower
 * depths. A case whose process dies is undecided, with the reason; the others stand.
 * @returns one row for each case, in the order of the cases.
 * @throws as `check` does, for the first case that cannot be checked.
 */
export async function sweep(
  cases: readonly SweepCase[],
  options: SweepOptions = {},
): Promise<readonly SweepRow[]> {
  const { jobs = availableParallelism(), onCase, onEvent, ...checkOptions } = options
  if (!Number.isSafeInteger(jobs) || jobs < 1) {
    throw new RangeError(`the number of jobs must be 1 or more, not ${String(jobs)}`)
  }
  const rows = new Map<number, SweepRow>()
  const waiting = cases.entries()
  const failure = new AbortController()
  const signal = AbortSignal.any([failure.signal, ...(options.signal === undefined ? [] : [options.signal])])
  const work = async (): Promise<void> => {
    for (const [place, { params, system }] of waiting) {
      const started = performance.now()
      const { results, stopped } = await check(system, {
        engine: 'bmc',
        vacuity: 'none',
        ...checkOptions,
        signal,
        onEvent: (event) => onEvent?.(event, place),
      })
      const seconds = (performance.now() - started) / 1000
      const row = { params, system, results, seconds, ...(stopped === undefined ? {} : { stopped }) }
      rows.set(place, row)
      onCase?.(row, place)
    }
  }
  const working = Array.from({ length: Math.min(jobs, cases.length) }, () =>
    work().catch((error: unknown) => {
      failure.abort()
      throw error
    }),
  )
  // Nobody is left at work when the first failure is told.
  await Promise.allSettled(working)
  await Promise.all(working)
  return cases.flatMap((_, place) => rows.get(place) ?? [])
}
