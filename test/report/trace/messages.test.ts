import {
  budget,
  channel,
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
import { messageLines } from '../../../src/report/trace/messages.js'
import { createPalette } from '../../../src/report/line/palette.js'
import { rendered } from '../../../src/report/line/styled-line.js'

/** What is told about messages on the shortest way to where what has been received adds up to so much: a line a step. */
async function told(delivery: Delivery, sum: number): Promise<readonly string[]> {
  const system = model({
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
  const goals = { ...system, properties: system.properties.filter(({ name }) => name === 'goal') }
  const [result] = await explicit().check({
    system: goals,
    depth: 10,
    openSolver: () => Promise.reject(new Error('no solver is needed')),
    report: () => undefined,
  })
  if (result?.verdict.kind !== 'reached') throw new Error('the goal is not reached')
  const palette = createPalette({ color: false })
  return messageLines(system, result.verdict.trace).map((lines) => rendered(lines, palette).trimEnd())
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

  it('come from and go to nowhere in steps of no process', async () => {
    const lines = await told({}, 1)
    expect(lines).toEqual([
      'sender -> mail: 1',
      'mail -> environment: 7',
      'sender -> receiver: 1 (mail, sent in step 1)',
    ])
    const repeated = await told({}, 14)
    expect(repeated).toEqual([
      'environment -> mail: 7',
      'mail -> receiver: 7',
      'environment -> receiver: 7 (mail, sent in step 1)',
    ])
  })
})
