import {
  budget,
  channel,
  choose,
  goto,
  model,
  process,
  range,
  reachable,
  state,
  step,
  type Delivery,
} from 'premortem'
import { describe, expect, it } from 'vitest'
import { explicit } from '../../../src/engine/explicit.js'
import { messageLine } from '../../../src/report/trace/message-text.js'
import { messagesOf } from '../../../src/report/trace/messages.js'
import { createPalette } from '../../../src/report/line/palette.js'
import { rendered } from '../../../src/report/line/styled-line.js'
import type { TransitionSystem } from '../../../src/ir/system.js'
import type { Trace } from '../../../src/trace/trace.js'
import { firing } from '../firing.js'

function shown(system: TransitionSystem, trace: Trace): readonly string[] {
  const palette = createPalette({ color: false })
  return messagesOf(system, trace).map((events, place) =>
    rendered(
      events.map((event) => messageLine(event, trace.steps[place]!)),
      palette,
    ).trimEnd(),
  )
}

/** A sender and a receiver, and losses and copies; reached when what has been received adds up to so much. */
function mailing(delivery: Delivery, sum = 0): TransitionSystem {
  return model({
    name: 'telling',
    build() {
      const mail = state(channel(range(0, 9), 3, delivery).initially([7]))
      const faults = state(budget(2))
      const sender = process({
        locals: { sent: range(0, 9) },
        restsAt: ['send'],
        steps: ({ sent }) => ({
          send: step(mail.send(sent.plus(1)), sent.becomes(sent.plus(1)), goto('send')),
        }),
      })
      const receiver = process({
        locals: { sum: range(0, 30, 'saturate') },
        restsAt: ['receive'],
        steps: ({ sum }) => ({
          receive: mail.receive((message) => [sum.becomes(sum.plus(message)), goto('receive')]),
        }),
      })
      return {
        mail,
        faults,
        sender,
        receiver,
        lose: mail.lose(faults.spend()),
        repeat: mail.duplicate(faults.spend()),
        properties: {
          goal: reachable(receiver.sum.is(sum)),
        },
      }
    },
  }).instantiate()
}

/** What is told about messages on the shortest way to where what has been received adds up to so much: a line a step. */
async function told(delivery: Delivery, sum: number): Promise<readonly string[]> {
  const system = mailing(delivery, sum)
  const goals = { ...system, properties: system.properties.filter(({ name }) => name === 'goal') }
  const [result] = await explicit().check({
    system: goals,
    depth: 10,
    openSolver: () => Promise.reject(new Error('no solver is needed')),
    report: () => undefined,
  })
  if (result?.verdict.kind !== 'reached') throw new Error('the goal is not reached')
  return shown(system, result.verdict.trace)
}

describe('messages in a trace', () => {
  it('are arrows from who sends to the channel, and from who sent to who receives', async () => {
    expect(await told({}, 8)).toEqual([
      'sender -> mail: 1',
      'mail -> receiver: 7',
      'sender -> receiver: 1 (mail, sent in step 1)',
    ])
  })

  it('are followed when they overtake others', async () => {
    expect(await told({ order: 'unordered' }, 2)).toEqual([
      'sender -> mail: 1',
      'sender -> mail: 2',
      'sender -> receiver: 2 (mail, sent in step 2)',
    ])
  })

  it('are lost and come again in steps in which something breaks', async () => {
    expect(await told({}, 1)).toEqual([
      'sender -> mail: 1',
      'lost: 7 (mail)',
      'sender -> receiver: 1 (mail, sent in step 1)',
    ])
    expect(await told({}, 14)).toEqual([
      'again: 7 (mail)',
      'mail -> receiver: 7',
      'mail -> receiver: 7 (mail, again in step 1)',
    ])
  })

  it('are copies of what somebody sent', () => {
    const system = mailing({ order: 'unordered' })
    const trace = firing(system, [
      'sender.send',
      ['repeat', { place: 1 }],
      ['lose', { place: 1 }],
      ['receiver.receive', { place: 1 }],
    ])
    expect(shown(system, trace)).toEqual([
      'sender -> mail: 1',
      'again: 1 (mail)',
      'lost: 1 (mail, sent in step 1)',
      'sender -> receiver: 1 (mail, again in step 2)',
    ])
  })

  it('arrive in the order in which they were sent, whatever else is called a place', () => {
    const system = model({
      name: 'twins',
      build() {
        const mail = state(channel(range(0, 9), 3))
        const sender = process({
          steps: () => ({ one: step(mail.send(5)), two: step(mail.send(5)) }),
        })
        const seat = state(range(0, 2))
        const receiver = process({
          steps: () => ({
            sit: choose({ place: range(0, 2) }, ({ place }) => mail.receive(() => seat.becomes(place))),
          }),
        })
        return { mail, seat, sender, receiver }
      },
    }).instantiate()
    const trace = firing(system, ['sender.one', 'sender.two', ['receiver.sit', { place: 1 }]])
    expect(shown(system, trace)).toEqual([
      'sender -> mail: 5',
      'sender -> mail: 5',
      'sender -> receiver: 5 (mail, sent in step 1)',
    ])
  })
})
