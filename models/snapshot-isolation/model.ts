/**
 * # The report that was wrong although everybody behaved
 *
 * A shop files its receipts by day. Clerks enter receipts for the day that is open. In the evening somebody
 * closes the day, which opens the next one. From then on no receipt can get into the closed day, or so one
 * thinks, and a report on it is printed and filed.
 *
 * All of it runs in transactions, under snapshot isolation: each transaction sees the database as it was
 * when it began, and two that change the same row cannot both commit. For years it was taken for granted
 * that a transaction which only reads can do no harm there. In 2004 Fekete, O'Neil and O'Neil showed that it
 * can. This form of the story is Kevin Grittner's, from the work on serializable transactions in PostgreSQL.
 *
 * ## What happens at once
 *
 * 1. `clerk.begin`: a clerk's transaction begins. It sees which day is open.
 * 2. `clerk.commit`: it files the receipt under that day, and commits.
 * 3. `closer.close`: a transaction closes the day. Now the next one is open.
 * 4. `printer.read`: when the day is closed, a transaction reads its receipts, once and for all.
 *
 * ## The bad interleaving
 *
 * A clerk begins, and sees that Monday is open. Monday is closed. The report reads Monday: there are no
 * receipts. The clerk commits a receipt for Monday.
 *
 * Where is the mistake? The clerk and the closer alone are fine: it is as if the clerk had come first. The
 * closer and the report alone are fine. But the report has seen the closer's work and not the clerk's, as
 * if the closer had come first. Both cannot be. Take the report away, and there is no trace of a problem:
 * every receipt is filed (`allFiled` is proved in every variant), and the day is closed.
 *
 * ## What helps
 *
 * - `isolation` = serializable: the database notices that the clerk has read what the closer has changed
 *   since, and is about to change what the report has read. It aborts the clerk, who begins again and sees
 *   Tuesday. The report is final, provably.
 * - `isolation` = deferrable: the report waits until no transaction is under way that could still make it
 *   wrong. Nobody is aborted.
 * - `isolation` = read-committed is no help. Each statement sees what is committed at its moment, so that not
 *   even one report need agree with itself: a receipt can come in between the sum and the list.
 *
 * ## Our assumptions
 *
 * - Two days and one report. Each receipt is a row of its own, so that clerks are not in each other's way;
 *   here they are counted. A receipt is visible when its clerk commits.
 * - Closing is one step. Nothing depends on what another could do in the middle of it.
 * - `serializable` aborts the clerk exactly when both conflicts are there. PostgreSQL is more careful: it
 *   may abort where there is no need to, or abort another of the three.
 * - `deferrable` waits for all clerks that have begun. PostgreSQL takes a snapshot, waits, and takes another
 *   one if the first turns out to be unsafe; this goes together with serializable transactions there.
 * - Under `read-committed`, too, the clerk asks for the day in one statement and files in a later one.
 *
 * ## Sources
 *
 * - K. Grittner's example: https://postgrespro.com/list/thread-id/1724608
 * - A. Fekete, E. O'Neil and P. O'Neil, A Read-Only Transaction Anomaly Under Snapshot Isolation, SIGMOD
 *   Record 33(3), 2004.
 * - D. R. K. Ports and K. Grittner, Serializable Snapshot Isolation in PostgreSQL, VLDB 2012.
 */

import {
  array,
  count,
  flag,
  goto,
  howMany,
  invariant,
  model,
  next,
  none,
  oneOf,
  onlyIf,
  process,
  processes,
  proved,
  range,
  reachable,
  reached,
  some,
  state,
  step,
  sum,
  transition,
  unreached,
  variant,
  violated,
  when,
} from 'premortem'

