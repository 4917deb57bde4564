import { expect, it } from 'vitest'
import { bmc } from '../../src/engine/bmc.js'
import {
  flag,
  goto,
  invariant,
  model,
  not,
  onlyIf,
  process,
  range,
  reachable,
  step,
  when,
} from '../../src/index.js'
import { openSolver } from '../../src/smt/open-solver.js'

/** Only by way of the goal, so deep that lemmas have been learnt by then, does it come to the violation. */
const onTheWay = model({
  name: 'on-the-way',
  params: {},
  build() {
    const clock = process({
      locals: { time: range(0, 20), armed: flag() },
      steps: ({ time, armed }) => ({
        tick: step(
          when(time.below(20)),
          time.becomes(time.plus(1)),
          onlyIf(time.is(12), armed.becomes(true)),
          goto('tick'),
        ),
        rest: step(armed.becomes(false)),
      }),
      restsAt: ['tick'],
    })
    return {
      clock,
      properties: {
        noon: reachable(clock.time.is(12)),
        unarmed: invariant(not(clock.armed.and(clock.time.is(15)))),
      },
    }
  },
})

it('finds what comes after a goal that was met in a deep search', async () => {
  const results = await bmc.check({
    system: onTheWay.instantiate({}),
    depth: 20,
    openSolver: openSolver('wasm'),
    report: () => undefined,
  })
  const found = Object.fromEntries(results.map(({ property, verdict }) => [property, verdict]))
  expect(found.noon).toMatchObject({ kind: 'reached', depth: 12 })
  expect(found.unarmed).toMatchObject({ kind: 'violated', depth: 15 })
})
