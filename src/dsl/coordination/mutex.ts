import { isInteger } from '../../ir/integer.js'
import { enumType } from '../../ir/type.js'
import type { Clause } from '../clause.js'
import { complaint } from '../complaint.js'
import { when } from '../flow.js'
import { conjunction, disjunction, equality } from '../formula.js'
import { constant, lift, liftInteger } from '../lift.js'
import { requireProcess } from '../require.js'
import { DeclaredSort, type Sort } from '../sort.js'
import { firstStart } from '../start.js'
import { EnumValue, bool } from '../symbolic.js'
import type { Bool, Quantity } from '../value.js'

/** A lock that one process at a time can have. */
export interface Mutex {
  isFree(): Bool
  /** The process with this number has it. */
  isHeldBy(who: Quantity): Bool
  /** The step waits until the lock is free, and takes it. */
  acquire(who: number): Clause
  /** Gives the lock back. Only its holder can: the step waits for ever where another one has it, or nobody. */
  release(who: number): Clause
}

const FREE = 'free'

/**
 * A lock for so many processes, numbered from 0; free at the start. It is not reentrant: who has it already waits for itself.
 * @param processes a whole number from 1 on.
 */
export function mutex(processes: number): Sort<Mutex, typeof FREE> {
  if (!Number.isSafeInteger(processes) || processes < 1) {
    throw complaint(
      'empty-domain',
      `A lock is to be for ${String(processes)} processes.`,
      'Write a whole number from 1 on.',
    )
  }
  const numbers = Array.from({ length: processes }, (_, number) => String(number))
  const members = [FREE, ...numbers]
  const type = enumType(members)
  return new DeclaredSort(type, firstStart(type), (meaning) => {
    const holder = new EnumValue<string>(meaning, type, members)
    const isHeldBy = (who: Quantity): Bool => {
      if (isInteger(who)) return holder.is(String(who))
      const asked = liftInteger(who)
      return bool(
        disjunction(
          numbers.map((number, place) =>
            conjunction([equality(asked, constant(place)), equality(meaning.expr, lift(number, type))]),
          ),
        ),
      )
    }
    return Object.freeze({
      isFree: () => holder.is(FREE),
      isHeldBy,
      acquire: (who: number) => {
        requireProcess(who, processes)
        return [when(holder.is(FREE)), holder.becomes(String(who))]
      },
      release: (who: number) => {
        requireProcess(who, processes)
        return [when(isHeldBy(who)), holder.becomes(FREE)]
      },
    })
  })
}
