/**
 * # The acknowledgement that was faster than the disk
 *
 * In ZooKeeper a leader orders transactions, and a transaction is committed when a majority of the servers
 * has it on disk. When a leader is gone, the others elect a new one. It begins a new epoch, and its followers
 * come to agree with its history: what they lack they get, what it lacks they drop. When the leader says
 * NEWLEADER, a follower
 *
 * - writes the number of the epoch to a file,
 * - writes the transactions that it got to its log,
 * - and acknowledges, by which it says: I have all of this on disk.
 *
 * What an acknowledgement says should be true when it is sent. In ZooKeeper the log was the job of another
 * thread, which got round to it some time later. Several bugs of this family were found with TLA+.
 *
 * ## What happens at once
 *
 * There are three servers and one transaction. At the start the first server has it in its log.
 *
 * 1. `elect`: two servers that are not in the middle of anything elect one of them. It must be at least as
 *    good as the other: its epoch is higher, or it is the same and the log is not shorter. A new epoch begins.
 * 2. `server.hear`: another server hears of the new leader, and follows.
 * 3. `server.epoch.write`: it writes the new epoch to its file.
 * 4. `server.log.write`: it writes its log, which becomes that of the leader.
 * 5. `server.ack.send`: it acknowledges.
 * 6. `commit`: the leader has the transaction, and the acknowledgement of another server. That makes two of
 *    three: the transaction is committed.
 * 7. `crash`, instead of 3, 4 or 5: the server has only what is on disk, and begins again.
 *
 * `fix` says in which order 3, 4 and 5 are.
 *
 * ## The bad interleaving
 *
 * The first server is elected. The second one writes the epoch and acknowledges. The transaction is
 * committed. The second one crashes, and never has written its log. Now it is elected by the third one: its
 * epoch is higher. The transaction is committed, and the leader has never heard of it (ZOOKEEPER-4646).
 *
 * ## What helps, and what helps half
 *
 * - `fix` = log-before-ack: write the log before acknowledging. No acknowledgement is a lie any more:
 *   `ackIsTrue` is proved. And still the transaction can be lost, without any acknowledgement at all
 *   (ZOOKEEPER-4643). It is committed by the first two servers. There is another election, and the third
 *   server, late, writes the new epoch to its file and crashes before it writes its log. It has nothing, but
 *   its epoch is higher than that of the second server. So it is elected.
 * - `fix` = log-first: the log, then the epoch, then the acknowledgement. An epoch on disk says as much as an
 *   acknowledgement: this server has the history with which that epoch began. All properties are proved.
 *
 * ## Our assumptions
 *
 * - A leader has the new epoch on disk as soon as it is elected. It is elected by one other server, which
 *   makes two of three; the third is down, or late, or cut off.
 * - At the start the transaction is in one log and has not been committed. It may be dropped: `isDropped`.
 * - A follower takes over the leader's history in one step, with everything there is to drop. There is one
 *   transaction, and no new ones come.
 * - An old leader that nobody follows any more commits nothing.
 * - Crashes are unlimited. Epochs are not: where that matters, raise `epochs`.
 *
 * ## Sources
 *
 * - ZOOKEEPER-4646 (the acknowledgement): https://github.com/apache/zookeeper/pull/1993
 * - ZOOKEEPER-4643 (the epoch): https://github.com/apache/zookeeper/pull/2028
 * - The same family: https://github.com/apache/zookeeper/pull/2111 and
 *   https://github.com/apache/zookeeper/pull/2152
 */

import {
  all,
  array,
  choose,
  count,
  each,
  either,
  fault,
  flag,
  goto,
  howMany,
  invariant,
  model,
  next,
  not,
  processes,
  proved,
  range,
  reachable,
  reached,
  record,
  some,
  state,
  step,
  variant,
  violated,
  when,
  type Clause,
  type Item,
} from 'premortem'

