/**
 * # The client that paused, and wrote after its lease
 *
 * Some clients change a file in a store. Each reads it, works out the new version and writes it back, so
 * only one of them may be at it. A lock service gives out the right to do so as a lease: a lock that ends by
 * itself after a while, in case its holder dies.
 *
 *     const { token } = await lock.acquire()
 *     const seen = await store.read()
 *     await store.write(change(seen))
 *     await lock.release()
 *
 * Nobody tells the holder that its lease has ended. Martin Kleppmann told this story in 2016, and it needs
 * no crash: a pause of the garbage collector will do, or a packet that is late.
 *
 * ## What happens at once
 *
 * 1. `acquire`: if nobody has a lease, the lock service gives one, with a token: a number that grows by one
 *    with each lease.
 * 2. `read`: the client reads the file.
 * 3. `write`: it writes what it has made of it.
 * 4. `release`: it gives the lease back, if that is still its own, and may come again.
 * 5. `expire`: a lease ends, in the lock service's opinion. This may happen at any time.
 *
 * A version of the file is called by the token of the client that wrote it.
 *
 * ## The bad interleaving
 *
 * One client gets the lease with token 1 and reads version 0. It pauses, and the lease ends. The other one
 * gets token 2, reads version 0 as well, and writes version 2. The first one wakes up and writes version 1
 * over it: the newer version is gone.
 *
 * ## What helps
 *
 * - `fix` = recheck, asking the lock service just before writing, narrows the window and leaves it open: 9
 *   steps instead of 7. The client can pause after the answer.
 * - `fix` = fence-writes is what Kleppmann proposes. Every write carries its token, and the store refuses it
 *   if it has seen a higher one. Then versions never go back: `inTokenOrder` is proved. But an update is
 *   still lost, if the first client wakes up a little earlier: the second has read version 0, the first
 *   writes version 1, which nobody has reason to refuse yet, and the second writes version 2, which knows
 *   nothing of version 1.
 * - `fix` = fence closes it. Reads carry the token too, so that whoever is late is refused from the moment
 *   at which somebody newer has read. Both properties hold at every depth.
 *
 * The check has to be in the store, which is where things go wrong; nothing that a client asks beforehand
 * can replace it. In the DynamoDB story (`dynamodb-dns`) a slow Enactor is the client that paused, and
 * comparing inside the write is what helped there as well.
 *
 * ## Our assumptions
 *
 * - A lease may end at any time, even at once. So nothing depends on how long leases, pauses or messages
 *   take; a store that trusts clocks is not modelled.
 * - The lock service neither fails nor forgets its last token. It gives out `leases` leases and no more;
 *   where that matters, raise the number.
 * - A client that is refused gives up and begins again, with a new lease.
 * - Reading, and noting the token, are one step of the store; so are comparing and writing.
 * - `fence`, tokens on reads as well, is our reading of what it takes not to lose updates.
 *
 * ## Sources
 *
 * - Martin Kleppmann, How to do distributed locking, 2016:
 *   https://martin.kleppmann.com/2016/02/08/how-to-do-distributed-locking.html
 * - The same as a program, with etcd: https://pkg.go.dev/go.etcd.io/etcd/v3/contrib/lock
 * - Locks that two clients had at once, found in etcd: https://jepsen.io/blog/2020-01-30-etcd-3.4.3
 */

import {
  count,
  flag,
  goto,
  model,
  next,
  not,
  onlyIf,
  processes,
  proved,
  range,
  reachable,
  reached,
  some,
  state,
  step,
  transition,
  variant,
  violated,
  when,
} from 'premortem'

export default model({
  name: 'lease',
  params: {
    clients: count(2, 'clients that change the file'),
    leases: count(3, 'leases that the lock service gives out'),
    fix: variant(
      {
        none: 'the store takes every write',
        recheck: 'a client asks again whether it has the lease, as a step of its own',
        'fence-writes': 'the store refuses writes with a token older than that of the last write',
        fence: 'the store refuses reads and writes with a token older than the newest that it has seen',
      },
      'what is done about clients that are late',
    ),
  },
  build({ clients, leases, fix }) {
    const lock = state({
      leased: flag(),
      token: range(0, leases), // of the newest lease; 0 is "none yet"
    })
    const store = state({
      version: range(0, leases), // the token with which the file was written
      newest: range(0, leases), // the newest token that the store has taken note of
    })

    const client = processes(clients, {
      locals: { token: range(0, leases), seen: range(0, leases) },
      restsAt: ['acquire'],
      steps: ({ token, seen }) => {
        const hasLease = lock.leased.and(lock.token.is(token))
        const isNewest = token.atLeast(store.newest)
        const newToken = lock.token.plus(1)
        const load = seen.becomes(store.version)
        const save = [store.version.becomes(token), store.newest.becomes(token)]
        const loadIfNewest = onlyIf(isNewest, load, store.newest.becomes(token)).otherwise(goto('release'))
        const saveIfNewest = onlyIf(isNewest, save)
        const recheck = step(onlyIf(not(hasLease), goto('release')))

        return {
          acquire: step(
            when(not(lock.leased), lock.token.below(leases)),
            lock.leased.becomes(true),
            lock.token.becomes(newToken),
            token.becomes(newToken),
          ),
          read: step(fix === 'fence' ? loadIfNewest : load),
          recheck: fix === 'recheck' ? recheck : undefined,
          write: step(fix === 'fence' || fix === 'fence-writes' ? saveIfNewest : save),
          release: step(
            onlyIf(hasLease, lock.leased.becomes(false)),
            token.becomes(0),
            seen.becomes(0),
            goto('acquire'),
          ),
        }
      },
    })

    const isWritten = next(store.version).isNot(store.version)
    const byOneWhoKnewTheLast = some(client, (c) =>
      c.token.is(next(store.version)).and(c.seen.is(store.version)),
    )

    return {
      lock,
      store,
      client,
      expire: step(when(lock.leased), lock.leased.becomes(false)),
      properties: {
        inTokenOrder: transition(next(store.version).atLeast(store.version)),
        noLostUpdate: transition(isWritten.implies(byOneWhoKnewTheLast)),
        lastLeaseWrites: reachable(store.version.is(leases)),
        pausedHolder: reachable(some(client, (c) => c.at('write').and(c.token.below(lock.token)))),
      },
    }
  },
  expect: [
    {
      verdicts: {
        inTokenOrder: violated(7),
        noLostUpdate: violated(7),
        lastLeaseWrites: reached(9),
        pausedHolder: reached(4),
        deadlock: proved(),
        range: proved(),
      },
    },
    {
      params: { fix: 'recheck' },
      verdicts: { inTokenOrder: violated(9), noLostUpdate: violated(9), deadlock: proved(), range: proved() },
    },
    {
      params: { fix: 'fence-writes' },
      verdicts: { inTokenOrder: proved(), noLostUpdate: violated(7), deadlock: proved(), range: proved() },
    },
    {
      params: { fix: 'fence' },
      verdicts: {
        inTokenOrder: proved(),
        noLostUpdate: proved(),
        lastLeaseWrites: reached(9),
        pausedHolder: reached(4),
        deadlock: proved(),
        range: proved(),
      },
    },
    {
      params: { fix: 'fence', clients: 4, leases: 4 },
      verdicts: {
        inTokenOrder: proved(),
        noLostUpdate: proved(),
        lastLeaseWrites: reached(9),
        deadlock: proved(),
        range: proved(),
      },
    },
  ],
})
