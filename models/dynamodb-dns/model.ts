/**
 * # The DNS race that emptied dynamodb.us-east-1.amazonaws.com
 *
 * On 20 October 2025, at 06:48 UTC, the name of DynamoDB's regional endpoint in us-east-1 began to resolve to
 * nothing: no error, zero addresses. It stayed empty until operators repaired it by hand, at 09:25 UTC, and
 * took much of the region with it.
 *
 * DynamoDB keeps its DNS records by two kinds of program. A Planner watches the load balancers and keeps
 * making plans: which balancers, with which weights, for every endpoint at once. Enactors, three of them for
 * safety and with no contact among each other, carry the plans out. For each endpoint an Enactor writes a new
 * tree of records and then points the endpoint's alias at it. An old tree is kept for a while in case
 * somebody has to roll back, and cleaned up once it is much older than the plan in force.
 *
 * ## What happens at once
 *
 * 1. `planner.emit`: the Planner makes the next plan.
 * 2. `enactor.pick`: an idle Enactor takes the newest plan, if that is newer than what every endpoint shows.
 *    This is the only time that it asks.
 * 3. `enactor.flip`: for one endpoint, in one batch that happens as a whole or not at all: write the plan's
 *    tree, note in the rollback record what was active, point the alias at the new tree. The batch is refused
 *    if what was active is not there, since the rollback record would point at nothing. Then on to the next
 *    endpoint, and after the last to clean-up.
 * 4. `enactor.cleanUp`: delete one tree that is too old, the oldest of its endpoint first. When none is left,
 *    the Enactor is idle again.
 *
 * ## The bad interleaving
 *
 * One Enactor takes plan 1, asks whether it is the newest (it is), and is held up. Plans 2 and 3 are made.
 * The other Enactor takes plan 3 and flips the endpoint to it. Now the first one goes on. Nobody asks again,
 * so it flips the endpoint back to plan 1, whose tree it writes anew. The second one cleans up: plan 1 is two
 * older than its own, so that tree goes. The alias points at nothing.
 *
 * Then the second defect shows. Every batch has to note what was active, and that is gone; so every batch of
 * every Enactor is refused, whatever newer plans there are. The blip has become an outage: `recovers` is
 * never reached, and the model stands still (`deadlock`) with all Enactors in front of `flip`. With `fix` =
 * tolerant, which only lets a rollback record point at nothing, the race is as it was, and the next plan
 * repairs the endpoint.
 *
 * ## What would have helped
 *
 * - `recheck`, asking again just before each batch, narrows the window and leaves it open: 10 steps instead
 *   of 8.
 * - `cleaner-racy`, a clean-up that looks at the alias before it deletes, does the same: the alias can turn
 *   in between.
 * - `cleaner-atomic`, looking and deleting in one batch, keeps the endpoint alive. But `noRegression` still
 *   fails: stale plans are served.
 * - `cas`, asking inside the batch that writes, closes it: both properties hold at every depth, and clean-up
 *   needs no change.
 * - The lock that there was does not help (`locks`). An Enactor puts a lock record at the head of each batch
 *   and replaces it there, so that a batch fails if somebody else has taken the lock since. That compares the
 *   lock, not the plan: who is late with an old plan has only to wait until the lock is free. All verdicts
 *   stay as they are, some steps later.
 * - A larger `age` moves the race out of sight: with age 4 there is none in 4 plans, and there is one in 5.
 *
 * ## Our assumptions (AWS did not publish these)
 *
 * - From which age on clean-up deletes a tree: here 2 plans. The report says "significantly older".
 * - What clean-up looks at: here only the age of a tree against the Enactor's own plan, not which tree is
 *   active.
 * - Where exactly the check is, and against what: here once, on taking up a plan, against the active plans of
 *   all endpoints.
 * - Why the Enactor was slow. The talk says that it lost the race for the endpoint's lock many times in a
 *   row, not why. Here any step may be held up for any time. Without `locks` the lock is nothing but the
 *   wholeness of a batch; with it, a record may expire at any time, and an Enactor that has tried `retries`
 *   times in vain waits until the lock is free.
 * - That a batch is refused when its rollback target is gone. The talk says that the code could not deal with
 *   it; that the DNS service refuses an alias to a missing record is our guess at how.
 * - That the tree and the alias are written in one batch, and that clean-up deletes one tree a step, in this
 *   order.
 * - That the Planner stops after `plans` plans. The real one goes on for ever; where that matters, raise the
 *   number.
 * - The fixes are candidates. What AWS changed is not known.
 *
 * ## Sources
 *
 * - AWS, Summary of the Amazon DynamoDB Service Disruption in the Northern Virginia (US-EAST-1) Region:
 *   https://aws.amazon.com/message/101925/
 * - Craig Howard at AWS re:Invent 2025 (DAT453), who tells of the alias, the rollback record and the lock:
 *   https://www.youtube.com/watch?v=YZUNNzLDWb8
 */

