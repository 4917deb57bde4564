import {
  choose,
  either,
  flag,
  goto,
  invariant,
  once,
  process,
  processes,
  range,
  state,
  step,
  when,
} from 'premortem'
import { describe, expect, it } from 'vitest'
import type { Built } from '../../src/dsl/assemble.js'
import { explicit } from '../../src/engine/explicit.js'
import { built, errorOf } from './building.js'

async function verdictOf(build: () => Built): Promise<string> {
  const system = built(build)
  const openSolver = (): Promise<never> => Promise.reject(new Error('no solver'))
  const results = await explicit().check({ system, depth: 20, openSolver, report: () => undefined })
  const verdict = results.find(({ property }) => property === 'once')?.verdict
  return verdict?.kind === 'violated' ? `violated at depth ${String(verdict.depth)}` : String(verdict?.kind)
}

describe('once', () => {
  it('is violated when a second process takes the step', async () => {
    const workers = (count: number) => (): Built => {
      const worker = processes(count, { steps: () => ({ look: step(), charge: step(), sleep: step() }) })
      return { worker, properties: { once: once(worker, 'charge') } }
    }
    expect(await verdictOf(workers(1))).toBe('proved')
    expect(await verdictOf(workers(2))).toBe('violated at depth 4')
  })

  it('is violated when one process takes it twice, whichever alternative, whatever it chooses', async () => {
    const again = (isAgain: boolean) => (): Built => {
      const tried = state(flag())
      const worker = process({
        restsAt: ['charge'],
        steps: () => ({
          charge: either({
            plainly: step(when(tried.is(false)), tried.becomes(true), ...(isAgain ? [goto('charge')] : [])),
            oddly: choose({ by: range(1, 2) }, ({ by }) => step(when(tried, by.is(2)))),
          }),
        }),
      })
      return { tried, worker, properties: { once: once(worker, 'charge') } }
    }
    expect(await verdictOf(again(false))).toBe('proved')
    expect(await verdictOf(again(true))).toBe('violated at depth 2')
  })

  it('takes several steps together, and no others', async () => {
    const build = (labels: readonly ('pay' | 'refund' | 'sleep')[]) => (): Built => {
      const worker = process({
        steps: () => ({ pay: step(), sleep: step(), refund: step(), payLater: step() }),
      })
      const other = process({ steps: () => ({ pay: step() }) })
      return { worker, other, properties: { once: once(worker, ...labels) } }
    }
    expect(await verdictOf(build(['pay']))).toBe('proved')
    expect(await verdictOf(build(['pay', 'refund']))).toBe('violated at depth 3')
  })

  it('counts in a ghost that changes nothing else', () => {
    const system = built(() => {
      const worker = process({ steps: () => ({ go: step() }) })
      return { worker, properties: { once: once(worker, 'go'), more: invariant(true) } }
    })
    expect(system.variables.map(({ name, ghost }) => [name, ghost])).toEqual([
      ['worker', undefined],
      ['onceCalls', true],
    ])
    expect(system.properties.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      'invariant once',
      'invariant more',
      'deadlock deadlock',
      'range range',
    ])
  })

  it('refuses steps that are not there, and what is no process', () => {
    const asking = (ask: (worker: ReturnType<typeof workerOf>) => unknown) =>
      errorOf(() =>
        built(() => {
          const worker = workerOf()
          ask(worker)
          return { worker }
        }),
      ).code
    // @ts-expect-error: there is no such step
    expect(asking((worker) => once(worker, 'stay'))).toBe('unknown-label')
    expect(asking((worker) => once(worker))).toBe('unknown-label')
    // @ts-expect-error: an end is no step
    expect(asking((worker) => once(worker, 'done'))).toBe('unknown-label')
    expect(asking((worker) => once({ ...worker }, 'go'))).toBe('type-mismatch')
    expect(asking((worker) => once(worker, 'go'))).toBe('unnamed-property')
  })
})

function workerOf() {
  return process({ steps: () => ({ go: step() }) })
}
