import type { Clause } from '../clause.js'
import { complaint } from '../complaint.js'
import { when } from '../flow.js'
import { DeclaredSort, declared, range, type Sort } from '../sort.js'
import { startOf } from '../start.js'
import { NumValue } from '../symbolic.js'
import type { Num } from '../value.js'

/** So many permits, of which each process takes one or waits. */
export interface Semaphore {
  /** How many are left. */
  readonly permits: Num
  /** The step waits until there is a permit, and takes it. */
  acquire(): Clause
  /** Gives a permit back. More than there can be violate the property `range`. */
  release(): Clause
}

/**
 * A counting semaphore with at most so many permits; all of them are there at the start, unless it is told to begin with fewer:
 * `semaphore(1).initially(0)` lets nobody in before somebody has released it.
 * @param permits a whole number from 1 on.
 */
export function semaphore(permits: number): Sort<Semaphore, number> {
  if (!Number.isSafeInteger(permits) || permits < 1) {
    throw complaint(
      'empty-domain',
      `A semaphore of ${String(permits)} permits never lets anybody in.`,
      'Write a whole number from 1 on; `.initially(0)` makes it begin with none.',
    )
  }
  const { type } = declared(range(0, permits))
  return new DeclaredSort(type, startOf(permits, type, { kind: 'anything' }), (meaning) => {
    const left = new NumValue(meaning)
    return Object.freeze({
      permits: left,
      acquire: () => [when(left.above(0)), left.becomes(left.minus(1))],
      release: () => left.becomes(left.plus(1)),
    })
  })
}
