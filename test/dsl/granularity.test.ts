import { granularity, processes, range, state, step, type Granularity } from 'premortem'
import { expect, it } from 'vitest'
import { actionNames, built, run } from './building.js'

/** Two that add one, in as many steps as the grain says. */
function adders(grain: Granularity) {
  return built(() => {
    const total = state(range(0, 9))
    const adder = processes(2, {
      locals: { seen: range(0, 9) },
      steps: ({ seen }) => ({
        ...granularity(grain, {
          read: step(seen.becomes(total)),
          write: step(total.becomes(seen.plus(1))),
        }),
        rest: step(),
      }),
    })
    return { total, adder }
  })
}

it('leaves steps apart, so that others come between them', () => {
  const system = adders('fine')
  expect(actionNames(system)).toContain('adder[0].write')
  const all = ['adder[0].read', 'adder[1].read', 'adder[0].write', 'adder[1].write']
  expect(run(system, ...all)).toMatchObject({ total: 1 })
})

it('makes one step of them, under the label of the first', () => {
  const system = adders('coarse')
  expect(actionNames(system)).toEqual(
    [0, 1].flatMap((n) => [`adder[${String(n)}].read`, `adder[${String(n)}].rest`]),
  )
  expect(run(system, 'adder[0].read', 'adder[1].read')).toMatchObject({
    total: 2,
    adder: [
      { pc: 'rest', seen: 0 },
      { pc: 'rest', seen: 1 },
    ],
  })
})
