import type { Clause } from './clause.js'
import { when } from './flow.js'
import { DeclaredSort, declared, range, type Sort } from './sort.js'
import { startOf } from './start.js'
import { NumValue } from './symbolic.js'
import type { Num } from './value.js'

/** So many permits, of which each process takes one or waits. */
export interface Semaphore {
  /** How many are left. */
  readonly permits: Num
  /** The step waits until there is a permit, and takes it. */
  acquire(): Clause
  /** Gives a permit back. More than there were at the start violate the property `range`. */
  release(): Clause
}

/**
 * A counting semaphore; all permits are there at the start.
 * @param permits a whole number, 0 or more.
 */
export function semaphore(permits: number): Sort<Semaphore, number> {
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
