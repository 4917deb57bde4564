import { model, range, state, step, when } from 'premortem'
import { expect, it } from 'vitest'
import { explicit } from '../../../src/engine/explicit.js'
import { endingLines } from '../../../src/report/trace/ending-text.js'
import { createPalette } from '../../../src/report/line/palette.js'
import { rendered } from '../../../src/report/line/styled-line.js'

it('says how a model without processes may come to a stop', async () => {
  const system = model({
    name: 'burning',
    build() {
      const fuel = state(range(0, 1).initially(1))
      return { fuel, burn: step(when(fuel.above(0)), fuel.becomes(fuel.minus(1))) }
    },
  }).instantiate()
  const results = await explicit().check({
    system,
    depth: 5,
    openSolver: () => Promise.reject(new Error('no solver is needed')),
    report: () => undefined,
  })
  const verdict = results.find(({ property }) => property === 'deadlock')?.verdict
  if (verdict?.kind !== 'violated') throw new Error('no deadlock')
  const layout = { width: 100, showPlace: () => '' }
  const lines = endingLines(system, { kind: 'deadlock', name: 'deadlock' }, verdict.trace, layout)
  expect(rendered(lines, createPalette({ color: false })).trim()).toBe(
    "After step 1, no step is possible. If the model may come to a stop, it says so: deadlock: 'ignored'.",
  )
})
