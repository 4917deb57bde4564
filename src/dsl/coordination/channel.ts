import { recordType } from '../../ir/type.js'
import type { Clause } from '../clause.js'
import { complaint } from '../complaint.js'
import { fault } from '../fault.js'
import { onlyIf, when } from '../flow.js'
import { not } from '../logic.js'
import { requireKnown, requireKnownFields } from '../require.js'
import { sequence, type Sequence, type SequenceCell } from '../data/sequence.js'
import {
  DeclaredSort,
  declared,
  makesCell,
  range,
  type AnySort,
  type CellOf,
  type InputOf,
  type PlainOf,
  type Sort,
} from '../sort.js'
import type { Anything } from '../start.js'
import { choose, step, type Step } from '../step.js'

/** How a channel treats its messages. */
export interface Delivery {
  /** `fifo` (default): received in the order in which they were sent. `unordered`: any of them may be next. */
  readonly order?: 'fifo' | 'unordered'
  /**
   * What sending to a full channel means: the sender waits (`blocks`, the default), the message is lost (`drops`), or it is a defect,
   * found by the property `range` (`fails`).
   */
  readonly whenFull?: 'blocks' | 'drops' | 'fails'
}

/** Messages on their way. */
export interface Channel<Message, Input> {
  /** Those that have been sent and not received yet, the oldest first. */
  readonly messages: Sequence<Message, Input>
  /** Sends a message in this step. Only one message a step can be sent to a channel, or received from it. */
  send(message: Input): Clause
  /** A step that waits for a message and takes it from the channel. A guard in `body` lets it wait for certain ones to be next. */
  receive(body: (message: Message) => Clause): Step
  /** A step in which some message is lost. Without clauses that limit it, such as `budget.spend()`, all may be lost. */
  lose(...clauses: readonly Clause[]): Step
  /** A step in which some message is there once more, behind all others, where there is room. Limit it as losses are. */
  duplicate(...clauses: readonly Clause[]): Step
}

/**
 * A channel for at most `capacity` messages of one sort; empty at the start.
 * @param capacity a whole number from 1 on.
 */
export function channel<Of extends AnySort>(
  of: Of,
  capacity: number,
  delivery?: Delivery,
): Sort<Channel<CellOf<Of>, InputOf<Of>>, readonly (PlainOf<Of> | Anything)[]>
export function channel(of: AnySort, capacity: number, delivery: Delivery = {}): Sort<unknown, never> {
  if (!Number.isSafeInteger(capacity) || capacity < 1) {
    throw complaint(
      'empty-domain',
      `A channel for ${String(capacity)} messages carries nothing.`,
      'Write a capacity of at least 1.',
    )
  }
  requireKnownFields('The delivery of a channel', delivery, ['order', 'whenFull'])
  const { order = 'fifo', whenFull = 'blocks' } = delivery
  requireKnown('The order of a channel', order, ['fifo', 'unordered'])
  requireKnown('What a channel does when it is full', whenFull, ['blocks', 'drops', 'fails'])
  const places = range(0, capacity - 1)
  const queue: Sort<SequenceCell<unknown, unknown>, never> = sequence(of, capacity)
  const { type, start } = declared(queue)
  if (type.kind !== 'record') throw new TypeError('a sequence that is no record')
  return new DeclaredSort(recordType(type.fields, 'channel'), start, (meaning) => {
    const messages = queue[makesCell]({ ...meaning, type })
    const add = (message: unknown): Clause => messages.becomes(messages.append(message))
    const takeAny = (body: (message: unknown) => Clause): Step =>
      choose({ place: places }, ({ place }) =>
        step(
          when(place.below(messages.length)),
          messages.becomes(messages.without(place)),
          body(messages.at(place)),
        ),
      )
    return Object.freeze({
      messages,
      send: (message: unknown) => {
        switch (whenFull) {
          case 'blocks':
            return [when(not(messages.isFull())), add(message)]
          case 'drops':
            return onlyIf(not(messages.isFull()), add(message))
          case 'fails':
            return add(message)
        }
      },
      receive: (body: (message: unknown) => Clause) =>
        order === 'unordered'
          ? takeAny(body)
          : step(when(not(messages.isEmpty())), messages.becomes(messages.tail()), body(messages.head())),
      lose: (...clauses: readonly Clause[]) => fault(takeAny(() => clauses)),
      duplicate: (...clauses: readonly Clause[]) =>
        fault(
          choose({ place: places }, ({ place }) =>
            step(
              when(place.below(messages.length), not(messages.isFull())),
              messages.becomes(messages.append(messages.at(place))),
              ...clauses,
            ),
          ),
        ),
    })
  })
}

/** Sends one message to each of these channels, in one step. */
export function broadcast<Input>(
  channels: Iterable<{ send(message: Input): Clause }>,
  message: NoInfer<Input>,
): Clause {
  return Array.from(channels, (one) => one.send(message))
}
