import { spawnSync } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { interruptible } from '../../src/cli/interrupt.js'
import { ENDLESS } from './models.js'
import { Running, TELLS_PROCESSES } from './process-tree.js'
import { MAIN, Workplace } from './running.js'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const before = new Map(SIGNALS.map((signal) => [signal, process.listeners(signal)]))
const errorsBefore = process.stdout.listeners('error')
afterEach(() => {
  vi.restoreAllMocks()
  for (const signal of SIGNALS) {
    for (const listener of process.listeners(signal))
      if (before.get(signal)?.includes(listener) !== true) process.off(signal, listener)
  }
  for (const listener of process.stdout.listeners('error')) {
    if (!errorsBefore.includes(listener)) process.stdout.removeListener('error', listener as () => void)
  }
})

describe('the signal', () => {
  it('is given by the first Ctrl-C; the second one ends it all', () => {
    const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never)
    const signal = interruptible({ needsReader: true })
    expect(signal.aborted).toBe(false)
    process.emit('SIGINT')
    expect(signal.aborted).toBe(true)
    expect(exit).not.toHaveBeenCalled()
    process.emit('SIGINT')
    expect(exit).toHaveBeenCalledWith(130)
  })

  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s ends it at once', (name, code) => {
    const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never)
    interruptible({ needsReader: true })
    process.emit(name)
    expect(exit).toHaveBeenCalledWith(code)
  })

  it.each([true, false])('is given when nobody reads any more, where somebody must: %s', (needsReader) => {
    const signal = interruptible({ needsReader })
    if (!needsReader) process.stdout.once('error', () => undefined)
    process.stdout.emit('error', new Error('EPIPE'))
    expect(signal.aborted).toBe(needsReader)
  })
})

/** Its only violation starts with two large prime factors: no query about it comes to an end. */
const FACTORS = `import { anything, invariant, model, not, process, range, state, step } from 'premortem'

export default model({
  name: 'factors',
  build() {
    const factor = range(2, 2_000_000).initially(anything)
    const [a, b] = [state(factor), state(factor)]
    const rest = process({ steps: () => ({ look: step() }) })
    return { a, b, rest, properties: { never: invariant(not(a.times(b).is(1_000_036_000_099))) } }
  },
})
`

/** Nothing is wrong with it; whether one of its steps is ever enabled, no query can say. */
const LUCKY = `import { anything, flag, goto, invariant, model, not, process, range, state, step, when } from 'premortem'

export default model({
  name: 'lucky',
  build() {
    const factor = range(2, 2_000_000).initially(anything)
    const [a, b, on] = [state(factor), state(factor), state(flag())]
    const clock = process({ steps: () => ({ tick: step(goto('tick')) }) })
    const player = process({ steps: () => ({ win: step(when(a.times(b).is(1_000_036_000_099))) }) })
    return { a, b, on, clock, player, properties: { off: invariant(not(on)) } }
  },
})
`

const place = new Workplace()
const running: Running[] = []
function start(...words: readonly string[]): Running {
  const one = new Running(place.folder, words)
  running.push(one)
  return one
}

beforeAll(() => {
  place.write('endless.ts', ENDLESS)
  place.write('factors.ts', FACTORS)
  place.write('lucky.ts', LUCKY)
})
afterEach(() => {
  for (const one of running.splice(0)) one.cleanUp()
})
afterAll(() => {
  place.close()
})

const FOREVER = ['--engine', 'bmc', '--depth', '100000']
const hasZ3 = spawnSync('z3', ['--version']).status === 0

