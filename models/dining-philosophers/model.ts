/**
 * # Five philosophers and five forks
 *
 * Philosophers sit round a table and think. Between each two of them lies one fork. A philosopher who wants
 * to eat needs both the fork to the left and the fork to the right, and picks them up one after the other:
 *
 *     for (;;) {
 *       think()
 *       await left.lock()
 *       await right.lock()
 *       eat()
 *       left.unlock()
 *       right.unlock()
 *     }
 *
 * Nobody ever eats with a fork that somebody else has; that much is easy. It is the story of every program
 * that needs two locks, and of every transaction that updates two rows: money goes from A to B while money
 * goes from B to A.
 *
 * ## What happens at once
 *
 * 1. `pickUpFirst`: the philosopher picks up one fork, when it is free.
 * 2. `pickUpSecond`: and the other one, when that is free.
 * 3. `eat`: the philosopher eats, puts both forks down, and thinks.
 *
 * ## The bad interleaving
 *
 * All of them pick up the left fork. Now everybody waits for the right one, which the neighbour has.
 *
 * ## What helps
 *
 * - `fix` = ordered: forks are numbered, and everybody picks up the lower one first. For all but one of them
 *   that is the left one. Look at the highest fork that anybody holds: whoever has it waits, if at all, for a
 *   higher one, and nobody holds that. So somebody can always go on: `deadlock` is proved.
 * - `fix` = seats: there is one seat less than there are philosophers, and who has no seat picks up nothing.
 *   So there are more forks than people at the table, and somebody gets two. But it takes somebody who counts
 *   the seats for all of them.
 *
 * Rows are easily ordered, by their keys. That is why it is worth the trouble to lock them in that order.
 *
 * ## Our assumptions
 *
 * - To put down both forks is one step. It makes nobody wait, so it is no matter whether it is one or two.
 * - That each of them gets to eat sooner or later is another question, and it is not asked here. With
 *   `ordered` nothing keeps a neighbour from being quicker every time.
 *
 * ## Source
 *
 * E. W. Dijkstra, Hierarchical Ordering of Sequential Processes, Acta Informatica 1(2), 1971.
 */

import {
  array,
  count,
  flag,
  goto,
  howMany,
  invariant,
  model,
  none,
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
  name: 'dining-philosophers',
  params: {
    philosophers: count(5, 'philosophers, and as many forks', { min: 2 }),
    fix: variant(
      {
        none: 'everybody picks up the left fork first',
        ordered: 'everybody picks up the fork with the lower number first',
        seats: 'there is one seat less than there are philosophers',
      },
      'who may pick up which fork',
    ),
  },
  build({ philosophers, fix }) {
    const taken = state(array(philosophers, flag()))
    const seats = fix === 'seats' ? state(range(0, philosophers - 1).initially(philosophers - 1)) : undefined
    const sitDown = seats === undefined ? [] : [when(seats.above(0)), seats.becomes(seats.minus(1))]
    const standUp = seats === undefined ? [] : seats.becomes(seats.plus(1))

    const philosopher = processes(philosophers, {
      steps: ({ index: me }) => {
        const left = me
        const right = (me + 1) % philosophers
        const [first, second] = fix === 'ordered' && right < left ? [right, left] : [left, right]
        const pickUp = (fork: number) => [when(not(taken.at(fork))), taken.at(fork).becomes(true)]
        const putDown = (fork: number) => taken.at(fork).becomes(false)
        return {
          pickUpFirst: step(sitDown, pickUp(first)),
          pickUpSecond: step(pickUp(second)),
          eat: step(putDown(first), putDown(second), standUp, goto('pickUpFirst')),
        }
      },
    })

    const neighbours = Array.from({ length: philosophers }, (_, me) => [me, (me + 1) % philosophers] as const)
    const isEating = (which: number) => philosopher.at(which).at('eat')

    return {
      taken,
      ...(seats === undefined ? {} : { seats }),
      philosopher,
      properties: {
        oneAtEachFork: invariant(none(neighbours, ([one, other]) => isEating(one).and(isEating(other)))),
        lastEats: reachable(isEating(philosophers - 1)),
        twoEat: reachable(howMany(philosopher, (p) => p.at('eat')).is(2)),
      },
    }
  },
  expect: [
    {
      verdicts: {
        oneAtEachFork: proved(),
        lastEats: reached(2),
        twoEat: reached(4),
        deadlock: violated(5),
        range: proved(),
      },
    },
    {
      params: { philosophers: 3 },
      verdicts: { oneAtEachFork: proved(), deadlock: violated(3), range: proved() },
    },
    {
      params: { fix: 'ordered' },
      verdicts: {
        oneAtEachFork: proved(),
        lastEats: reached(2),
        twoEat: reached(4),
        deadlock: proved(),
        range: proved(),
      },
    },
    {
      params: { fix: 'seats' },
      verdicts: {
        oneAtEachFork: proved(),
        lastEats: reached(2),
        twoEat: reached(4),
        deadlock: proved(),
        range: proved(),
      },
    },
  ],
})