export default model({
  name: 'zookeeper-ack',
  params: {
    epochs: count(3, 'epochs, each of which begins with an election'),
    fix: variant(
      {
        none: 'epoch, acknowledgement, log',
        'log-before-ack': 'epoch, log, acknowledgement',
        'log-first': 'log, epoch, acknowledgement',
      },
      'in which order a follower does what it has to do',
    ),
  },
  build({ epochs, fix }) {
    const cluster = state({
      epoch: range(0, epochs), // 0 is before the first election
      leader: range(0, 2), // of this epoch
      acked: array(3, flag()), // who has acknowledged it
      committed: flag(),
    })
    const { epoch, leader, acked, committed } = cluster
    const disk = state(
      array(3, record({ epoch: range(0, epochs), logged: flag() })).initially([{ logged: true }, {}, {}]),
    )
    type Disk = Item<typeof disk>

    const server = processes(3, {
      locals: { following: range(0, epochs) }, // the epoch that it is joining; 0 is "none"
      restsAt: ['hear'],
      steps: ({ following, index: me }) => {
        const inTouch = when(following.is(epoch))
        const again = [following.becomes(0), goto('hear')]
        const crash = fault(step(again))
        const write = (...what: readonly Clause[]) => either({ write: step(inTouch, what), crash })
        const send = (...what: readonly Clause[]) => either({ send: step(inTouch, what), crash })

        const hear = step(when(leader.isNot(me), epoch.above(disk.at(me).epoch)), following.becomes(epoch))
        const newEpoch = disk.at(me).epoch.becomes(epoch)
        const newLog = disk.at(me).logged.becomes(disk.at(leader).logged)
        const ack = acked.at(me).becomes(true)

        switch (fix) {
          case 'none':
            return { hear, epoch: write(newEpoch), ack: send(ack), log: write(newLog, again) }
          case 'log-before-ack':
            return { hear, epoch: write(newEpoch), log: write(newLog), ack: send(ack, again) }
          case 'log-first':
            return { hear, log: write(newLog), epoch: write(newEpoch), ack: send(ack, again) }
        }
      },
    })

    const isAsGood = (one: Disk, other: Disk) =>
      one.epoch.above(other.epoch).or(one.epoch.is(other.epoch).and(other.logged.implies(one.logged)))

    const elect = choose({ winner: range(0, 2), voter: range(0, 2) }, ({ winner, voter }) =>
      step(
        when(
          epoch.below(epochs),
          winner.isNot(voter),
          server.at(winner).at('hear'),
          server.at(voter).at('hear'),
          isAsGood(disk.at(winner), disk.at(voter)),
        ),
        leader.becomes(winner),
        epoch.becomes(epoch.plus(1)),
        disk.at(winner).epoch.becomes(epoch.plus(1)),
        each(acked, (a) => a.becomes(false)),
      ),
    )

    const leaderHasIt = disk.at(leader).logged

    return {
      cluster,
      disk,
      server,
      elect,
      commit: step(when(not(committed), leaderHasIt, some(acked)), committed.becomes(true)),
      properties: {
        committedIsKept: invariant(committed.implies(leaderHasIt)),
        ackIsTrue: invariant(all(acked, (a, i) => a.implies(disk.at(i).logged.is(leaderHasIt)))),
        committedIsOnTwoDisks: invariant(committed.implies(howMany(disk, (d) => d.logged).atLeast(2))),
        commits: reachable(committed),
        outlivesElections: reachable(
          committed.and(
            epoch.is(epochs),
            all(disk, (d) => d.logged.and(d.epoch.is(epochs))),
          ),
        ),
        isDropped: reachable(some(disk, (d) => d.logged.and(not(next(d.logged))))),
      },
    }
  },
  expect: [
    {
      verdicts: {
        committedIsKept: violated(7),
        ackIsTrue: violated(4),
        committedIsOnTwoDisks: violated(5),
        commits: reached(5),
        outlivesElections: reached(12),
        isDropped: reached(5),
        deadlock: proved(),
        range: proved(),
      },
    },
    {
      params: { fix: 'log-before-ack' },
      verdicts: { committedIsKept: violated(11), ackIsTrue: proved(), committedIsOnTwoDisks: violated(14) },
    },
    {
      params: { fix: 'log-first' },
      verdicts: {
        committedIsKept: proved(),
        ackIsTrue: proved(),
        committedIsOnTwoDisks: proved(),
        commits: reached(6),
        outlivesElections: reached(11),
        isDropped: reached(3),
        deadlock: proved(),
        range: proved(),
      },
    },
    { params: { fix: 'log-first', epochs: 4 }, verdicts: { committedIsKept: proved() } },
  ],
})
