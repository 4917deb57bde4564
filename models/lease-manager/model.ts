/**
 * # The manager that worked without pause and got nothing done
 *
 * On 20 October 2025 the name of DynamoDB's endpoint in us-east-1 was empty for two and a half hours (the
 * story `dynamodb-dns`). At 09:25 UTC it was back, and new virtual machines could still not be started.
 * EC2 keeps a lease for each of its physical servers, called droplets: a program, the DropletWorkflow
 * Manager, completes a check with every droplet every few minutes, through DynamoDB. While that was away the
 * leases ran out, and a droplet without a lease takes no new machine.
 *
 * When DynamoDB was back, the manager set about renewing the leases of the whole fleet. With so many
 * droplets, each took so long that the work timed out before it was done, and was queued again. AWS calls
 * this congestive collapse: everybody is busy and there is no progress. There was no procedure for it.
 * Nearly two hours later operators throttled the incoming work and restarted some of the hosts. At 12:28 all
 * leases were back.
 *
 * ## What happens at once
 *
 * 1. `dynamoDB.fail` and `dynamoDB.repair`: the outage begins and ends.
 * 2. `lapse`: during the outage, a droplet's lease runs out.
 * 3. `manager.next.begin`: the manager comes to a droplet without a lease, and makes the first of two checks.
 * 4. `manager.next.complete`: it comes to a droplet for which the first check has been made, and makes the
 *    second: the droplet has a lease again.
 * 5. `manager.next.pass`: there is nothing to do for this droplet now, which takes no time.
 *
 * The manager goes round, from one droplet to the next. Whenever it makes a check the clock moves on for all
 * that is begun. What is not completed after `timeout` such moves has timed out, and has to begin again.
 *
 * ## The bad schedule
 *
 * There is no race here: the manager is alone, and does one thing at a time. All leases have lapsed. It
 * begins with the first droplet, with the second, with the third. By the time that it is back at the first,
 * the work there has timed out. So it begins with the first, with the second, with the third.
 *
 * Nothing leads out of that. `recoversFromAll` is proved never to be reached: not within 20 steps, and not
 * ever. The same manager gets over a shorter outage (`recoversFromSome`), and over one in a smaller fleet:
 * it is all right as long as no more than `timeout` droplets have to be renewed at once. That is what makes
 * such a failure hard to foresee. The system is healthy, it stays healthy after small disturbances, and after
 * a large one it stays ill, although what disturbed it has gone.
 *
 * "No progress" is put as something that must never happen within a bound: `progress` says that the manager
 * never makes 2 checks for each droplet without a single lease to show for it.
 *
 * ## What helps
 *
 * - `fix` = throttle: begin no more than `limit` at a time. With a limit up to `timeout`, `progress` is
 *   proved, and `recoversFromAll` is reached. With a higher one it is not: 3 is as bad as none.
 * - A longer `timeout` or a smaller fleet does it as well, until the fleet grows:
 *
 *       premortem sweep lease-manager --param fleet=2..4 --param timeout=1..4 --property progress
 *
 * ## Our assumptions
 *
 * - A lease takes two checks, and the manager goes round in a fixed order. AWS published neither; what is
 *   known is that the work took longer than its timeout because there was so much of it, and was repeated.
 * - A fleet of 3 and a timeout of 2 stand for a large fleet and minutes. Only which of the two is greater
 *   matters.
 * - Leases lapse during the outage only, and the outage comes once. In the real system leases have to be
 *   renewed all the time, which makes it worse.
 * - There is one manager. The restarts, which dropped what was queued, are not modelled.
 *
 * ## Sources
 *
 * - AWS, Summary of the Amazon DynamoDB Service Disruption in the Northern Virginia (US-EAST-1) Region:
 *   https://aws.amazon.com/message/101925/
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
  ifElse,
  invariant,
  model,
  not,
  process,
  proved,
  range,
  reachable,
  reached,
  record,
  some,
  state,
  step,
  unreached,
  variant,
  violated,
  when,
} from 'premortem'

export default model({
  name: 'lease-manager',
  params: {
    fleet: count(3, 'droplets'),
    timeout: count(2, 'checks that the manager can make before work that it has begun times out'),
    fix: variant(
      {
        none: 'the manager begins with every droplet that it comes to',
        throttle: 'it begins with no more than `limit` at a time',
      },
      'how much the manager takes on',
    ),
    limit: count(2, 'droplets that may be begun at a time, with `fix` = throttle'),
  },
  build({ fleet, timeout, fix, limit }) {
    const enough = 2 * fleet

    const outage = state({
      isOn: flag(),
      lapsed: range(0, fleet), // how many droplets had no lease when it ended
    })
    const droplet = state(
      array(
        fleet,
        record({
          leased: flag().initially(true),
          timeLeft: range(0, timeout), // for work that is begun; 0 if none is
        }),
      ),
    )
    const inVain = state(range(0, enough, 'saturate')) // checks since the last lease, or since the repair

    const dynamoDB = process({
      restsAt: ['fail'],
      steps: () => ({
        fail: fault(step(outage.isOn.becomes(true))),
        repair: step(
          outage.isOn.becomes(false),
          outage.lapsed.becomes(howMany(droplet, (d) => not(d.leased))),
        ),
      }),
    })

    const manager = process({
      locals: { visiting: range(0, fleet - 1, 'wrap') }, // the droplet that it has come to
      restsAt: ['next'],
      steps: ({ visiting }) => {
        const here = droplet.at(visiting)
        const isBegun = here.timeLeft.above(0)
        const mayBegin = fix === 'throttle' ? howMany(droplet, (d) => d.timeLeft.above(0)).below(limit) : true
        const hasWork = when(
          not(outage.isOn),
          some(droplet, (d) => not(d.leased)),
        )
        const goOn = [visiting.becomes(visiting.plus(1)), goto('next')]
        // A check takes time, and less of it is left for all that is begun elsewhere.
        const timeLeftHere = (time: number) =>
          each(droplet, (d, i) =>
            d.timeLeft.becomes(
              ifElse(i.is(visiting), time, ifElse(d.timeLeft.above(0), d.timeLeft.minus(1), 0)),
            ),
          )

        return {
          next: either({
            begin: step(
              hasWork,
              when(not(here.leased), not(isBegun), mayBegin),
              timeLeftHere(timeout),
              inVain.becomes(inVain.plus(1)),
              goOn,
            ),
            complete: step(
              hasWork,
              when(isBegun),
              timeLeftHere(0),
              here.leased.becomes(true),
              inVain.becomes(0),
              goOn,
            ),
            pass: step(hasWork, when(here.leased.or(not(isBegun).and(not(mayBegin)))), goOn),
          }),
        }
      },
    })

    const allLeased = all(droplet, (d) => d.leased)

    return {
      outage,
      droplet,
      inVain,
      dynamoDB,
      manager,
      lapse: choose({ which: range(0, fleet - 1) }, ({ which }) =>
        step(when(outage.isOn, droplet.at(which).leased), droplet.at(which).leased.becomes(false)),
      ),
      properties: {
        progress: invariant(inVain.below(enough)),
        recoversFromSome: reachable(allLeased.and(outage.lapsed.above(0), outage.lapsed.below(fleet))),
        recoversFromAll: reachable(allLeased.and(outage.lapsed.is(fleet))),
      },
    }
  },
  expect: [
    {
      verdicts: {
        progress: violated(11),
        recoversFromSome: reached(7),
        recoversFromAll: unreached(),
        deadlock: proved(),
        range: proved(),
      },
    },
    {
      params: { timeout: 3 },
      verdicts: { progress: proved(), recoversFromSome: reached(7), recoversFromAll: reached(11) },
    },
    {
      params: { fleet: 4, timeout: 3 },
      verdicts: { progress: violated(14), recoversFromSome: reached(8), recoversFromAll: unreached() },
    },
    {
      params: { fix: 'throttle' },
      verdicts: {
        progress: proved(),
        recoversFromSome: reached(7),
        recoversFromAll: reached(14),
        deadlock: proved(),
        range: proved(),
      },
    },
    {
      params: { fix: 'throttle', limit: 3 },
      verdicts: { progress: violated(11), recoversFromAll: unreached() },
    },
    {
      params: { fix: 'throttle', fleet: 5 },
      verdicts: { progress: proved(), recoversFromAll: reached(27) },
    },
  ],
})
