import {
  anything,
  budget,
  goto,
  invariant,
  model,
  processes,
  range,
  reachable,
  some,
  state,
  step,
  when,
} from 'premortem'
import { describe, expect, it } from 'vitest'
import { boundedModelChecking } from '../../src/engine/bmc.js'
import { explicit } from '../../src/engine/explicit.js'
import { openSolver } from '../../src/smt/open-solver.js'
import { actionNames, built, errorOf, run } from './building.js'

/** Writers that note in memory what they have written to disk. */
function writers(most: number) {
  return () => {
    const crashes = state(budget(most))
    const writer = processes(2, {
      locals: { memory: range(0, 3), disk: range(0, 3) },
      crashes: { within: crashes, durable: ['disk'], restartsAt: 'write' },
      restsAt: ['rest'],
      steps: ({ memory, disk }) => ({
        begin: step(memory.becomes(1)),
        write: step(disk.becomes(memory.plus(1)), memory.becomes(2)),
        rest: step(when(memory.is(3))),
      }),
    })
    const [first] = writer
    if (first === undefined) throw new Error('no writer')
    return {
      crashes,
      writer,
      properties: {
        forgets: reachable(first.memory.is(0).and(first.disk.is(2))),
        keeps: invariant(first.at('restart').implies(first.memory.is(0))),
        onlyOne: invariant(crashes.left.atLeast(most - 1)),
      },
    }
  }
}

describe('a crash', () => {
  it('loses what is not durable, and goes on where it is told to', () => {
    const system = built(writers(1))
    expect(actionNames(system)).toEqual([
      ...['begin', 'write', 'rest', 'restart', 'crash'].map((label) => `writer[0].${label}`),
      ...['begin', 'write', 'rest', 'restart', 'crash'].map((label) => `writer[1].${label}`),
    ])
    const other = { pc: 'begin', memory: 0, disk: 0 }
    expect(run(system, 'writer[0].begin', 'writer[0].write', 'writer[0].crash')).toEqual({
      crashes: 0,
      writer: [{ pc: 'restart', memory: 0, disk: 2 }, other],
    })
    expect(run(system, 'writer[0].begin', 'writer[0].write', 'writer[0].crash', 'writer[0].restart')).toEqual(
      { crashes: 0, writer: [{ pc: 'write', memory: 0, disk: 2 }, other] },
    )
  })

  it('has to be paid for, and does not hit what is down', () => {
    expect(() => run(built(writers(1)), 'writer[0].crash', 'writer[1].crash')).toThrow()
    expect(() => run(built(writers(2)), 'writer[0].crash', 'writer[0].crash')).toThrow()
    expect(run(built(writers(2)), 'writer[0].crash', 'writer[1].crash')).toMatchObject({ crashes: 0 })
  })

  it('does not hit what has come to its end', () => {
    const system = built(() => {
      const crashes = state(budget(1))
      const p = processes(1, { crashes: { within: crashes }, steps: () => ({ only: step() }) })
      return { crashes, p }
    })
    expect(() => run(system, 'p[0].only', 'p[0].crash')).toThrow()
  })

  it.each([0, 1, 2])('is the same to all engines, with %i of them', async (most) => {
    const system = model({ name: 'crashing', build: writers(most) }).instantiate()
    const problem = { system, depth: 8, openSolver: openSolver('wasm'), report: () => undefined }
    const found = async (engine: ReturnType<typeof explicit>) =>
      (await engine.check(problem)).map(({ property, verdict }) => [
        property,
        verdict.kind === 'violated' || verdict.kind === 'reached' ? verdict.depth : 'not found',
      ])
    const enumerated = await found(explicit())
    expect(await found(boundedModelChecking())).toEqual(enumerated)
    expect(enumerated).toEqual(
      Object.entries({
        forgets: most === 0 ? 'not found' : 3,
        keeps: 'not found',
        onlyOne: most === 2 ? 2 : 'not found',
        deadlock: 'not found',
        range: 'not found',
      }),
    )
  })

  it('is refused where its labels are taken or a lost local has nothing to start from', () => {
    const crashing = (build: (crashes: ReturnType<typeof budgetCell>) => object) =>
      errorOf(() =>
        built(() => {
          const crashes = budgetCell()
          return { crashes, p: build(crashes) }
        }),
      ).message
    const budgetCell = () => state(budget(1))
    expect(
      crashing((within) =>
        processes(1, { crashes: { within }, steps: () => ({ crash: step(goto('crash')) }) }),
      ),
    ).toContain('a step `crash` of its own')
    expect(
      crashing((within) =>
        processes(1, {
          locals: { seen: range(0, 1).initially(anything) },
          crashes: { within },
          steps: () => ({ only: step() }),
        }),
      ),
    ).toContain('nothing says what it is after a crash')
  })

  it('can be asked about', () => {
    const system = built(() => {
      const crashes = state(budget(1))
      const p = processes(2, { crashes: { within: crashes }, steps: () => ({ only: step() }) })
      return { crashes, p, properties: { down: reachable(some(p, (one) => one.at('restart'))) } }
    })
    expect(system.properties[0]?.name).toBe('down')
  })
})
