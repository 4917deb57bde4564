import { SelfCheckError, SolverError } from 'premortem'
import { expect, it } from 'vitest'
import { errorOf, failureOf, WorkerFailure } from '../../src/run/failure.js'

/** As another process has it. */
const crossed = (error: unknown): Error => errorOf(structuredClone(failureOf(error)))

it.each([new SelfCheckError('two answers'), new SolverError('z3 5.2.0 (WASM)', 'out of memory')])(
  'an error that users know is the same in another process: %s',
  (error) => {
    const again = crossed(error)
    expect(again.constructor).toBe(error.constructor)
    expect(again).toEqual(error)
    expect(again.stack).toBe(error.stack)
  },
)

it.each([new TypeError('x is undefined'), 'a string'])('any other is told from them: %s', (error) => {
  const again = crossed(error)
  expect(again).toBeInstanceOf(WorkerFailure)
  expect(again.message).toBe(error instanceof Error ? error.message : error)
})
