import { expect, it } from 'vitest'
import { readVmt } from '../../src/format/vmt/read-vmt.js'
import { replay } from '../../src/trace/replay.js'
import type { Trace } from '../../src/trace/trace.js'
import { COUNTER } from '../format/vmt/texts.js'

const system = readVmt(COUNTER, { file: 'counter.vmt', name: 'counter' })
const property = system.properties.find(({ name }) => name === 'below-four')!

/** The counter goes through these values. */
function through(...values: readonly number[]): Trace {
  return {
    states: values.map((x) => ({ x })),
    steps: values.slice(1).map((x) => ({ action: 'step', label: 'step', choices: { x_next: x } })),
  }
}

it('confirms an execution of a relation by checking each next state that is given', () => {
  expect(replay(system, property, through(1, 2, 3, 4)).kind).toBe('confirmed')
  expect(replay(system, property, through(1, 1, 2, 3, 4)).kind).toBe('confirmed')
})

it.each([
  ['a next state that the relation does not allow', through(1, 2, 4), 1, 'step 2: step is not enabled'],
  ['a start that is none', through(2, 3, 4), 0, 'at the start, x is 1, not 2'],
  [
    'a state that is not the one chosen',
    { ...through(1, 2, 3, 4), states: [{ x: 1 }, { x: 2 }, { x: 2 }, { x: 4 }] },
    1,
    'after step 2 (step), x is 3, not 2',
  ],
  ['an end that is no violation', through(1, 2, 3), 2, 'is not violated at the end'],
])('refutes %s', (_, trace, step, message) => {
  const outcome = replay(system, property, trace)
  expect(outcome).toMatchObject({ kind: 'refuted', step })
  expect(outcome.kind === 'refuted' ? outcome.message : '').toContain(message)
})