describe.skipIf(!TELLS_PROCESSES)('nothing is left running', () => {
  it.each(SIGNALS)('after %s', async (signal) => {
    const one = start('endless.ts', ...FOREVER, '--format', 'jsonl')
    await one.until(() => one.events().some(({ event }) => event === 'depth'))
    expect(one.processes().length).toBeGreaterThan(1)
    one.child.kill(signal)
    expect((await one.ended).status).toBe({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal])
    await one.until(() => one.processes().length === 0)
  })

  it.each([0, 40, 100, 200])('after Ctrl-C %i ms from the start', async (delay) => {
    const one = start('prove', 'endless.ts', '--depth', '100000')
    await wait(delay)
    one.child.kill('SIGINT')
    const { status, signal } = await one.ended
    expect(status === 130 || signal === 'SIGINT').toBe(true)
    await one.until(() => one.processes().length === 0)
  })

  it('after Ctrl-C while several engines work', async () => {
    const one = start('prove', 'factors.ts', '--format', 'jsonl', '--depth', '100000')
    const started = (): Set<unknown> =>
      new Set(one.events().flatMap(({ event, engine }) => (event === 'engine-start' ? [engine] : [])))
    await one.until(() => started().size === 2)
    one.child.kill('SIGINT')
    expect((await one.ended).status).toBe(130)
    expect(one.events().at(-1)).toMatchObject({ event: 'end', exitCode: 130, stopped: 'interrupted' })
    await one.until(() => one.processes().length === 0)
  })

  it('after Ctrl-C while it is asked what the verdicts are worth', async () => {
    const one = start('lucky.ts', '--property', 'off', '--strict', '--format', 'jsonl')
    await one.until(() => one.events().some(({ engine }) => engine === 'vacuity'))
    one.child.kill('SIGINT')
    expect((await one.ended).status).toBe(130)
    expect(one.events()).toContainEqual(expect.objectContaining({ event: 'verdict', verdict: 'proved' }))
    expect(one.events().at(-1)).toMatchObject({ event: 'end', stopped: 'interrupted' })
    await one.until(() => one.processes().length === 0)
  })

  it('after a second Ctrl-C', async () => {
    const one = start('prove', 'factors.ts', '--format', 'jsonl', '--depth', '100000')
    await one.until(() => one.events().some(({ event }) => event === 'engine-start'))
    one.child.kill('SIGINT')
    one.child.kill('SIGINT')
    expect((await one.ended).status).toBe(130)
    await one.until(() => one.processes().length === 0)
  })

  it.skipIf(!hasZ3).each(SIGNALS)('of native solvers after %s', async (signal) => {
    const one = start('factors.ts', '--solver', 'z3', ...FOREVER, '--format', 'jsonl')
    const names = (): readonly string[] =>
      one
        .processes()
        .map((pid) => spawnSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim())
    await one.until(() => names().includes('z3'))
    one.child.kill(signal)
    await one.ended
    await one.until(() => one.processes().length === 0)
  })

  it('after Ctrl-C in a sweep, which tells what it has', async () => {
    const one = start('sweep', 'endless.ts', '--depth', '1..9999', '--format', 'jsonl')
    await one.until(() => one.events().some(({ event }) => event === 'depth'))
    one.child.kill('SIGINT')
    expect((await one.ended).status).toBe(130)
    expect(one.events().map(({ event }) => event)).toContain('case')
    expect(one.events().at(-1)).toEqual({ event: 'end', exitCode: 130, stopped: 'interrupted' })
    await one.until(() => one.processes().length === 0)
  })

  it('after Ctrl-C in a simulation, which tells of the runs made', async () => {
    const one = start('simulate', 'endless.ts', '--runs', '1000000000', '--format', 'json')
    // Nothing is printed before the end.
    await wait(1500)
    one.child.kill('SIGINT')
    expect((await one.ended).status).toBe(130)
    const report = JSON.parse(one.stdout) as { readonly runs: number; readonly stopped: string }
    expect(report).toMatchObject({ stopped: 'interrupted', exitCode: 130 })
    expect(report.runs).toBeGreaterThan(0)
    expect(report.runs).toBeLessThan(1_000_000_000)
    await one.until(() => one.processes().length === 0)
  })

  it('where the reader goes away', async () => {
    const line = `'${process.execPath}' '${MAIN}' "$@" | head -n 1`
    const one = new Running(
      place.folder,
      ['-c', line, 'sh', 'endless.ts', ...FOREVER, '--format', 'jsonl'],
      ['sh'],
    )
    running.push(one)
    expect((await one.ended).status).toBe(0)
    expect(one.events()).toHaveLength(1)
    expect(one.stderr).toBe('')
    await one.until(() => one.processes().length === 0)
  })
})
