/**
 * # The alternating bit
 *
 * A sender has messages for a receiver, and the channel between them loses some. So the sender repeats the
 * message until an acknowledgement comes. Acknowledgements get lost as well; then the receiver gets a
 * message twice, and has to know that it is the same one. A number on every message would tell, and one that
 * never repeats needs ever more digits. One bit is enough:
 *
 *     // sender                                  // receiver
 *     for (const message of messages) {          for (;;) {
 *       do send({ bit, message })                  const { bit, message } = await data()
 *       while ((await ack(timeout)) !== bit)       if (bit === expected) deliver(message)
 *       bit = !bit                                 if (bit === expected) expected = !expected
 *     }                                            acknowledge(bit)
 *                                                }
 *
 * ## What happens at once
 *
 * 1. `sender.run.send`: the sender puts the current message on the channel, again or for the first time.
 * 2. `receiver.receive`: the receiver takes the first message from the channel, acknowledges its bit,
 *    and delivers it if the bit is the expected one. From then on it expects the other bit.
 * 3. `sender.run.hear`: the sender takes the first acknowledgement. If it has the current bit, the sender
 *    goes on to the next message, with the other bit.
 * 4. `loseData`, `loseAck`: the first message on a channel is lost.
 *
 * What is sent are the numbers 1, 2, 3, 0, 1, ... The protocol does not look at them. The receiver counts
 * what it delivers, and `asSent` says that each delivery has the number that its place in the sequence asks
 * for: nothing twice, nothing left out, everything in order.
 *
 * ## The bad interleavings
 *
 * - `flaw` = receiver-trusts. The receiver delivers whatever comes. The sender sends, the receiver delivers,
 *   the sender sends again since it has not heard of it, and the receiver delivers again.
 * - `flaw` = sender-trusts. The sender takes every acknowledgement for that of its current message. Message
 *   1 is sent twice, and acknowledged twice. The second acknowledgement is taken for that of message 2,
 *   which is never sent. Message 3 has the wrong bit and is passed over, and the next to be delivered is the
 *   fourth.
 * - `flaw` = overtakes. Every bit is compared, but what comes later on a channel may overtake what came
 *   earlier. Then an old copy arrives when its bit is expected again. That needs room for two messages on a
 *   channel; with one `slots` there is nothing to overtake, and the protocol is safe.
 *
 * ## Our assumptions
 *
 * - A channel holds up to `slots` messages. Nobody sends into a full one, and the receiver waits until it
 *   can acknowledge.
 * - Channels lose messages and do nothing else to them. A message gets lost when it is the first one.
 * - The sender may repeat itself at any time: a timeout is something that may happen.
 * - Numbers are modulo four. Two messages that are exactly four apart would not be told from each other.
 *
 * ## Source
 *
 * K. A. Bartlett, R. A. Scantlebury and P. T. Wilkinson, A Note on Reliable Full-Duplex Transmission over
 * Half-Duplex Links, Communications of the ACM 12(5), 1969.
 */

import {
  all,
  array,
  count,
  either,
  flag,
  goto,
  invariant,
  model,
  not,
  onlyIf,
  process,
  proved,
  range,
  reachable,
  reached,
  record,
  some,
  state,
  step,
  variant,
  violated,
  when,
  type Bool,
  type Clause,
  type Condition,
  type Quantity,
} from 'premortem'

/** What is on a channel: nothing, or a message with its bit. */
interface Message {
  readonly there: Condition
  readonly bit: Condition
}
interface Numbered extends Message {
  readonly number: Quantity
}

/** The places of a channel, the first message first. */
type Channel<M> = Iterable<M & { readonly there: Bool; readonly becomes: (message: M) => Clause }>

/** Puts a message behind those that are there; waits until there is room. */
function put<M>(channel: Channel<M>, message: M): Clause {
  const places = [...channel]
  const isNext = (at: number) =>
    all(places, ({ there }, i: number) => (i < at ? there : i > at || not(there)))
  return [
    when(some(places, ({ there }) => not(there))),
    places.map((place, at) => onlyIf(isNext(at), place.becomes(message))),
  ]
}

