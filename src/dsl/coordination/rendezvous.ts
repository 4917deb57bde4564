import type { Integer } from '../../ir/integer.js'
import type { Clause } from '../clause.js'
import { map, type MapCell } from '../data/map.js'
import { when } from '../flow.js'
import { not } from '../logic.js'
import { requireProcess } from '../require.js'
import {
  DeclaredSort,
  declared,
  makesCell,
  range,
  type AnySort,
  type CellOf,
  type InputOf,
  type Sort,
} from '../sort.js'
import { choose, step, type Step } from '../step.js'
import type { Bool, Num } from '../value.js'

/** Where senders and receivers meet: nobody goes on alone. */
export interface Rendezvous<Message, Input> {
  /** Offers a message. The step after it should begin with `met`. */
  offer(who: number, message: Input): Clause
  /** Waits until somebody has accepted what the process has offered. */
  met(who: number): Clause
  /** A step that waits until somebody offers a message, and accepts it; any, where several do. */
  accept(body: (message: Message, from: Num) => Clause): Step
  /** The process offers something that nobody has accepted yet. */
  isOffering(who: number): Bool
}

/**
 * A rendezvous with so many senders, numbered from 0: a sender that has offered a message waits until a receiver has it (Hoare,
 * Communicating sequential processes, 1978). The exchange is the receiver's step.
 * @param senders a whole number from 1 on.
 */
export function rendezvous<Of extends AnySort>(
  of: Of,
  senders: number,
): Sort<Rendezvous<CellOf<Of>, InputOf<Of>>, never>
export function rendezvous(of: AnySort, senders: number): Sort<unknown, never> {
  const numbers = range(0, senders - 1)
  const offered: Sort<MapCell<Integer, Num, unknown, unknown>, never> = map(numbers, of)
  const { type, start } = declared(offered)
  return new DeclaredSort(type, start, (meaning) => {
    const offers = offered[makesCell](meaning)
    const isOffering = (who: number): Bool => {
      requireProcess(who, senders)
      return offers.has(who)
    }
    return Object.freeze({
      offer: (who: number, message: unknown) => [
        when(not(isOffering(who))),
        offers.becomes(offers.with(who, message)),
      ],
      met: (who: number) => when(not(isOffering(who))),
      accept: (body: (message: unknown, from: Num) => Clause) =>
        choose({ from: numbers }, ({ from }) =>
          step(when(offers.has(from)), offers.becomes(offers.without(from)), body(offers.at(from), from)),
        ),
      isOffering,
    })
  })
}
