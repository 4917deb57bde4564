import {
  array,
  broadcast,
  budget,
  channel,
  goto,
  invariant,
  model,
  oneOf,
  process,
  processes,
  range,
  reachable,
  rendezvous,
  state,
  step,
  transition,
  next,
  when,
  type Delivery,
} from 'premortem'
import { describe, expect, it } from 'vitest'
import { bmc } from '../../src/engine/bmc.js'
import { explicit } from '../../src/engine/explicit.js'
import type { Built } from '../../src/dsl/assemble.js'
import { openSolver } from '../../src/smt/open-solver.js'
import { built, errorOf, run } from './building.js'

async function verdicts(build: () => Built, engine = explicit()): Promise<Readonly<Record<string, string>>> {
  const results = await engine.check({
    system: model({ name: 'under-test', build }).instantiate(),
    depth: 12,
    openSolver: openSolver('wasm'),
    report: () => undefined,
  })
  return Object.fromEntries(
    results.map(({ property, verdict }) => [
      property,
      verdict.kind === 'violated' || verdict.kind === 'reached'
        ? `${verdict.kind} at ${String(verdict.depth)}`
        : 'not found',
    ]),
  )
}

/** One sends 1, 2, 3; the other notes the last number that came, and how many came. */
const delivering =
  (
    delivery: Delivery,
    {
      capacity = 2,
      ...faults
    }: { readonly capacity?: number; readonly losses?: number; readonly copies?: number } = {},
  ) =>
  () => {
    const mail = state(channel(range(0, 3), capacity, delivery))
    const losses = state(budget(faults.losses ?? 0))
    const copies = state(budget(faults.copies ?? 0))
    const sender = process({
      locals: { sent: range(0, 3) },
      restsAt: ['send'],
      steps: ({ sent }) => ({
        send: step(when(sent.below(3)), mail.send(sent.plus(1)), sent.becomes(sent.plus(1)), goto('send')),
      }),
    })
    const receiver = process({
      locals: { last: range(0, 3), count: range(0, 9, 'saturate') },
      restsAt: ['receive'],
      steps: ({ last, count }) => ({
        receive: mail.receive((message) => [
          last.becomes(message),
          count.becomes(count.plus(1)),
          goto('receive'),
        ]),
      }),
    })
    const { last, count } = receiver
    const cameIn = next(count).isNot(count)
    return {
      mail,
      losses,
      copies,
      sender,
      receiver,
      lose: mail.lose(losses.spend()),
      duplicate: mail.duplicate(copies.spend()),
      properties: {
        inOrder: transition(cameIn.implies(next(last).atLeast(last))),
        noneSkipped: transition(cameIn.implies(next(last).atMost(last.plus(1)))),
        notTwice: transition(cameIn.implies(next(last).isNot(last))),
        allCome: reachable(count.is(3)),
        notOverfull: invariant(mail.messages.length.atMost(capacity)),
      },
    }
  }

const FAITHFUL = {
  inOrder: 'not found',
  noneSkipped: 'not found',
  notTwice: 'not found',
  allCome: 'reached at 6',
  notOverfull: 'not found',
  deadlock: 'not found',
  range: 'not found',
}

