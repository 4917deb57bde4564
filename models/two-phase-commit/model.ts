/**
 * # Two-phase commit: stuck or wrong
 *
 * A transaction has touched several databases. In the end all of them commit it, or all abort it. A
 * coordinator asks everybody to vote. Who votes yes promises to be able to commit, whatever happens, and
 * waits for the decision. If all vote yes the coordinator decides to commit, otherwise to abort, writes that
 * to its log, and tells everybody.
 *
 * Between its yes and the decision a participant can do nothing by itself. It keeps its locks and waits. If
 * the coordinator is down it waits until that is up again; sooner or later somebody cannot bear to watch,
 * and gives the wait a timeout.
 *
 * ## What happens at once
 *
 * 1. `participant.vote`: it votes yes, or votes no and aborts.
 * 2. `coordinator.decide`: it decides to commit if all votes are there and yes, or decides to abort, which
 *    it may do at any time. The decision is in its log.
 * 3. `participant.hear`: the coordinator is up and has decided, and the participant does what was decided.
 *    With `timeout` = abort it may also give up, and abort.
 * 4. `coordinator.decided`: when all have heard the decision, the coordinator is done.
 * 5. `crash`, instead of `decide` or `decided`: the coordinator is down, and has nothing but its log.
 * 6. `coordinator.recover`: it is up again. If its log is empty, it decides to abort.
 *
 * ## The bad interleaving
 *
 * All participants vote yes. The coordinator decides to commit. One participant hears of it and commits. One
 * that has not heard yet gives up and aborts. No crash is needed, only a slow message.
 *
 * ## Stuck or wrong
 *
 * With a coordinator that never recovers (`coordinator` = lost) one has the choice:
 *
 * - `timeout` = wait: `atomic` is proved. But all participants have voted yes, the coordinator goes down
 *   before it decides, and they wait for ever (`deadlock`).
 * - `timeout` = abort: nobody waits for ever, and `atomic` is violated.
 *
 * There is no better timeout. From where the participant stands the decision may be either, and nobody is
 * there who could tell. What helps is a coordinator that always recovers (the default), or one that is
 * replicated.
 *
 * ## Our assumptions
 *
 * - A participant hears the decision from a coordinator that is up. A message that arrives after the crash
 *   might as well have arrived just before.
 * - The log survives crashes, and a decision is told only once it is in the log. Votes do not survive.
 * - All votes are looked at in one step. Votes do not change, so it is no matter when each is received.
 * - The coordinator crashes as often as it likes, participants do not. Participants do not ask each other.
 *
 * ## Sources
 *
 * - J. N. Gray, Notes on Data Base Operating Systems, in Operating Systems: An Advanced Course, 1978.
 * - D. Skeen, Nonblocking Commit Protocols, SIGMOD 1981.
 * - J. Gray and L. Lamport, Consensus on Transaction Commit, ACM Transactions on Database Systems 31(1),
 *   2006.
 */

import {
  all,
  count,
  done,
  either,
  fault,
  flag,
  goto,
  invariant,
  model,
  none,
  oneOf,
  onlyIf,
  process,
  processes,
  proved,
  reachable,
  reached,
  some,
  state,
  step,
  variant,
  violated,
  when,
} from 'premortem'

export default model({
  name: 'two-phase-commit',
  params: {
    participants: count(3, 'databases that the transaction has touched'),
    timeout: variant(
      {
        wait: 'it waits until it hears of it',
        abort: 'it may give up and abort',
      },
      'what a participant does that has voted yes and hears of no decision',
    ),
    coordinator: variant(
      {
        recovers: 'it comes up again, with its log',
        lost: 'it does not come up again',
      },
      'what becomes of a coordinator that has crashed',
    ),
  },
  build({ participants, timeout, coordinator: fate }) {
    const log = state(oneOf('empty', 'commit', 'abort'))
    const up = state(flag().initially(true))

    const participant = processes(participants, {
      locals: {
        vote: oneOf('none', 'yes', 'no'), // as the coordinator knows it
        outcome: oneOf('open', 'committed', 'aborted'),
      },
      steps: ({ vote, outcome }) => {
        const commit = step(when(up, log.is('commit')), outcome.becomes('committed'))
        const abort = step(when(up, log.is('abort')), outcome.becomes('aborted'))
        const giveUp = step(outcome.becomes('aborted'))
        return {
          vote: either({
            yes: step(vote.becomes('yes')),
            no: step(vote.becomes('no'), outcome.becomes('aborted'), done),
          }),
          hear: either(timeout === 'abort' ? { commit, abort, giveUp } : { commit, abort }),
        }
      },
    })

    const coordinator = process({
      steps: () => {
        const crash = fault(step(up.becomes(false), fate === 'recovers' ? goto('recover') : done))
        const recover = step(up.becomes(true), onlyIf(log.is('empty'), log.becomes('abort')), goto('decided'))
        return {
          decide: either({
            commit: step(when(all(participant, (p) => p.vote.is('yes'))), log.becomes('commit')),
            abort: step(log.becomes('abort')),
            crash,
          }),
          decided: either({ finish: step(when(all(participant, (p) => p.at('done'))), done), crash }),
          recover: fate === 'recovers' ? recover : undefined,
        }
      },
    })

    const someCommitted = some(participant, (p) => p.outcome.is('committed'))

    return {
      log,
      up,
      participant,
      coordinator,
      properties: {
        atomic: invariant(someCommitted.implies(none(participant, (p) => p.outcome.is('aborted')))),
        unanimous: invariant(someCommitted.implies(all(participant, (p) => p.vote.is('yes')))),
        allCommit: reachable(all(participant, (p) => p.outcome.is('committed'))),
        allAbort: reachable(all(participant, (p) => p.outcome.is('aborted'))),
      },
    }
  },
  expect: [
    {
      verdicts: {
        atomic: proved(),
        unanimous: proved(),
        allCommit: reached(7),
        allAbort: reached(3),
        deadlock: proved(),
        range: proved(),
      },
    },
    {
      params: { participants: 5 },
      verdicts: {
        atomic: proved(),
        unanimous: proved(),
        allCommit: reached(11),
        deadlock: proved(),
        range: proved(),
      },
    },
    {
      params: { timeout: 'abort' },
      verdicts: { atomic: violated(6), unanimous: proved(), deadlock: proved(), range: proved() },
    },
    {
      params: { coordinator: 'lost' },
      verdicts: {
        atomic: proved(),
        unanimous: proved(),
        allCommit: reached(7),
        deadlock: violated(4),
        range: proved(),
      },
    },
    {
      params: { coordinator: 'lost', timeout: 'abort' },
      verdicts: { atomic: violated(6), deadlock: proved(), range: proved() },
    },
  ],
})
