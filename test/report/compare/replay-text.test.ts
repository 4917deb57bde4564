import { flag, invariant, model, process, state, step, variant, when, type ModelDefinition } from 'premortem'
import { describe, expect, it } from 'vitest'
import { replaySentences } from '../../../src/report/compare/replay-text.js'
import { followed } from './following.js'
import { hotel } from './hotel.js'

/** What is said of the shortest schedule that violates the property without a fix, taken with one. */
async function told(definition: ModelDefinition, property: string, fix: string): Promise<readonly string[]> {
  const [broken, fixed] = [definition.instantiate(), definition.instantiate({ fix })]
  const replay = (await followed(broken, fixed)).find((other) => other.property === property)
  if (replay === undefined) throw new Error(`${property} is not violated`)
  const scene = { broken, fixed, label: fix, showPlace: () => 'here' }
  return replaySentences(replay, scene).map((line) => line.map(({ text }) => text).join(''))
}

describe('what is said of a schedule on the fixed model', () => {
  it('names the condition that a step would have needed to do the same', async () => {
    expect(await told(hotel, 'enough', 'look-again')).toEqual([
      'Step 4 of the schedule, guest[1].take, comes to something else: free = 0 instead of -1. It would do the same only where `free > 0`, and here free = 0.',
      'All 4 steps are taken, and enough is not violated.',
    ])
  })

  it('names what differs first, and then the first condition that stood in the way', async () => {
    expect(await told(hotel, 'enough', 'sign')).toEqual([
      'Step 1 of the schedule, guest[0].look, comes to something else: sign = 1 instead of 0.',
      'Step 3 of the schedule, guest[0].take, comes to something else: free = 1 instead of 0. It would do the same only where `sign = 1`, and here sign = 2.',
      'All 4 steps are taken, and enough is not violated.',
    ])
  })

  it('says where the process goes, if that is all that differs, and why', async () => {
    expect(await told(hotel, 'enough', 'leave-early')).toEqual([
      'Step 2 of the schedule, guest[1].look, comes to something else: guest[1].pc = done instead of take. It would do the same only where `not desk`, and here desk = true.',
      'Step 4 of the schedule, guest[1].take, cannot be taken (here): guest[1] is at done, not at take.',
    ])
  })

  it('names the step at which a process is held up', async () => {
    expect(await told(hotel, 'enough', 'queue')).toEqual([
      'Step 3 of the schedule, guest[0].take, cannot be taken (here): guest[0] is at wait, not at take. There, it is blocked (here): its guard needs `desk = false`, and here desk = true.',
    ])
  })

  it('does not blame a step for what the steps that are passed over would have done', async () => {
    const [passedOver, ...rest] = await told(hotel, 'enough', 'no-look')
    expect(passedOver).toBe(
      'no-look does not have steps 1 (guest[0].look) and 2 (guest[1].look) of the schedule: passed over.',
    )
    expect(rest).toEqual(['The schedule goes through: enough is still violated, after its step 4.'])
  })

  it('says that the property itself is another one where nothing differs', async () => {
    expect(await told(hotel, 'enough', 'overbooked')).toEqual([
      'All 4 steps are taken, and enough is not violated: in the end, all that both models have is the same, so that it is enough itself that differs, or what only overbooked has.',
    ])
  })
})

/** Somebody rings at a door that nobody opens. */
const door = model({
  name: 'door',
  params: {
    fix: variant(
      {
        none: 'nobody opens',
        porter: 'a porter opens',
        'no-bell': 'nobody rings',
        'open-house': 'the door is open',
        'give-up': 'who has rung may leave',
      },
      'what is done',
    ),
  },
  build({ fix }) {
    const rung = state(flag())
    const open = state(flag().initially(fix === 'open-house'))
    const visitor = process({
      steps: () => ({
        ring: fix === 'no-bell' ? undefined : step(rung.becomes(true)),
        enter: step(when(open)),
      }),
      restsAt: fix === 'give-up' ? ['enter'] : fix === 'no-bell' ? ['enter'] : [],
    })
    const porter = () =>
      process({ steps: () => ({ let: step(when(rung), open.becomes(true)) }), restsAt: ['let'] })
    return {
      rung,
      open,
      visitor,
      ...(fix === 'porter' ? { porter: porter() } : {}),
      properties: { unheard: invariant(rung.is(false)) },
    }
  },
})

describe('what is said of a deadlock that is none any more', () => {
  it.each([
    ['porter', 'Its one step is taken, and deadlock is not violated: porter.let can be taken then.'],
    ['give-up', 'Its one step is taken, and deadlock is not violated: every process may end there.'],
    ['no-bell', 'Nothing is left of it, and deadlock is not violated: every process may end there.'],
  ])('is what can be done: %s', async (fix, sentence) => {
    expect((await told(door, 'deadlock', fix)).at(-1)).toBe(sentence)
  })

  it('is that it starts differently', async () => {
    expect(await told(door, 'deadlock', 'open-house')).toEqual([
      'It starts differently: open = true instead of false.',
      'Its one step is taken, and deadlock is not violated: visitor.enter can be taken then.',
    ])
  })
})

it('says what differs in the end where steps are missing and the others do the same', async () => {
  expect(await told(door, 'unheard', 'no-bell')).toEqual([
    'no-bell does not have step 1 (visitor.ring) of the schedule: passed over.',
    'Nothing is left of it, and unheard is not violated: in the end, rung = false instead of true.',
  ])
})
