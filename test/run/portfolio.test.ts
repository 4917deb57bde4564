import { describe, expect, it } from 'vitest'
import { runPortfolio } from '../../src/run/portfolio.js'
import { SPECIMENS } from '../engine/small-systems.js'

const { system } = SPECIMENS[0]!

/** Engines of which one fails: there is none of that name. */
function run(engines: readonly string[], insist: boolean): Promise<unknown> {
  return runPortfolio(engines, {
    job: { system, depth: 5, solver: 'wasm' },
    worker: undefined,
    insist,
    signal: new AbortController().signal,
    stopReason: () => undefined,
    onEvent: () => undefined,
  })
}

describe('an engine that fails', () => {
  it.each([
    ['alone', ['no-such-engine'], false],
    ['as the first of several', ['no-such-engine', 'pdr'], false],
    ['where proofs are insisted on', ['bmc', 'no-such-engine'], true],
  ] as const)('is told of once, by whoever asked: %s', async (_, engines, insist) => {
    const unhandled: unknown[] = []
    const note = (error: unknown): void => {
      unhandled.push(error)
    }
    process.on('unhandledRejection', note)
    try {
      await expect(run(engines, insist)).rejects.toThrow('no engine is called no-such-engine')
      await new Promise((resolve) => setTimeout(resolve, 50))
    } finally {
      process.off('unhandledRejection', note)
    }
    expect(unhandled).toEqual([])
  })
})
