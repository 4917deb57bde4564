/**
 * # Peterson's lock
 *
 * Two threads share something that only one of them may touch at a time, and have nothing but plain memory to
 * agree on who. Peterson found the shortest way to do it: say that you want to enter, let the other one go
 * first, and wait only as long as the other wants to enter and it is not your turn.
 *
 *     wants[me] = true
 *     turn = other
 *     while (wants[other] && turn === other) {}
 *     // critical section
 *     wants[me] = false
 *
 * Four lines, and hard to be sure of: is it safe in every order in which two threads can take these steps?
 * Here it is proved.
 *
 * ## What happens at once
 *
 * 1. `away`: the thread does something else, for as long as it likes.
 * 2. `raise`: it says that it wants to enter.
 * 3. `giveWay`: it hands the turn to the other.
 * 4. `enter`: it waits until the other does not want to enter, or the turn is its own; then it is in.
 * 5. `critical`: it is in the critical section, leaves it and says so.
 *
 * ## The bad interleaving
 *
 * The two writes look as if they could change places (`order` = swapped), and a compiler or a processor that
 * is not told better may do it for you. Then thread 0 gives way, thread 1 gives way, says that it wants to
 * enter, sees nobody else who does, and is in. Now thread 0 says that it wants to enter, and it is its turn,
 * since thread 1 gave way last: both are in.
 *
 * ## Our assumptions
 *
 * `enter` reads `wants` and `turn` in one step. Memory is sequentially consistent, as with JavaScript's
 * `Atomics`.
 *
 * ## Source
 *
 * G. L. Peterson, Myths About the Mutual Exclusion Problem, Information Processing Letters 12(3), 1981.
 */

import {
  array,
  atMostOne,
  flag,
  goto,
  invariant,
  model,
  not,
  processes,
  proved,
  range,
  reachable,
  reached,
  state,
  step,
  variant,
  violated,
  when,
} from 'premortem'

export default model({
  name: 'peterson',
  params: {
    order: variant(
      {
        correct: 'first say that you want to enter, then give way',
        swapped: 'first give way, then say that you want to enter',
      },
      'the order of the two writes',
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
        secondGetsIn: reachable(thread.at(1).at('critical')),
      },
    }
  },
  expect: [
    {
      verdicts: { mutualExclusion: proved(), secondGetsIn: reached(4), deadlock: proved(), range: proved() },
    },
    {
      params: { order: 'swapped' },
      verdicts: {
        mutualExclusion: violated(8),
        secondGetsIn: reached(4),
        deadlock: proved(),
        range: proved(),
      },
    },
  ],
})