import {
  all,
  array,
  atomic,
  choose,
  count,
  either,
  flag,
  goto,
  holds,
  invariant,
  model,
  next,
  none,
  not,
  onlyIf,
  process,
  processes,
  proved,
  range,
  reachable,
  reached,
  record,
  some,
  state,
  step,
  toggle,
  transition,
  unreached,
  variant,
  violated,
  when,
  type Item,
  type Num,
} from 'premortem'

export default model({
  name: 'dynamodb-dns',
  params: {
    enactors: count(2, 'Enactors, which know nothing of each other'),
    endpoints: count(1, 'endpoints that every plan covers'),
    plans: count(3, 'plans that the Planner makes'),
    age: count(2, 'how many plans older a tree has to be before clean-up deletes it'),
    fix: variant(
      {
        none: 'one check, before the first endpoint',
        recheck: 'the check again before each endpoint, as a step of its own',
        cas: 'the check inside the batch that writes',
        'cleaner-racy': 'clean-up looks which plan is active, and deletes in a later step',
        'cleaner-atomic': 'clean-up looks and deletes in one step',
        tolerant: 'the rollback record may point at a tree that is gone',
      },
      'what is done about the race',
    ),
    locks: toggle(false, 'the lock record of each endpoint: taken before a batch, compared in it'),
    retries: count(1, 'with locks: how often an Enactor that has lost tries again at once', { min: 0 }),
  },
  build({ enactors, endpoints, plans, age, fix, locks, retries }) {
    const planner = process({
      locals: { latest: range(0, plans) }, // plans are numbered from 1; 0 is "none yet"
      steps: ({ latest }) => ({
        emit: step(when(latest.below(plans)), latest.becomes(latest.plus(1)), goto('emit')),
      }),
      restsAt: ['emit'],
    })

    const endpoint = state(
      array(
        endpoints,
        record({
          active: range(0, plans), // the alias: whose tree answers
          rollback: range(0, plans), // whose tree answered before
          tree: array(range(1, plans), flag()), // which plans' trees are there
        }),
      ),
    )
    type Endpoint = Item<typeof endpoint>

    // Whose lock record it is, by number plus 1, or 0 for nobody's; and how often each Enactor has lost.
    const locking = locks
      ? {
          lock: state(array(endpoints, range(0, enactors))),
          lost: state(array(enactors, range(0, retries, 'saturate'))),
        }
      : undefined

    const isEmpty = ({ active, tree }: Endpoint) => active.isNot(0).and(not(tree.at(active)))

    const enactor = processes(enactors, {
      locals: {
        plan: range(0, plans), // the plan in hand
        visiting: range(0, endpoints - 1, 'wrap'), // the endpoint it has come to
        old: range(0, plans), // the tree it is about to delete
      },
      restsAt: ['pick'],
      steps: ({ plan, visiting, old, index }) => {
        const here = endpoint.at(visiting)
        const update = fix === 'recheck' ? 'recheck' : locks ? 'lock' : 'flip'
        const toNextEndpoint = [
          visiting.becomes(visiting.plus(1)),
          onlyIf(visiting.is(endpoints - 1), goto('cleanUp')).otherwise(goto(update)),
        ]

        // Take the newest plan, if no endpoint shows one as new. Nobody asks again, unless a fix does.
        const pick = step(
          when(all(endpoint, (e) => planner.latest.above(e.active))),
          plan.becomes(planner.latest),
          locking?.lost.at(index).becomes(0) ?? [],
        )

        // With `recheck`: pass over an endpoint that shows a plan as new as this one.
        const recheck = step(onlyIf(plan.atMost(here.active), toNextEndpoint))

        // With `locks`: put the own record where there is none, or lose and try again, so many times; then wait.
        const own = index + 1
        const holder = locking?.lock.at(visiting)
        const tries = locking?.lost.at(index)
        const lose = [tries?.becomes(tries.plus(1)) ?? [], goto('lock')]
        const take =
          holder === undefined || tries === undefined
            ? undefined
            : step(
                when(holder.is(0).or(holder.is(own), tries.below(retries))),
                onlyIf(holder.is(0).or(holder.is(own)), holder.becomes(own)).otherwise(lose),
              )

        // Everything in a batch happens or nothing does.
        const batch = [
          here.tree.at(plan).becomes(true),
          here.rollback.becomes(here.active),
          here.active.becomes(plan),
        ]
        const write = [fix === 'cas' ? onlyIf(plan.above(here.active), batch) : batch, toNextEndpoint]
        const flip = step(
          fix === 'tolerant' ? [] : when(not(isEmpty(here))),
          holder === undefined ? write : onlyIf(holder.is(own), write).otherwise(lose),
        )

        // A tree is due if it is there and too old. Finding one and deleting it are one step, but for `cleaner-racy`.
        const sparesActive = fix === 'cleaner-racy' || fix === 'cleaner-atomic'
        const isDue = (e: Endpoint, tree: Num) =>
          e.tree.at(tree).and(tree.atMost(plan.minus(age)), sparesActive ? e.active.isNot(tree) : true)

        const look = choose({ from: range(0, endpoints - 1), tree: range(1, plans) }, ({ from, tree }) => {
          const e = endpoint.at(from)
          return step(
            when(
              isDue(e, tree),
              none(e.tree, (_, older) => older.below(tree).and(isDue(e, older))),
            ),
            visiting.becomes(from),
            old.becomes(tree),
          )
        })
        const remove = step(
          here.tree.at(old).becomes(false),
          visiting.becomes(0),
          old.becomes(0),
          goto('cleanUp'),
        )
        const finish = step(
          when(none(endpoint, (e) => some(e.tree, (_, tree) => isDue(e, tree)))),
          plan.becomes(0),
          goto('pick'),
        )

        return {
          pick,
          recheck: fix === 'recheck' ? recheck : undefined,
          lock: take,
          flip,
          cleanUp: either(
            fix === 'cleaner-racy' ? { look, finish } : { delete: atomic(look, remove), finish },
          ),
          delete: fix === 'cleaner-racy' ? remove : undefined,
        }
      },
    })

    // A lock record is good for some time only, whatever its holder is at.
    const expire = locking && {
      expire: choose({ of: range(0, endpoints - 1) }, ({ of }) =>
        step(when(locking.lock.at(of).above(0)), locking.lock.at(of).becomes(0)),
      ),
    }

    return {
      planner,
      endpoint,
      enactor,
      ...locking,
      ...expire,
      properties: {
        noEmptyEndpoint: invariant(none(endpoint, isEmpty)),
        noRegression: transition(all(endpoint, ({ active }) => next(active).atLeast(active))),
        recovers: reachable(some(endpoint, (e) => isEmpty(e).and(next(not(isEmpty(e)))))),
      },
    }
  },
  expect: [
    {
      verdicts: {
        noEmptyEndpoint: violated(8),
        noRegression: violated(6),
        recovers: unreached(20),
        deadlock: violated(12),
        range: holds(20),
      },
    },
    {
      params: { endpoints: 2, plans: 4 },
      verdicts: { noEmptyEndpoint: violated(9), noRegression: violated(6), deadlock: violated(15) },
    },
    {
      params: { fix: 'recheck' },
      verdicts: { noEmptyEndpoint: violated(10), noRegression: violated(8), deadlock: violated(16) },
    },
    {
      params: { fix: 'recheck', endpoints: 2, plans: 4 },
      verdicts: { noEmptyEndpoint: violated(12), noRegression: violated(8), deadlock: violated(20) },
    },
    {
      params: { fix: 'cas' },
      verdicts: { noEmptyEndpoint: proved(), noRegression: proved(), deadlock: proved() },
    },
    {
      params: { fix: 'cas', endpoints: 2, plans: 4 },
      verdicts: { noEmptyEndpoint: proved(), noRegression: proved(), deadlock: proved() },
    },
    {
      params: { fix: 'cleaner-racy' },
      verdicts: { noEmptyEndpoint: violated(12), noRegression: violated(6), deadlock: violated(16) },
    },
    {
      params: { fix: 'cleaner-atomic' },
      verdicts: { noEmptyEndpoint: proved(), noRegression: violated(6), deadlock: proved() },
    },
    {
      params: { fix: 'tolerant' },
      verdicts: { noEmptyEndpoint: violated(8), recovers: reached(11), deadlock: proved() },
    },
    {
      params: { locks: true },
      verdicts: {
        noEmptyEndpoint: violated(11),
        noRegression: violated(9),
        recovers: unreached(),
        deadlock: violated(19),
      },
    },
    {
      params: { locks: true, fix: 'recheck' },
      verdicts: { noEmptyEndpoint: violated(13), noRegression: violated(11), deadlock: violated(23) },
    },
    {
      params: { locks: true, fix: 'cas' },
      verdicts: { noEmptyEndpoint: proved(), noRegression: proved(), deadlock: proved(), range: proved() },
    },
    {
      params: { locks: true, fix: 'cleaner-atomic' },
      verdicts: { noEmptyEndpoint: proved(), noRegression: violated(9), deadlock: proved() },
    },
    {
      params: { locks: true, fix: 'tolerant' },
      verdicts: { noEmptyEndpoint: violated(11), recovers: reached(15), deadlock: proved() },
    },
    {
      params: { age: 4, plans: 4 },
      verdicts: { noEmptyEndpoint: proved(), noRegression: violated(6), deadlock: proved() },
    },
    {
      params: { age: 4, plans: 5 },
      verdicts: { noEmptyEndpoint: violated(10), recovers: unreached(), deadlock: violated(14) },
    },
  ],
})