/** Takes the first message, and the others move up; waits until there is one. */
function take<M>(channel: Channel<M>, nothing: M): Clause {
  const places = [...channel]
  return [
    when(some(places, ({ there }) => there)),
    places.map((place, at) => place.becomes(places[at + 1] ?? nothing)),
  ]
}

/** The first two messages change places. */
function overtake<M>(channel: Channel<M>): Clause {
  const [first, second] = [...channel]
  if (first === undefined || second === undefined) return when(false)
  return [when(second.there), first.becomes(second), second.becomes(first)]
}

export default model({
  name: 'alternating-bit',
  params: {
    slots: count(1, 'messages for which a channel has room', { max: 2 }),
    flaw: variant(
      {
        none: 'both sides compare the bit',
        'receiver-trusts': 'the receiver delivers whatever comes',
        'sender-trusts': 'the sender takes every acknowledgement for that of its current message',
        overtakes: 'a message may overtake the one before it',
      },
      'what is wrong with it',
    ),
  },
  build({ slots, flaw }) {
    const number = range(0, 3, 'wrap')
    const data = state(array(slots, record({ there: flag(), bit: flag(), number })))
    const acks = state(array(slots, record({ there: flag(), bit: flag() })))
    const takeData = take<Numbered>(data, { there: false, bit: false, number: 0 })
    const takeAck = take<Message>(acks, { there: false, bit: false })

    const sender = process({
      locals: { bit: flag(), current: number.initially(1) },
      steps: ({ bit, current }) => ({
        run: either({
          send: step(put<Numbered>(data, { there: true, bit, number: current }), goto('run')),
          hear: step(
            takeAck,
            onlyIf(
              flaw === 'sender-trusts' ? true : acks.at(0).bit.is(bit),
              bit.becomes(not(bit)),
              current.becomes(current.plus(1)),
            ),
            goto('run'),
          ),
        }),
      }),
    })

    const receiver = process({
      locals: { bit: flag(), delivered: number, latest: number },
      steps: ({ bit, delivered, latest }) => {
        const first = data.at(0)
        return {
          receive: step(
            takeData,
            put<Message>(acks, { there: true, bit: first.bit }),
            onlyIf(
              flaw === 'receiver-trusts' ? true : first.bit.is(bit),
              bit.becomes(not(bit)),
              delivered.becomes(delivered.plus(1)),
              latest.becomes(first.number),
            ),
            goto('receive'),
          ),
        }
      },
    })

    return {
      data,
      acks,
      sender,
      receiver,
      loseData: step(takeData),
      loseAck: step(takeAck),
      ...(flaw === 'overtakes'
        ? { overtakeData: step(overtake<Numbered>(data)), overtakeAck: step(overtake<Message>(acks)) }
        : {}),
      properties: {
        asSent: invariant(receiver.latest.is(receiver.delivered)),
        deliversThree: reachable(receiver.delivered.is(3)),
      },
    }
  },
  expect: [
    { verdicts: { asSent: proved(), deliversThree: reached(8), deadlock: proved(), range: proved() } },
    {
      params: { slots: 2 },
      verdicts: { asSent: proved(), deliversThree: reached(8), deadlock: proved(), range: proved() },
    },
    {
      params: { flaw: 'receiver-trusts' },
      verdicts: { asSent: violated(5), deadlock: proved(), range: proved() },
    },
    {
      params: { flaw: 'receiver-trusts', slots: 2 },
      verdicts: { asSent: violated(4), deadlock: proved(), range: proved() },
    },
    {
      params: { flaw: 'sender-trusts' },
      verdicts: { asSent: violated(11), deadlock: proved(), range: proved() },
    },
    { params: { flaw: 'overtakes' }, verdicts: { asSent: proved() } },
    {
      params: { flaw: 'overtakes', slots: 2 },
      verdicts: { asSent: violated(8), deadlock: proved(), range: proved() },
    },
  ],
})
