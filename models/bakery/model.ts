/**
 * # Lamport's bakery
 *
 * Some processes share something that only one of them may touch at a time, and each may write to nothing
 * but its own memory; the others may read it. In a bakery that is solved by numbers: who enters draws one
 * that is higher than all that are out, and the lowest number is served first. But the computer has no
 * machine that hands out numbers. A customer looks which numbers are out, and makes up its own:
 *
 *     choosing[i] = true
 *     number[i] = 1 + max(number[0], ..., number[n - 1])
 *     choosing[i] = false
 *     for (const j of everybodyElse) {
 *       while (choosing[j]) {}
 *       while (number[j] !== 0 && [number[j], j] < [number[i], i]) {}
 *     }
 *     // critical section
 *     number[i] = 0
 *
 * Two customers who look at once make up the same number. So the number of the process settles a tie, and
 * `choosing` is there because a customer who has looked and not yet written looks like one who is not there.
 *
 * ## What happens at once
 *
 * 1. `look`: the customer says that it is choosing, and looks which numbers are out.
 * 2. `draw`: it writes the next number down, and is no longer choosing.
 * 3. `waitDrawn1`, `waitTurn1`: it waits until the next customer round the shop is not choosing; then until
 *    that one has no number, or a later one. The same for the second next, and so on (`waitDrawn2`, ...).
 * 4. `critical`: it is in the critical section, leaves it and gives its number back.
 *
 * ## The bad interleavings
 *
 * - `flaw` = no-choosing. Customers 0 and 1 look: no number is out. Customer 1 writes a 1 down, sees that
 *   customer 0 has no number, and is in. Now customer 0 writes down the 1 that it has made up long ago. It
 *   wins the tie, and is in as well.
 * - `flaw` = no-tie-break. Both have a 1, and equal numbers let each other pass.
 * - `flaw` = wraps. The roll ends, and the next number is 1 again. While somebody with the last number is
 *   being served, somebody with a 1 comes in, and 1 is lower. With 2 numbers that takes 13 steps, with 3 it
 *   takes 18: a longer roll does not prevent it but hides it.
 *
 * ## Why it is safe
 *
 * The proof (`premortem prove bakery`) says in many clauses what comes to this: whoever is past waiting for
 * another has a lower number than that one, or will have when the other is done drawing.
 *
 * ## Our assumptions
 *
 * - Lamport's numbers have no bound. Here nobody draws while the number `tickets` is out; so the runs in
 *   which numbers grow further are left out. To go on from 1 instead is wrong, see above.
 * - A customer reads all numbers in one step. Lamport's may be read one by one, and even while they are
 *   written: reading may give any value then. That is not modelled.
 * - `look` and `draw` do two things in one step each. This leaves out nothing that matters: `choosing` makes
 *   others wait and does nothing else, so nobody sees whether it was raised earlier or lowered later.
 * - The original waits for process 1 first, then for 2 and so on. Here everybody begins with the one after
 *   itself.
 *
 * ## Source
 *
 * L. Lamport, A New Solution of Dijkstra's Concurrent Programming Problem, Communications of the ACM 17(8),
 * 1974.
 */

import {
  all,
  array,
  atMostOne,
  count,
  flag,
  goto,
  ifElse,
  invariant,
  max,
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
  name: 'bakery',
  params: {
    processes: count(2, 'customers', { min: 2 }),
    tickets: count(3, 'the highest number that is ever drawn'),
    flaw: variant(
      {
        none: 'as Lamport wrote it',
        'no-choosing': 'nobody waits for a customer that is choosing',
        'no-tie-break': 'nobody waits for a customer with an equal number',
        wraps: 'after the last number comes 1',
      },
      'what is wrong with it',
    ),
  },
  build({ processes: customers, tickets, flaw }) {
    const choosing = state(array(customers, flag()))
    const number = state(array(customers, range(0, tickets))) // 0 is "none"

    const customer = processes(customers, {
      locals: { ticket: range(0, tickets) }, // what it has made up and not yet written down
      restsAt: ['look'],
      steps: ({ ticket, index: me }) => {
        const mine = number.at(me)
        const highest = max(number, (n) => n)
        const nobodyHasTheLast = all(number, (n) => n.below(tickets))
        const following = highest.plus(1)

        const waitFor = (further: number) => {
          const other = (me + further) % customers
          const theirs = number.at(other)
          const iWinTies = other > me || flaw === 'no-tie-break'
          const waitDrawn = step(when(not(choosing.at(other))))
          const waitTurn = step(when(theirs.is(0).or(iWinTies ? theirs.atLeast(mine) : theirs.above(mine))))
          return [
            [`waitDrawn${further}`, flaw === 'no-choosing' ? undefined : waitDrawn],
            [`waitTurn${further}`, waitTurn],
          ] as const
        }
        const waits = Array.from({ length: customers - 1 }, (_, place) => waitFor(place + 1)).flat()

        return {
          look: step(
            flaw === 'wraps' ? [] : when(nobodyHasTheLast),
            choosing.at(me).becomes(true),
            ticket.becomes(flaw === 'wraps' ? ifElse(highest.is(tickets), 1, following) : following),
          ),
          draw: step(number.at(me).becomes(ticket), ticket.becomes(0), choosing.at(me).becomes(false)),
          ...Object.fromEntries(waits),
          critical: step(number.at(me).becomes(0), goto('look')),
        }
      },
    })

    return {
      choosing,
      number,
      customer,
      properties: {
        mutualExclusion: invariant(atMostOne(customer, (c) => c.at('critical'))),
        lastGetsIn: reachable(customer.at(customers - 1).at('critical')),
        sameNumber: reachable(number.at(0).is(number.at(1)).and(number.at(0).above(0))),
      },
    }
  },
  expect: [
    {
      verdicts: {
        mutualExclusion: proved(),
        lastGetsIn: reached(4),
        sameNumber: reached(4),
        deadlock: proved(),
        range: proved(),
      },
    },
    {
      params: { processes: 3 },
      verdicts: { mutualExclusion: proved(), lastGetsIn: reached(6), deadlock: proved(), range: proved() },
    },
    {
      params: { flaw: 'no-choosing' },
      verdicts: { mutualExclusion: violated(6), deadlock: proved(), range: proved() },
    },
    {
      params: { flaw: 'no-tie-break' },
      verdicts: { mutualExclusion: violated(8), deadlock: proved(), range: proved() },
    },
    {
      params: { flaw: 'wraps' },
      verdicts: { mutualExclusion: violated(18), deadlock: proved(), range: proved() },
    },
    { params: { flaw: 'wraps', tickets: 2 }, verdicts: { mutualExclusion: violated(13) } },
    { params: { flaw: 'no-choosing', processes: 3 }, verdicts: { mutualExclusion: violated(8) } },
  ],
})
