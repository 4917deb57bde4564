import {
  all,
  array,
  atomic,
  choose,
  count,
  either,
  flag,
  goto,
  invariant,
  model,
  next,
  none,
  not,
  onlyIf,
  process,
  processes,
  range,
  reachable,
  record,
  some,
  state,
  step,
  transition,
  variant,
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
      'what is changed',
    ),
  },
  build({ enactors, endpoints, plans, age, fix }) {
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

    const isEmpty = ({ active, tree }: Endpoint) => active.isNot(0).and(not(tree.at(active)))

    const enactor = processes(enactors, {
      locals: {
        plan: range(0, plans), // the plan in hand
        visiting: range(0, endpoints - 1, 'wrap'), // the endpoint it has come to
        old: range(0, plans), // the tree it is about to delete
      },
      restsAt: ['pick'],
      steps: ({ plan, visiting, old }) => {
        const here = endpoint.at(visiting)
        const toNextEndpoint = [
          visiting.becomes(visiting.plus(1)),
          onlyIf(visiting.is(endpoints - 1), goto('cleanUp')).otherwise(
            goto(fix === 'recheck' ? 'recheck' : 'flip'),
          ),
        ]

        const pick = step(
          when(all(endpoint, (e) => planner.latest.above(e.active))),
          plan.becomes(planner.latest),
        )

        const recheck = step(onlyIf(plan.atMost(here.active), toNextEndpoint))

        const batch = [
          here.tree.at(plan).becomes(true),
          here.rollback.becomes(here.active),
          here.active.becomes(plan),
        ]
        const flip = step(
          fix === 'tolerant' ? [] : when(not(isEmpty(here))),
          fix === 'cas' ? onlyIf(plan.above(here.active), batch) : batch,
          toNextEndpoint,
        )

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
          flip,
          cleanUp: either(
            fix === 'cleaner-racy' ? { look, finish } : { delete: atomic(look, remove), finish },
          ),
          delete: fix === 'cleaner-racy' ? remove : undefined,
        }
      },
    })

    return {
      planner,
      endpoint,
      enactor,
      properties: {
        noEmptyEndpoint: invariant(none(endpoint, isEmpty)),
        noRegression: transition(all(endpoint, ({ active }) => next(active).atLeast(active))),
        recovers: reachable(some(endpoint, (e) => isEmpty(e).and(next(not(isEmpty(e)))))),
      },
    }
  },
})
