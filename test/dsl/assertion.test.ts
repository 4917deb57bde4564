import {
  assert,
  atomic,
  choose,
  either,
  flag,
  goto,
  holds,
  model,
  not,
  onlyIf,
  process,
  processes,
  range,
  state,
  step,
  violated,
  when,
} from 'premortem'
import { describe, expect, it } from 'vitest'
import type { Built } from '../../src/dsl/assemble.js'
import { explicit } from '../../src/engine/explicit.js'
import { validate } from '../../src/ir/validate.js'
import { built, errorOf, lineHere } from './building.js'

/** The verdicts about assertions: `violated at depth 2`, or what holds. */
async function asserted(build: () => Built): Promise<Readonly<Record<string, string>>> {
  const system = built(build)
  const results = await explicit().check({
    system,
    depth: 20,
    openSolver: () => Promise.reject(new Error('no solver')),
    report: () => undefined,
  })
  return Object.fromEntries(
    results
      .filter(({ property }) => property.includes('.'))
      .map(({ property, verdict }) => [
        property,
        verdict.kind === 'violated' ? `violated at depth ${String(verdict.depth)}` : verdict.kind,
      ]),
  )
}

describe('assert', () => {
  it('is violated where the step may be taken and the condition fails, and nowhere else', async () => {
    const build = (): Built => {
      const n = state(range(0, 3))
      return {
        n,
        up: step(when(n.below(3)), assert(n.below(3)), n.becomes(n.plus(1))),
        down: step(when(n.above(1)), assert(n.isNot(3)), n.becomes(0)),
      }
    }
    expect(await asserted(build)).toEqual({ 'up.assert': 'proved', 'down.assert': 'violated at depth 3' })
  })

  it('looks only at where its process stands, and says where it is written', async () => {
    const line = lineHere(6)
    const system = built(() => {
      const busy = state(flag())
      const worker = processes(2, {
        steps: () => ({
          enter: step(busy.becomes(true)),
          leave: step(assert(busy), busy.becomes(false)),
        }),
      })
      return { busy, worker }
    })
    const property = system.properties.find(({ name }) => name === 'worker.leave.assert')
    expect(property).toMatchObject({ kind: 'invariant', source: { line } })
    expect(system.properties.map(({ name }) => name)).toEqual(['worker.leave.assert', 'deadlock', 'range'])
    expect(system.actions.every((action) => !('assertions' in action))).toBe(true)
    const results = await asserted(() => {
      const busy = state(flag())
      const worker = processes(2, {
        steps: () => ({ enter: step(busy.becomes(true)), leave: step(assert(busy), busy.becomes(false)) }),
      })
      return { busy, worker }
    })
    expect(results).toEqual({ 'worker.leave.assert': 'violated at depth 3' })
  })

  it('is said of each assertion and each alternative', async () => {
    const build = (): Built => {
      const n = state(range(0, 3))
      const worker = process({
        restsAt: ['go'],
        steps: () => ({
          go: either({
            up: step(
              when(n.below(3)),
              assert(n.below(2)),
              assert(n.below(3)),
              n.becomes(n.plus(1)),
              goto('go'),
            ),
            end: step(assert(n.is(0))),
          }),
        }),
      })
      return { n, worker }
    }
    expect(await asserted(build)).toEqual({
      'worker.go.up.assert': 'violated at depth 2',
      'worker.go.up.assert2': 'proved',
      'worker.go.end.assert': 'violated at depth 1',
    })
  })

  it('speaks of every choice, and of no other branch', async () => {
    const build = (): Built => {
      const n = state(range(0, 3))
      return {
        n,
        jump: choose({ to: range(0, 3), by: flag() }, ({ to, by }) =>
          step(
            when(n.is(0), to.above(0)),
            assert(to.above(0)),
            onlyIf(by, assert(to.isNot(3))).otherwise(assert(not(by))),
            n.becomes(to),
          ),
        ),
      }
    }
    expect(await asserted(build)).toEqual({
      'jump.assert': 'proved',
      'jump.assert2': 'violated at depth 0',
      'jump.assert3': 'proved',
    })
  })

  it('reads in atomic what the steps before it assign', async () => {
    const build = (): Built => {
      const n = state(range(0, 9))
      const first = step(when(n.below(5)), assert(n.below(5)), n.becomes(n.plus(2)))
      const second = step(assert(n.atLeast(2)), n.becomes(n.minus(1)))
      const third = step(assert(n.below(5)))
      return { n, all: atomic(first, second, third) }
    }
    expect(await asserted(build)).toEqual({
      'all.assert': 'proved',
      'all.assert2': 'proved',
      'all.assert3': 'violated at depth 4',
    })
  })

  it('does not hold a step back', async () => {
    const build = (): Built => {
      const n = state(range(0, 3))
      return {
        n,
        up: step(when(n.below(3)), assert(n.is(0)), n.becomes(n.plus(1))),
        end: step(when(n.is(3)), assert(false)),
      }
    }
    expect(await asserted(build)).toEqual({
      'up.assert': 'violated at depth 1',
      'end.assert': 'violated at depth 3',
    })
  })

  it('can be pinned', () => {
    const pinned = model({
      name: 'pinned',
      build() {
        const n = state(range(0, 3))
        return { n, up: step(assert(n.is(0)), n.becomes(3)) }
      },
      expect: [{ verdicts: { 'up.assert': violated(1), range: holds(3) } }],
    })
    expect(pinned.expect[0]?.verdicts['up.assert']).toEqual(violated(1))
    validate(pinned.instantiate())
  })

  it('refuses to depend on too many choices', () => {
    const error = errorOf(() =>
      built(() => {
        const n = state(range(0, 3))
        return {
          n,
          jump: choose({ a: range(0, 999), b: range(0, 999) }, ({ a, b }) => step(assert(a.isNot(b)))),
        }
      }),
    )
    expect(error.code).toBe('domain-too-large')
    expect(error.place?.file).toContain('assertion.test')
  })
})
