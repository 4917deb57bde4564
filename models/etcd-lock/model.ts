/**
 * # The lock that was handed to nobody
 *
 * Clients take a lock in etcd by queueing up: each writes a key of its own, and the oldest key has the lock.
 * The key hangs on a lease. If its client does not renew the lease in time, the lease ends and the key is
 * gone, so that a client that has died does not block the others for ever.
 *
 *     const { key } = await etcd.put(myKey, { lease })
 *     await etcd.deleted(olderKeys(key))
 *     return 'locked'
 *
 * The wait may be longer than the lease. Up to version 3.4.3 nobody looked, when the wait was over, whether
 * the waiting client still had a key. It was reported in 2018, and found again by Jepsen in 2019.
 *
 * ## What happens at once
 *
 * 1. `enqueue`: the client writes its key. If there is no other, it has the lock at once.
 * 2. `wait`: all older keys are gone, and etcd answers: the lock is yours.
 * 3. `hold`: the client does what it wanted the lock for, and deletes its key.
 * 4. `leaseEnds`: the lease of a client that is waiting ends, and its key is gone. With `pauses`, this may
 *    also happen to a client that holds the lock.
 *
 * Keys are numbered in the order in which they were written, from 1.
 *
 * ## The bad interleaving
 *
 * One client has the lock. The second queues up, and its lease ends while it waits. The first one gives the
 * lock back. Now there is no key at all; but the second client's wait is over, and it is told that the lock
 * is its own. The third client comes, finds no key, and has the lock as well.
 *
 * ## What helps, and how far
 *
 * - `fix` = recheck looks, when the wait is over, whether the client's key is still there, and refuses the
 *   lock if it is not. `mutualExclusion` is proved.
 * - With `pauses`, it fails again, with `recheck` as without. A lease that ends in the hands of its holder
 *   is no defect of etcd: no lock with a time limit can do better. What it takes is a number that is checked
 *   by whatever the lock protects; see the `lease` story.
 *
 * ## Our assumptions
 *
 * - etcd is one machine that does one thing at a time. How its members agree is not asked here.
 * - To look at the own key, and to answer, are one step. Between the answer and its arrival the lease may
 *   end as well; that is what `pauses` is about.
 * - Without `pauses`, a holder renews its lease in time.
 * - Each client comes once. A client that is refused gives up.
 *
 * ## Sources
 *
 * - The report: https://github.com/etcd-io/etcd/issues/9921
 * - K. Kingsbury, Jepsen: etcd 3.4.3, 2020: https://jepsen.io/blog/2020-01-30-etcd-3.4.3, and its issues:
 *   https://github.com/etcd-io/etcd/issues/11456 and https://github.com/etcd-io/etcd/issues/11457
 */

import {
  all,
  array,
  atMostOne,
  choose,
  count,
  done,
  goto,
  invariant,
  model,
  next,
  none,
  onlyIf,
  processes,
  proved,
  range,
  reachable,
  reached,
  some,
  state,
  step,
  toggle,
  variant,
  violated,
  when,
} from 'premortem'

export default model({
  name: 'etcd-lock',
  params: {
    clients: count(3, 'clients that want the lock'),
    pauses: toggle(false, 'a client may pause while it holds the lock, until its lease has ended'),
    fix: variant(
      {
        none: 'who has waited gets the lock',
        recheck: 'who has waited gets the lock if its key is still there',
      },
      'what etcd looks at when the wait is over',
    ),
  },
  build({ clients, pauses, fix }) {
    const number = range(0, clients)
    const etcd = state({
      newest: number, // the number of the newest key
      key: array(clients, number), // the number of each client's key; 0 is "gone"
    })

    const client = processes(clients, {
      locals: { number },
      steps: ({ number: mine, index: me }) => {
        const key = etcd.key.at(me)
        const isFirst = none(etcd.key, (other) => other.above(0).and(other.below(mine)))
        const newNumber = etcd.newest.plus(1)
        return {
          enqueue: step(
            key.becomes(newNumber),
            etcd.newest.becomes(newNumber),
            mine.becomes(newNumber),
            onlyIf(
              all(etcd.key, (other) => other.is(0)),
              goto('hold'),
            ),
          ),
          wait: step(when(isFirst), fix === 'recheck' ? onlyIf(key.is(0), done) : []),
          hold: step(key.becomes(0)),
        }
      },
    })

    const leaseEnds = choose({ who: range(0, clients - 1) }, ({ who }) => {
      const key = etcd.key.at(who)
      const loser = client.at(who)
      return step(when(key.above(0), pauses ? loser.at('wait', 'hold') : loser.at('wait')), key.becomes(0))
    })

    return {
      etcd,
      client,
      leaseEnds,
      properties: {
        mutualExclusion: invariant(atMostOne(client, (c) => c.at('hold'))),
        holderHasKey: invariant(all(client, (c) => c.at('hold').implies(etcd.key.at(c.index).above(0)))),
        waitsAndHolds: reachable(some(client, (c) => c.at('wait').and(next(c.at('hold'))))),
        allGone: reachable(all(client, (c) => c.at('done'))),
      },
    }
  },
  expect: [
    {
      verdicts: {
        mutualExclusion: violated(6),
        holderHasKey: violated(5),
        waitsAndHolds: reached(4),
        allGone: reached(6),
        deadlock: proved(),
        range: proved(),
      },
    },
    {
      params: { fix: 'recheck' },
      verdicts: {
        mutualExclusion: proved(),
        holderHasKey: proved(),
        waitsAndHolds: reached(4),
        allGone: reached(6),
        deadlock: proved(),
        range: proved(),
      },
    },
    {
      params: { fix: 'recheck', clients: 4 },
      verdicts: { mutualExclusion: proved(), holderHasKey: proved(), deadlock: proved(), range: proved() },
    },
    {
      params: { fix: 'recheck', pauses: true },
      verdicts: {
        mutualExclusion: violated(3),
        holderHasKey: violated(2),
        deadlock: proved(),
        range: proved(),
      },
    },
  ],
})
