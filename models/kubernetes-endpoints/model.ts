/**
 * # The pod that came back, and got no traffic
 *
 * In Kubernetes the Endpoints controller keeps the list of the pods that traffic may go to. When a pod
 * becomes ready or unready, the controller works out what the list should say, compares that with what it
 * says now, and writes it if the two differ. To spare the API server it does not ask what the list says now.
 * It looks into a copy, the informer's cache, which is told of every change a little later:
 *
 *     const desired = endpointsFor(await pods())
 *     if (isEqual(desired, cache.get('endpoints'))) return
 *     await api.update('endpoints', desired)
 *
 * A pod was unready for a moment and ready again at once. From then on it was left out of the list, although
 * it was ready, and nothing was ever going to put that right.
 *
 * ## What happens at once
 *
 * 1. `pod.fail`, `pod.recover`: the pod becomes unready, or ready again. The controller has work to do.
 * 2. `controller.sync`: the controller looks at the pod, and compares what the list should say with its copy
 *    of the list. If they agree it has nothing to do.
 * 3. `controller.write`: it writes the list.
 * 4. `cacheCatchesUp`: the copy becomes what the list is.
 *
 * Each write makes a new version of the list.
 *
 * ## The bad interleaving
 *
 * The pod fails. The controller writes that it is unready. The pod recovers, and the controller looks again,
 * so soon that its copy does not know of its own write yet. The copy says "ready". That is what the list
 * should say, so the controller writes nothing. Now the copy catches up. Everything is quiet: the pod is
 * ready, the list says that it is not, and nobody has reason to look again until the pod's next change.
 *
 * The API server would have refused a write that was based on an old copy. It cannot refuse one that is left
 * out. "There is nothing to do" is a decision as well, and it was made from old data.
 *
 * ## What helps
 *
 * - `fix` = notice-stale is what Kubernetes does. The controller remembers which version it wrote last. If
 *   its copy is older than that, it does not decide but tries again later.
 * - `fix` = ask, not using the copy, helps too. It is what the copy is there to avoid.
 *
 * ## Our assumptions
 *
 * - One pod, one list, one controller, and nobody else writes the list.
 * - What the controller knows of the pod is up to date. Only its copy of the list lags behind.
 * - The copy catches up with everything at once. With a single writer this hides nothing: a copy that is not
 *   the newest is either trusted or not, however old it is.
 * - A write carries the version that it is based on. If that is not the newest, the API server refuses it,
 *   and the controller tries again.
 * - The controller does not restart.
 *
 * ## Sources
 *
 * - The issue: https://github.com/kubernetes/kubernetes/issues/125638
 * - The repair: https://github.com/kubernetes/kubernetes/pull/125675
 * - Of the same family: https://github.com/kubernetes/kubernetes/issues/127429 and
 *   https://github.com/kubernetes/kubernetes/issues/47711
 */

import {
  count,
  fault,
  flag,
  goto,
  invariant,
  model,
  not,
  onlyIf,
  process,
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
  name: 'kubernetes-endpoints',
  params: {
    flaps: count(1, 'times that the pod fails and recovers'),
    fix: variant(
      {
        none: 'the controller trusts its copy',
        'notice-stale': 'the controller tries again later if its copy is older than its last write',
        ask: 'the controller asks the API server instead of looking at its copy',
      },
      'how the controller learns what the list says now',
    ),
  },
  build({ flaps, fix }) {
    const version = range(0, 2 * flaps)
    const endpoints = state({ ready: flag().initially(true), version })
    const cache = state({ ready: flag().initially(true), version })
    const queued = state(flag()) // the controller has work to do

    const pod = process({
      locals: { ready: flag().initially(true), flaps: range(0, flaps) },
      restsAt: ['fail'],
      steps: ({ ready, flaps: soFar }) => ({
        fail: fault(step(when(soFar.below(flaps)), ready.becomes(false), queued.becomes(true))),
        recover: step(ready.becomes(true), soFar.becomes(soFar.plus(1)), queued.becomes(true), goto('fail')),
      }),
    })

    const controller = process({
      locals: {
        desired: flag(),
        basedOn: version, // of the list that it has compared with
        written: version, // by its last write
      },
      restsAt: ['sync'],
      steps: ({ desired, basedOn, written }) => {
        const known = fix === 'ask' ? endpoints : cache
        const decide = onlyIf(known.ready.is(pod.ready), queued.becomes(false), goto('sync')).otherwise(
          queued.becomes(false),
          desired.becomes(pod.ready),
          basedOn.becomes(known.version),
        )
        const newVersion = endpoints.version.plus(1)

        return {
          sync: step(
            when(queued),
            fix === 'notice-stale'
              ? onlyIf(cache.version.below(written), goto('sync')).otherwise(decide)
              : decide,
          ),
          write: step(
            onlyIf(
              endpoints.version.is(basedOn),
              endpoints.ready.becomes(desired),
              endpoints.version.becomes(newVersion),
              written.becomes(newVersion),
            ).otherwise(queued.becomes(true)),
            goto('sync'),
          ),
        }
      },
    })

    const isQuiet = controller.at('sync').and(not(queued), cache.version.is(endpoints.version))

    return {
      endpoints,
      cache,
      queued,
      pod,
      controller,
      cacheCatchesUp: step(
        when(cache.version.below(endpoints.version)),
        cache.ready.becomes(endpoints.ready),
        cache.version.becomes(endpoints.version),
      ),
      properties: {
        rightWhenQuiet: invariant(isQuiet.implies(endpoints.ready.is(pod.ready))),
        tellsOfFailure: reachable(isQuiet.and(not(endpoints.ready), not(pod.ready))),
        tellsOfRecovery: reachable(isQuiet.and(endpoints.ready, endpoints.version.is(2 * flaps))),
      },
    }
  },
  expect: [
    {
      verdicts: {
        rightWhenQuiet: violated(6),
        tellsOfFailure: reached(4),
        tellsOfRecovery: reached(8),
        deadlock: proved(),
        range: proved(),
      },
    },
    {
      params: { fix: 'notice-stale' },
      verdicts: {
        rightWhenQuiet: proved(),
        tellsOfFailure: reached(4),
        tellsOfRecovery: reached(8),
        deadlock: proved(),
        range: proved(),
      },
    },
    {
      params: { fix: 'notice-stale', flaps: 2 },
      verdicts: {
        rightWhenQuiet: proved(),
        tellsOfRecovery: reached(16),
        deadlock: proved(),
        range: proved(),
      },
    },
    {
      params: { fix: 'ask' },
      verdicts: {
        rightWhenQuiet: proved(),
        tellsOfFailure: reached(4),
        tellsOfRecovery: reached(7),
        deadlock: proved(),
        range: proved(),
      },
    },
  ],
})
