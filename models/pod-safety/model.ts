/**
 * # Two pods with one name
 *
 * A StatefulSet of Kubernetes promises that there is at most one pod of each name: pod-0 has an identity and
 * a volume, and two of them at once can ruin its data. A pod has a name, and a UID that is never used twice.
 * If pod-0 is deleted, the next pod-0 is created only when the kubelet on the old one's node has said that
 * it is gone.
 *
 * A kubelet learns what to run from an API server, of which there are several. Each answers from a cache of
 * its own, which follows the store, and may be behind. In 2018 issue 59848 showed what follows from that:
 * a kubelet that starts anew and asks a server that is behind sees a past in which the old pod is to run
 * here, and runs it.
 *
 * ## What happens at once
 *
 * At the start the first pod runs on node 0, and both API servers know it.
 *
 * 1. `controller.delete`: the pod is marked: it shall go.
 * 2. `controller.create`: when it is gone from the store, a new pod of the same name is stored, for some node.
 * 3. `catchUp`: the cache of an API server catches up with the store.
 * 4. `kubelet.start`: the kubelet sees a pod for its node and starts it.
 * 5. `kubelet.stop`: it sees that this pod shall go, or has gone. It stops it, and removes it from the store,
 *    if it is still there.
 * 6. `kubelet.restart`: the kubelet starts anew, which leaves its pod running. It forgets what it has seen.
 *
 * In 4 and 5 it asks any of the servers, and looks and acts in one step.
 *
 * ## The bad interleaving
 *
 * The first pod is marked, one server catches up, the kubelet of node 0 stops the pod and removes it. A new
 * pod is created, for node 1, and started there. Now the kubelet of node 0 asks the other server. That is
 * still at the beginning, where the first pod is to run on node 0. It starts it.
 *
 * ## What helps
 *
 * - `fix` = not-back: a kubelet does not accept an answer that is older than one it has had. That is what
 *   pull request 67998 did. A restart makes it forget which that was, and so the race takes one more step.
 * - `fix` = consistent-first: in addition, the first answer after a restart is that of the store itself, and
 *   none that is older is accepted. That closes the race: `atMostOnePod` is proved.
 *
 * ## Our assumptions
 *
 * - Two nodes, two API servers, one name. The controller and the scheduler are one, and know the store.
 * - A cache may miss versions in between, but does not go back.
 * - A kubelet may ask another server each time. It keeps no record of pods that it has stopped.
 * - The container goes as soon as the kubelet stops it. The pod is removed by UID: never that of another.
 * - Nobody deletes by force, and no node is lost.
 *
 * ## Sources
 *
 * - https://github.com/kubernetes/kubernetes/issues/59848
 * - https://github.com/kubernetes/kubernetes/pull/67998
 */

import {
  array,
  atMostOne,
  choose,
  count,
  either,
  flag,
  goto,
  invariant,
  model,
  not,
  onlyIf,
  process,
  processes,
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
  type Item,
} from 'premortem'

export default model({
  name: 'pod-safety',
  params: {
    pods: count(2, 'pods that have the name, one after the other'),
    fix: variant(
      {
        none: 'a kubelet believes every answer',
        'not-back': 'a kubelet refuses answers older than one it has had since it started',
        'consistent-first': 'the same, and it starts with what is in the store',
      },
      'which answers a kubelet believes',
    ),
  },
  build({ pods, fix }) {
    const node = range(0, 1)
    const version = range(0, 3 * pods) // of the store: a pod is created, marked and removed
    const podZero = record({
      version,
      uid: range(0, pods), // 0: there is no such pod
      node,
      marked: flag(), // it shall go
    })
    const first = { version: 1, uid: 1 }
    const store = state(podZero.initially(first))
    const server = state(array(2, podZero.initially(first)))
    type View = Item<typeof server>

    const controller = process({
      locals: { created: range(1, pods) },
      restsAt: ['act'],
      steps: ({ created }) => ({
        act: either({
          delete: step(
            when(store.uid.isNot(0), not(store.marked)),
            store.marked.becomes(true),
            store.version.becomes(store.version.plus(1)),
            goto('act'),
          ),
          create: choose({ on: node }, ({ on }) =>
            step(
              when(store.uid.is(0), created.below(pods)),
              created.becomes(created.plus(1)),
              store.uid.becomes(created.plus(1)),
              store.node.becomes(on),
              store.marked.becomes(false),
              store.version.becomes(store.version.plus(1)),
              goto('act'),
            ),
          ),
        }),
      }),
    })

    const runs = state(array(node, range(0, pods)).initially([1, 0])) // the UID of the pod on each node; 0 is "none"
    const kubelet = processes(2, {
      locals: { newest: version.initially(1) }, // the newest answer that it has had since it started
      restsAt: ['act'],
      steps: ({ newest, index: me }) => {
        const mine = runs.at(me)
        const believes = (answer: View) => [
          fix === 'none' ? [] : when(answer.version.atLeast(newest)),
          fix === 'none' ? [] : newest.becomes(answer.version),
        ]
        const isForMe = (answer: View) => answer.uid.isNot(0).and(answer.node.is(me))

        return {
          act: either({
            start: choose({ asks: range(0, 1) }, ({ asks }) => {
              const answer = server.at(asks)
              return step(
                believes(answer),
                when(mine.is(0), isForMe(answer), not(answer.marked)),
                mine.becomes(answer.uid),
                goto('act'),
              )
            }),
            stop: choose({ asks: range(0, 1) }, ({ asks }) => {
              const answer = server.at(asks)
              const shallGo = isForMe(answer).and(answer.marked)
              const isGone = mine.isNot(0).and(answer.uid.isNot(mine))
              const isStillThere = store.uid.is(answer.uid).and(store.marked)
              return step(
                believes(answer),
                when(shallGo.or(isGone)),
                mine.becomes(0),
                onlyIf(
                  shallGo.and(isStillThere),
                  store.uid.becomes(0),
                  store.version.becomes(store.version.plus(1)),
                ),
                goto('act'),
              )
            }),
            restart: step(
              fix === 'none' ? [] : newest.becomes(fix === 'consistent-first' ? store.version : 0),
              goto('act'),
            ),
          }),
        }
      },
    })

    return {
      store,
      server,
      runs,
      controller,
      kubelet,
      catchUp: choose({ which: range(0, 1) }, ({ which }) =>
        step(when(server.at(which).version.below(store.version)), server.at(which).becomes(store)),
      ),
      properties: {
        atMostOnePod: invariant(atMostOne(runs, (uid) => uid.isNot(0))),
        lastRunsHere: reachable(runs.at(0).is(pods).and(runs.at(1).is(0))),
        lastRunsElsewhere: reachable(runs.at(1).is(pods).and(runs.at(0).is(0))),
      },
    }
  },
  expect: [
    {
      verdicts: {
        atMostOnePod: violated(7),
        lastRunsElsewhere: reached(6),
        lastRunsHere: reached(6),
        deadlock: proved(),
        range: proved(),
      },
    },
    { params: { fix: 'not-back' }, verdicts: { atMostOnePod: violated(8) } },
    {
      params: { fix: 'consistent-first' },
      verdicts: {
        atMostOnePod: proved(),
        lastRunsElsewhere: reached(6),
        lastRunsHere: reached(6),
        deadlock: proved(),
        range: proved(),
      },
    },
  ],
})
