import { array } from '../data/array.js'
import type { Clause } from '../clause.js'
import { onlyIf, when } from '../flow.js'
import { not } from '../logic.js'
import type { Mutex } from './mutex.js'
import { some } from '../quantify.js'
import { DeclaredSort, declared, flag, makesCell, range, type Sort } from '../sort.js'
import { choose, step, type Step } from '../step.js'
import type { Bool } from '../value.js'

/** Processes that wait to be woken, with a lock that each gives up meanwhile. */
export interface ConditionVariable {
  /** In one step, gives the lock up and begins to wait. The step after it should begin with `awake`. */
  wait(who: number, lock: Mutex): Clause
  /** Waits until the process has been woken and the lock is free, and takes it. What it waited for may be gone again: look once more. */
  awake(who: number, lock: Mutex): Clause
  /** Wakes all who wait. */
  wakeAll(): Clause
  /** A step that wakes one who waits, any, or nobody where none does; `clauses` happen in the same step. */
  wakeOne(...clauses: readonly Clause[]): Step
  /** Somebody waits. */
  hasWaiting(): Bool
}

/**
 * A condition variable for so many processes, numbered from 0 (signal and continue: who wakes others goes on; Lampson and Redell, Experience
 * with processes and monitors in Mesa, 1980). Nobody wakes up without being woken, unless the model has a step for that.
 * @param processes a whole number from 1 on.
 */
export function conditionVariable(processes: number): Sort<ConditionVariable, never> {
  const numbers = range(0, processes - 1)
  const flags = array(numbers, flag())
  const { type, start } = declared(flags)
  return new DeclaredSort(type, start, (meaning) => {
    const waits = flags[makesCell](meaning)
    const hasWaiting = (): Bool => some(waits)
    return Object.freeze({
      wait: (who: number, lock: Mutex) => [lock.release(who), waits.at(who).becomes(true)],
      awake: (who: number, lock: Mutex) => [when(not(waits.at(who))), lock.acquire(who)],
      wakeAll: () => waits.becomes(Array.from({ length: processes }, () => false)),
      wakeOne: (...clauses: readonly Clause[]) =>
        choose({ woken: numbers }, ({ woken }) =>
          step(
            // Where nobody waits, one choice stands for all.
            when(waits.at(woken).or(not(hasWaiting()).and(woken.is(0)))),
            onlyIf(waits.at(woken), waits.at(woken).becomes(false)),
            ...clauses,
          ),
        ),
      hasWaiting,
    })
  })
}