describe('a channel', () => {
  it.each([
    ['first in, first out', {}, {}, {}],
    ['unordered', { order: 'unordered' }, {}, { inOrder: 'violated at 4', noneSkipped: 'violated at 3' }],
    ['dropping', { whenFull: 'drops' }, { capacity: 1 }, { noneSkipped: 'violated at 5' }],
    ['failing', { whenFull: 'fails' }, {}, { range: 'violated at 2' }],
    ['losing one', {}, { losses: 1 }, { noneSkipped: 'violated at 4' }],
    [
      'delivering one twice',
      {},
      { capacity: 3, copies: 1 },
      { inOrder: 'violated at 6', noneSkipped: 'violated at 8', notTwice: 'violated at 4' },
    ],
  ] as const)('keeps to what is said of it: %s', async (_, delivery, faults, differences) => {
    const enumerated = await verdicts(delivering(delivery, faults))
    expect(enumerated).toEqual({ ...FAITHFUL, ...differences })
    expect(await verdicts(delivering(delivery, faults), bmc)).toEqual(enumerated)
  })

  it('makes the sender wait while it is full, and the receiver while it is empty', () => {
    const system = built(delivering({}))
    expect(run(system, 'sender.send', 'sender.send')).toMatchObject({ mail: { length: 2 } })
    expect(() => run(system, 'sender.send', 'sender.send', 'sender.send')).toThrow()
    expect(() => run(system, 'receiver.receive')).toThrow()
    expect(run(system, 'sender.send', 'sender.send', 'receiver.receive', 'sender.send')).toMatchObject({
      mail: { length: 2, items: [2, 3] },
      receiver: { last: 1 },
    })
  })

  it('lets a receiver wait for certain messages', () => {
    const system = built(() => {
      const mail = state(channel(oneOf('ping', 'pong'), 2))
      return {
        mail,
        send: step(mail.send('ping')),
        takePong: mail.receive((message) => when(message.is('pong'))),
        takePing: mail.receive((message) => when(message.is('ping'))),
      }
    })
    expect(() => run(system, 'send', 'takePong')).toThrow()
    expect(run(system, 'send', 'takePing')).toMatchObject({ mail: { length: 0, items: ['ping', 'ping'] } })
  })

  it('is one of several, to which one message can be sent at once', () => {
    const system = built(() => {
      const inbox = state(array(3, channel(range(0, 3), 1)))
      return { inbox, tell: step(broadcast(inbox, 2)) }
    })
    const holding = { length: 1, items: [2] }
    expect(run(system, 'tell')).toEqual({ inbox: [holding, holding, holding] })
  })

  it('has room for something', () => {
    expect(errorOf(() => built(() => ({ mail: state(channel(range(0, 1), 0)) }))).message).toContain(
      'carries nothing',
    )
  })
})

describe('a rendezvous', () => {
  /** Two senders offer their number plus 1 each; one receiver adds up. */
  const meeting = () => {
    const place = state(rendezvous(range(0, 2), 2))
    const sender = processes(2, {
      steps: ({ index }) => ({
        offer: step(place.offer(index, index + 1)),
        wait: step(place.met(index)),
      }),
    })
    const receiver = process({
      locals: { sum: range(0, 3), last: range(0, 1) },
      restsAt: ['accept'],
      steps: ({ sum, last }) => ({
        accept: place.accept((message, from) => [
          sum.becomes(sum.plus(message)),
          last.becomes(from),
          goto('accept'),
        ]),
      }),
    })
    const [first] = sender
    if (first === undefined) throw new Error('no sender')
    return {
      place,
      sender,
      receiver,
      properties: {
        bothMeet: reachable(receiver.sum.is(3)),
        // Once a sender has gone on, its message has arrived.
        nobodyGoesOnAlone: invariant(
          first.at('done').implies(receiver.sum.isNot(0).and(receiver.sum.isNot(2))),
        ),
        fromWhom: invariant(receiver.sum.is(2).implies(receiver.last.is(1))),
      },
    }
  }

  it('lets neither side go on alone, and says who came', async () => {
    const enumerated = await verdicts(meeting)
    expect(enumerated).toEqual({
      bothMeet: 'reached at 4',
      nobodyGoesOnAlone: 'not found',
      fromWhom: 'not found',
      deadlock: 'not found',
      range: 'not found',
    })
    expect(await verdicts(meeting, bmc)).toEqual(enumerated)
  })

  it('holds a sender until its own message was accepted', () => {
    const system = built(meeting)
    expect(() => run(system, 'sender[0].offer', 'sender[0].wait')).toThrow()
    expect(() =>
      run(system, 'sender[0].offer', 'sender[1].offer', ['receiver.accept', { from: 1 }], 'sender[0].wait'),
    ).toThrow()
    expect(
      run(system, 'sender[0].offer', 'sender[1].offer', ['receiver.accept', { from: 0 }], 'sender[0].wait'),
    ).toMatchObject({ receiver: { sum: 1, last: 0 } })
    expect(() => run(system, 'sender[0].offer', ['receiver.accept', { from: 1 }])).toThrow()
  })
})
