import { getEventListeners } from 'node:events'
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  anything,
  check,
  compare,
  invariant,
  model,
  not,
  processes,
  prove,
  range,
  state,
  step,
  sweep,
  type CheckResult,
  type RunEvent,
} from 'premortem'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import stock from '../../examples/checked-in-a-test/stock.js'
import doubleSpend from '../../models/double-spend/model.js'
import { Running, TELLS_PROCESSES } from '../cli/process-tree.js'
import { ROOT } from '../docs/document.js'

const complaints: string[] = []
const note = ({ name, message }: Error): void => {
  complaints.push(`${name}: ${message}`)
}
let listenersBefore: number
beforeEach(() => {
  complaints.length = 0
  listenersBefore = process.listenerCount('exit')
  process.on('warning', note)
})
afterEach(() => {
  process.off('warning', note)
  expect(complaints).toEqual([])
  expect(process.listenerCount('exit')).toBe(listenersBefore)
})

/** What was found, without what differs from run to run. */
function answers({ results, warnings, traces }: CheckResult): unknown {
  return {
    verdicts: results.map(({ property, verdict }) => [
      property,
      verdict.kind,
      'depth' in verdict ? verdict.depth : undefined,
    ]),
    warnings,
    traces,
  }
}

const CHECKS = [
  () => check(doubleSpend),
  () => prove(doubleSpend, { params: { fix: 'conditional' } }),
  () => check(doubleSpend, { params: { requests: 3 } }),
  () => check(stock),
]

/** Its only violation starts with two large prime factors: no query about it comes to an end. */
const factors = model({
  name: 'factors',
  build() {
    const factor = range(2, 2_000_000).initially(anything)
    const [a, b] = [state(factor), state(factor)]
    const rest = processes(2, { steps: () => ({ look: step() }) })
    return { a, b, rest, properties: { never: invariant(not(a.times(b).is(1_000_036_000_099))) } }
  },
})

describe('several checks at once', () => {
  it('say what they say one after the other, and one that is aborted harms no other', async () => {
    const alone: unknown[] = []
    for (const run of CHECKS) alone.push(answers(await run()))

    const stop = new AbortController()
    const aborted = check(factors, { properties: ['never'], signal: stop.signal })
    const running = CHECKS.map((run) => run())
    await Promise.race(running)
    stop.abort()
    const { stopped, holds, results } = await aborted
    expect([stopped, holds, results.map(({ verdict }) => verdict.kind)]).toEqual([
      'interrupted',
      false,
      ['undecided'],
    ])
    expect((await Promise.all(running)).map(answers)).toEqual(alone)
  })

  it('are no leak, however many listen to one signal, and leave nothing behind on it', async () => {
    const { signal } = new AbortController()
    // A native solver is not loaded beforehand, and this engine needs none.
    const options = { engine: 'explicit', solver: 'z3', signal }
    const many = Array.from({ length: 12 }, () => check(stock, { ...options, vacuity: 'none' }))
    for (const { traces } of await Promise.all(many)) expect(traces.neverOversold?.steps).toHaveLength(4)
    const buyers = { from: 1, to: 12 }
    await sweep(stock, { ...options, params: { buyers }, depth: 2, jobs: 12 })
    await compare(stock, { ...options, fixed: { fix: 'atomic' } })
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  it('tell each its own news', async () => {
    const told = new Map<string, Set<string>>()
    const hear = (name: string) => (event: RunEvent) => {
      if (event.kind === 'verdict') told.get(name)?.add(event.result.property)
    }
    const properties = { a: ['neverOverdrawn'], b: ['moneyConserved', 'paysAtAll'] }
    await Promise.all(
      Object.entries(properties).map(([name, asked]) => {
        told.set(name, new Set())
        return check(doubleSpend, { properties: asked, onEvent: hear(name) })
      }),
    )
    expect([...told].map(([name, heard]) => [name, [...heard].toSorted()])).toEqual(
      Object.entries(properties),
    )
  })

  it('end with what a listener throws, each for itself', async () => {
    const reason = new Error('enough')
    const failing = check(doubleSpend, {
      onEvent: () => {
        throw reason
      },
    })
    const [failed, fine] = await Promise.allSettled([failing, check(doubleSpend)])
    expect(failed).toEqual({ status: 'rejected', reason })
    expect(fine.status).toBe('fulfilled')
  })
})

describe.runIf(TELLS_PROCESSES)('a program that checks', () => {
  let folder: string
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'premortem-program-')))
  })
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  /** Runs a program and says what it printed, when it has ended by itself and left no process behind. */
  async function printed(program: string): Promise<unknown> {
    const file = join(folder, 'program.mjs')
    const surface = pathToFileURL(join(ROOT, 'dist/index.js')).href
    writeFileSync(
      file,
      `import { anything, check, compare, invariant, model, not, processes, range, simulate, state, step, sweep } from '${surface}'\n${program}`,
    )
    const running = new Running(folder, [file], [process.execPath])
    try {
      const { status } = await running.ended
      expect([status, running.stderr, running.processes()]).toEqual([0, '', []])
      return JSON.parse(running.stdout)
    } finally {
      running.cleanUp()
    }
  }

  it('ends by itself, with nothing left to wait for', async () => {
    const left = await printed(`
      const counting = model({
        name: 'counting',
        build() {
          const n = state(range(0, 5))
          const one = processes(2, { steps: () => ({ add: step(n.becomes(n.plus(1))) }) })
          return { n, one, properties: { small: invariant(n.atMost(1)) } }
        },
      })
      const { traces } = await check(counting)
      const busy = () => process.getActiveResourcesInfo()
      while (busy().includes('ProcessWrap')) await new Promise(setImmediate)
      console.log(JSON.stringify([traces.small.steps.length, busy().filter((kind) => kind === 'Timeout')]))
    `)
    expect(left).toEqual([2, []])
  })

  it('ends by itself when all that it began was aborted', async () => {
    const stopped = await printed(`
      // Its only violation starts with two large prime factors: no query about it comes to an end.
      const factors = model({
        name: 'factors',
        build() {
          const factor = range(2, 2_000_000).initially(anything)
          const [a, b] = [state(factor), state(factor)]
          const rest = processes(2, { steps: () => ({ look: step() }) })
          return { a, b, rest, properties: { never: invariant(not(a.times(b).is(1_000_036_000_099))) } }
        },
      })
      const aborted = (work) => {
        const stop = new AbortController()
        return work({ signal: stop.signal, onEvent: () => stop.abort() })
      }
      const { rows } = await aborted((options) => sweep(factors, options))
      const others = [
        await aborted((options) => check(factors, options)),
        await aborted((options) => compare(factors, factors, options)),
        await aborted((options) => simulate(factors, { ...options, runs: 1_000_000_000 })),
      ]
      console.log(JSON.stringify([...rows, ...others].map(({ stopped }) => stopped)))
    `)
    expect(stopped).toEqual(['interrupted', 'interrupted', 'interrupted', 'interrupted'])
  })
})
