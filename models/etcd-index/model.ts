/**
 * # etcd 3.5: the entry that was taken for applied
 *
 * The members of an etcd cluster agree on a log, and each of them applies its entries, one after the other,
 * to a database of its own. Changes are collected in memory, and every now and then the database commits
 * them to disk in one transaction. With them goes the _consistent index_: the number of the last entry
 * whose changes are in there. A member that comes up after a crash goes on with the entry after that.
 *
 * From version 3.5.0 to 3.5.2 that index could be ahead of the changes. A member that crashed at the wrong
 * moment skipped an entry when it came up, and differed from the others from then on, without a word.
 *
 * ## What happens at once
 *
 * 1. `member.next.setIndex`: the member takes the next entry of the log, and notes its number in memory.
 * 2. `member.finish.change`: it makes the changes of this entry, in memory.
 * 3. `backend.commit`: what is in memory goes to disk, in one transaction: changes and index. This may happen
 *    at any time.
 * 4. `crash`, in the place of one of the member's steps: it comes up with what is on disk.
 *
 * ## The bad interleaving
 *
 * The member notes that it is at entry 1. Before it makes the changes of this entry, the backend commits.
 * The member crashes. On disk it says that entry 1 is applied, and there is nothing of it.
 *
 * ## What helps
 *
 * - `fix` = one-transaction: the index is set under the same lock as the changes, so that no commit gets in
 *   between. That is the repair of version 3.5.3, and all properties are proved.
 * - `fix` = index-last, setting it after the changes, looks as if it were enough, and is not: a commit in
 *   between saves the changes without the index, and after a crash the entry is applied a second time.
 *
 * ## Our assumptions
 *
 * - One member and a log of `entries` entries that is complete and safe from the start. The other members
 *   are where this one would be without crashes.
 * - A crash and coming up again are one step. The member reads the disk and nothing else.
 * - What an entry changes is a count of how often it has been applied. In etcd, applying a change twice is
 *   not always visible.
 * - `index-last` is ours. It is there to show that the order is not the point.
 *
 * ## Sources
 *
 * - The project's post-mortem:
 *   https://github.com/etcd-io/etcd/blob/main/Documentation/postmortems/v3.5-data-inconsistency.md
 * - The change that brought it: https://github.com/etcd-io/etcd/pull/12855
 */

import {
  all,
  array,
  atomic,
  count,
  either,
  fault,
  goto,
  invariant,
  model,
  next,
  process,
  proved,
  range,
  reachable,
  reached,
  record,
  state,
  step,
  variant,
  violated,
  when,
  type Num,
} from 'premortem'

export default model({
  name: 'etcd-index',
  params: {
    entries: count(2, 'entries of the log'),
    fix: variant(
      {
        none: 'the index is set first, and the changes follow',
        'index-last': 'the changes are made first, and the index follows',
        'one-transaction': 'index and changes are one step for whoever commits',
      },
      'when the consistent index is set',
    ),
  },
  build({ entries, fix }) {
    const database = record({
      index: range(0, entries), // the consistent index: the last entry that counts as applied
      applied: array(range(1, entries), range(0, 2, 'saturate')), // how often each entry has been applied
    })
    const memory = state(database)
    const disk = state(database)

    const member = process({
      locals: { entry: range(0, entries) }, // the one being applied; 0 is "none"
      restsAt: ['next'],
      steps: ({ entry }) => {
        const crash = fault(step(memory.becomes(disk), entry.becomes(0), goto('next')))

        const newEntry = memory.index.plus(1)
        const isThere = when(memory.index.below(entries))
        const apply = (which: Num) => memory.applied.at(which).becomes(memory.applied.at(which).plus(1))

        const setIndex = step(isThere, memory.index.becomes(newEntry), entry.becomes(newEntry))
        const change = step(apply(entry), entry.becomes(0), goto('next'))
        if (fix === 'none') return { next: either({ setIndex, crash }), finish: either({ change, crash }) }

        const changeFirst = step(isThere, apply(newEntry), entry.becomes(newEntry))
        const indexLast = step(memory.index.becomes(entry), entry.becomes(0), goto('next'))
        if (fix === 'index-last') {
          return {
            next: either({ change: changeFirst, crash }),
            finish: either({ setIndex: indexLast, crash }),
          }
        }

        return { next: either({ apply: atomic(setIndex, change), crash }) }
      },
    })

    const backend = process({
      restsAt: ['commit'],
      steps: () => ({ commit: step(disk.becomes(memory), goto('commit')) }),
    })

    return {
      memory,
      disk,
      member,
      backend,
      properties: {
        savesWhatItCounts: invariant(
          all(disk.applied, (times, entry) => entry.atMost(disk.index).implies(times.above(0))),
        ),
        skipsNothing: invariant(
          member
            .at('next')
            .implies(
              all(memory.applied, (times, entry) => entry.atMost(memory.index).implies(times.above(0))),
            ),
        ),
        appliesOnce: invariant(all(memory.applied, (times) => times.atMost(1))),
        allSaved: reachable(disk.index.is(entries).and(all(disk.applied, (times) => times.is(1)))),
        goesBack: reachable(next(memory.index).below(memory.index)),
      },
    }
  },
  expect: [
    {
      verdicts: {
        savesWhatItCounts: violated(2),
        skipsNothing: violated(3),
        appliesOnce: proved(),
        allSaved: reached(5),
        goesBack: reached(2),
        deadlock: proved(),
        range: proved(),
      },
    },
    {
      params: { fix: 'index-last' },
      verdicts: { savesWhatItCounts: proved(), skipsNothing: proved(), appliesOnce: violated(4) },
    },
    {
      params: { fix: 'one-transaction' },
      verdicts: {
        savesWhatItCounts: proved(),
        skipsNothing: proved(),
        appliesOnce: proved(),
        allSaved: reached(3),
        goesBack: reached(2),
        deadlock: proved(),
        range: proved(),
      },
    },
  ],
})
