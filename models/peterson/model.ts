import {
  atMostOne,
  goto,
  invariant,
  array,
  flag,
  model,
  not,
  processes,
  range,
  state,
  step,
  variant,
  when,
  proved,
  violated,
} from 'premortem'

export default model({
  name: 'peterson',
  params: {
    order: variant(
      {
        correct: 'first say that you want to enter, then give way',
        swapped: 'first give way, then say that you want to enter',
      },
      'the order of the two writes before the door',
    ),
  },
  build({ order }) {
    const wants = state(array(2, flag()))
    const turn = state(range(0, 1))

    const thread = processes(2, {
      restsAt: ['away'],
      steps: ({ index: me }) => {
        const other = 1 - me
        const raise = step(wants.at(me).becomes(true))
        const giveWay = step(turn.becomes(other))
        return {
          away: step(),
          ...(order === 'correct' ? { raise, giveWay } : { giveWay, raise }),
          enter: step(when(not(wants.at(other)).or(turn.is(me)))),
          critical: step(wants.at(me).becomes(false), goto('away')),
        }
      },
    })

    return {
      wants,
      turn,
      thread,
      properties: {
        mutualExclusion: invariant(atMostOne(thread, (t) => t.at('critical'))),
      },
    }
  },
  expect: [
    { verdicts: { mutualExclusion: proved(), deadlock: proved() } },
    { params: { order: 'swapped' }, verdicts: { mutualExclusion: violated(8), deadlock: proved() } },
  ],
})
