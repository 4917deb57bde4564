import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ENDLESS, LOST_UPDATE } from './models.js'
import { Running, TELLS_PROCESSES } from './process-tree.js'
import { Workplace } from './running.js'

const place = new Workplace()
const running: Running[] = []
beforeAll(() => {
  place.write('lost-update.ts', LOST_UPDATE)
  place.write('endless.ts', ENDLESS)
})
afterEach(() => {
  if (TELLS_PROCESSES) for (const one of running.splice(0)) one.cleanUp()
})
afterAll(() => {
  place.close()
})

function start(...words: readonly string[]): Running {
  const one = new Running(place.folder, words)
  running.push(one)
  return one
}

describe('--format jsonl', () => {
  it('lets a reader see each event while the check goes on', async () => {
    const one = start('endless.ts', '--engine', 'bmc', '--depth', '100000', '--format', 'jsonl')
    const deepest = (): number =>
      Math.max(0, ...one.events().map(({ event, depth }) => (event === 'depth' ? Number(depth) : 0)))
    await one.until(() => deepest() > 0)
    const seen = deepest()
    await one.until(() => deepest() > seen + 5)
    expect(one.child.exitCode).toBeNull()
    one.child.kill('SIGINT')
    await one.ended
  })

  it('tells what is checked, how the engines fare, and how it ended; and nothing else is printed', async () => {
    const one = start('prove', 'endless.ts', '--format', 'jsonl')
    expect(await one.ended).toEqual({ status: 0, signal: null })
    expect(one.stderr).toBe('')
    const events = one.events()
    expect(events[0]).toEqual({
      event: 'start',
      premortem: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
      model: 'endless',
      params: {},
      properties: ['together', 'deadlock', 'range'],
      depth: 20,
    })
    expect(events[1]).toMatchObject({ event: 'engine-start', engine: 'pdr', attempt: 1 })
    const frame = events.find(({ event }) => event === 'frame')
    expect(frame).toMatchObject({ engine: 'pdr', property: 'together' })
    // A process that holds less has no solver in it.
    expect(frame?.memory).toBeGreaterThan(20_000_000)
    expect(events.at(-2)).toMatchObject({ event: 'engine-end', engine: 'pdr' })
    expect(events.at(-1)).toEqual({ event: 'end', exitCode: 0 })
    const times = events.flatMap(({ event, seconds }) =>
      event === 'verdict' || seconds === undefined ? [] : [Number(seconds)],
    )
    expect(times).toEqual(times.toSorted((a, b) => a - b))
  })

  it.each([
    ['k-induction', 'induction', { property: 'nothingLost', k: 1 }],
    ['spacer', 'attempt', { property: 'nothingLost', limit: 2 }],
  ] as const)('tells what %s tries', async (engine, event, told) => {
    const one = start('lost-update.ts', '--engine', engine, '--format', 'jsonl', '--param', 'fix=atomic')
    await one.ended
    expect(one.events()).toContainEqual(expect.objectContaining({ event, engine, ...told }))
  })

  it('tells who gives up, and why', async () => {
    const one = start('endless.ts', '--engine', 'explicit', '--format', 'jsonl', '--solver', 'z3')
    await one.ended
    expect(one.events().some(({ event }) => event === 'gave-up')).toBe(false)
    place.write('count.ts', COUNT)
    const other = start('count.ts', '--engine', 'pdr', '--format', 'jsonl')
    await other.ended
    expect(other.events()).toContainEqual(
      expect.objectContaining({
        event: 'gave-up',
        engine: 'pdr',
        property: 'positive',
        reason: 'pdr works on finite systems, and this one has unbounded integers',
      }),
    )
  })

  it.skipIf(!TELLS_PROCESSES)('tells of an engine that dies, and is tried again', async () => {
    const one = start('endless.ts', '--engine', 'bmc', '--depth', '100000', '--format', 'jsonl')
    const workers = (): readonly number[] => one.processes().filter((pid) => pid !== one.child.pid)
    for (const attempt of [1, 2]) {
      await one.until(() =>
        one.events().some((event) => event.event === 'engine-start' && event.attempt === attempt),
      )
      await one.until(() => workers().length > 0)
      for (const pid of workers()) process.kill(pid, 'SIGKILL')
      await one.until(() => one.events().filter(({ event }) => event === 'engine-died').length === attempt)
    }
    expect((await one.ended).status).toBe(10)
    const died = one.events().filter(({ event }) => event === 'engine-died')
    expect(died.map(({ engine, triedAgain }) => ({ engine, triedAgain }))).toEqual([
      { engine: 'bmc', triedAgain: true },
      { engine: 'bmc', triedAgain: false },
    ])
    expect(died[0]?.reason).toMatch(/SIGKILL/)
  })
})

/** A counter without bounds. */
const COUNT = `import { goto, integer, invariant, model, process, state, step } from 'premortem'

export default model({
  name: 'count',
  build() {
    const n = state(integer())
    const clock = process({ steps: () => ({ tick: step(n.becomes(n.plus(1)), goto('tick')) }) })
    return { n, clock, properties: { positive: invariant(n.atLeast(0)) } }
  },
})
`
