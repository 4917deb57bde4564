import { describe, expect, it } from 'vitest'
import { afterlifeOf } from '../../src/cli/last-trace.js'
import { explicit } from '../../src/engine/explicit.js'
import type { PropertyResult } from '../../src/engine/verdict.js'
import { invariant, model, process, range, state, step, when } from '../../src/index.js'
import type { TransitionSystem } from '../../src/ir/system.js'

/** Counts up in so large steps, from a start, while it is below a limit; three is too much. */
function counting({
  from = 0,
  by = 1,
  below = 9,
  most = 2,
  called = 'small',
}: {
  readonly from?: number
  readonly by?: number
  readonly below?: number
  readonly most?: number
  readonly called?: string
}): TransitionSystem {
  return model({
    name: 'counting',
    build() {
      const x = state(range(0, 99).initially(from))
      const up = () => step(when(x.below(below)), x.becomes(x.plus(by)))
      const clock = process({ steps: () => ({ one: up(), two: up(), three: up() }) })
      return { x, clock, properties: { [called]: invariant(x.atMost(most)) } }
    },
  }).instantiate({})
}

async function violation(): Promise<PropertyResult> {
  const results = await explicit().check({
    system: counting({}),
    depth: 5,
    openSolver: () => Promise.reject(new Error('no solver')),
    report: () => undefined,
  })
  const found = results.find(({ property }) => property === 'small')
  if (found === undefined) throw new Error('nothing found')
  return found
}

describe('the last trace, on the model as it is now,', () => {
  it.each([
    ['is the same', {}, 'still-violates', 'still violates it'],
    ['goes through other states', { by: 5, below: 99, most: 14 }, 'still-violates', 'still violates it'],
    ['starts elsewhere', { from: 50, below: 99, most: 52 }, 'still-violates', 'still violates it'],
    ['violates it sooner', { by: 2 }, 'still-violates', 'still violates it, after 2 steps already'],
    ['goes through', { most: 3 }, 'holds', 'goes through, and the property holds on it'],
    ['is blocked', { below: 2 }, 'impossible', 'no longer possible: step 3, clock.three is not enabled'],
    ['has lost its property', { called: 'other' }, 'impossible', 'there is no such property any more'],
  ] as const)('%s', async (_, change, outcome, message) => {
    expect(afterlifeOf(counting(change), await violation())).toEqual({
      property: 'small',
      outcome,
      message: `The last trace of small: ${message}`,
    })
  })
})