export default model({
  name: 'snapshot-isolation',
  params: {
    clerks: count(2, 'clerks, each with a receipt'),
    isolation: variant(
      {
        snapshot: 'a transaction sees the database as it was when it began',
        serializable: 'the same, and a transaction with a dangerous pair of conflicts is aborted',
        deferrable: 'a report waits until no clerk is under way',
        'read-committed': 'each statement sees what is committed at its moment',
      },
      'what transactions see of each other',
    ),
  },
  build({ clerks, isolation }) {
    const day = oneOf('monday', 'tuesday')
    const open = state(day)
    const receipts = state(array(day, range(0, clerks))) // how many are committed, by day

    const report = state({
      isPrinted: flag(),
      sum: range(0, clerks), // of Monday's receipts
      listed: range(0, clerks), // how many of them are in the list below the sum
    })

    const clerk = processes(clerks, {
      locals: { filesUnder: day },
      steps: ({ filesUnder }) => {
        const pile = receipts.at(filesUnder)
        const file = pile.becomes(pile.plus(1))
        const dayHasChanged = open.isNot(filesUnder)
        const reportHasRead = report.isPrinted.and(filesUnder.is('monday'))
        return {
          begin: step(filesUnder.becomes(open)),
          commit: step(
            isolation === 'serializable'
              ? onlyIf(dayHasChanged.and(reportHasRead), goto('begin')).otherwise(file)
              : file,
          ),
        }
      },
    })

    const closer = process({
      steps: () => ({ close: step(open.becomes('tuesday')) }),
    })

    const printer = process({
      steps: () => {
        const isClosed = when(open.isNot('monday'))
        const noClerkUnderWay = when(none(clerk, (c) => c.at('commit')))
        const sum = report.sum.becomes(receipts.at('monday'))
        const list = [report.listed.becomes(receipts.at('monday')), report.isPrinted.becomes(true)]
        return isolation === 'read-committed'
          ? { sum: step(isClosed, sum), list: step(list) }
          : { read: step(isClosed, isolation === 'deferrable' ? noClerkUnderWay : [], sum, list) }
      },
    })

    const { isPrinted } = report

    return {
      open,
      receipts,
      report,
      clerk,
      closer,
      printer,
      properties: {
        reportIsFinal: transition(isPrinted.implies(next(receipts.at('monday')).is(receipts.at('monday')))),
        reportAgreesWithItself: invariant(isPrinted.implies(report.sum.is(report.listed))),
        allFiled: invariant(howMany(clerk, (c) => c.at('done')).is(sum(receipts, (n) => n))),
        reportOfAll: reachable(isPrinted.and(report.sum.is(clerks))),
        reportOfNone: reachable(isPrinted.and(receipts.at('tuesday').is(clerks))),
        someoneIsAborted: reachable(some(clerk, (c) => c.at('commit').and(next(c.at('begin'))))),
      },
    }
  },
  expect: [
    {
      verdicts: {
        reportIsFinal: violated(4),
        reportAgreesWithItself: proved(),
        allFiled: proved(),
        reportOfAll: reached(6),
        reportOfNone: reached(6),
        someoneIsAborted: unreached(),
        deadlock: proved(),
        range: proved(),
      },
    },
    {
      params: { isolation: 'serializable' },
      verdicts: {
        reportIsFinal: proved(),
        reportAgreesWithItself: proved(),
        allFiled: proved(),
        reportOfAll: reached(6),
        reportOfNone: reached(6),
        someoneIsAborted: reached(4),
        deadlock: proved(),
        range: proved(),
      },
    },
    {
      params: { isolation: 'deferrable' },
      verdicts: {
        reportIsFinal: proved(),
        reportAgreesWithItself: proved(),
        allFiled: proved(),
        reportOfAll: reached(6),
        reportOfNone: reached(6),
        someoneIsAborted: unreached(),
        deadlock: proved(),
        range: proved(),
      },
    },
    {
      params: { isolation: 'read-committed' },
      verdicts: {
        reportIsFinal: violated(5),
        reportAgreesWithItself: violated(5),
        allFiled: proved(),
        deadlock: proved(),
        range: proved(),
      },
    },
  ],
})
