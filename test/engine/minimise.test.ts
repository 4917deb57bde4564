import { beforeAll, describe, expect, it } from 'vitest'
import { bmc } from '../../src/engine/bmc.js'
import { minimise } from '../../src/engine/minimise/minimise.js'
import { isFound } from '../../src/engine/verdict.js'
import {
  budget,
  done,
  either,
  fault,
  goto,
  model,
  process,
  processes,
  range,
  reachable,
  state,
  step,
  when,
} from '../../src/index.js'
import type { TransitionSystem } from '../../src/ir/system.js'
import { SolverError, type OpenSolver } from '../../src/smt/solver.js'
import { loadZ3, type Z3 } from '../../src/smt/z3.js'
import type { Trace } from '../../src/trace/trace.js'

let z3: Z3
beforeAll(async () => {
  z3 = await loadZ3()
})

const NEVER = (): boolean => false
const open: OpenSolver = () => z3.open()

async function firstTrace(system: TransitionSystem, property: string): Promise<Trace> {
  const results = await bmc.check({ system, depth: 12, openSolver: open, report: () => undefined })
  const verdict = results.find((result) => result.property === property)?.verdict
  if (verdict === undefined || !isFound(verdict)) throw new TypeError(`${property} is not decided by a trace`)
  return verdict.trace
}

async function simplest(system: TransitionSystem, property: string): Promise<readonly string[]> {
  const { trace, minimal } = await minimise(system, property, await firstTrace(system, property), {
    openSolver: open,
    isOver: NEVER,
  })
  expect(minimal).toBe(true)
  return trace.steps.map(({ action, choices }) => [action, ...Object.values(choices).map(String)].join(' '))
}

describe('the simplest trace', () => {
  it('prefers steps in which nothing breaks, however often the process changes', async () => {
    const system = model({
      name: 'faults',
      build: () => {
        const broken = state(range(0, 1))
        const sum = state(range(0, 4))
        const one = process({
          steps: () => ({
            go: either({
              breaks: fault(step(sum.becomes(sum.plus(1)), broken.becomes(1), goto('go'))),
              works: step(sum.becomes(sum.plus(1))),
            }),
          }),
        })
        const other = process({
          steps: () => ({ go: step(when(sum.is(1)), sum.becomes(sum.plus(1)), goto('go')) }),
        })
        return { broken, sum, one, other, deadlock: 'ignored', properties: { two: reachable(sum.is(2)) } }
      },
    }).instantiate()
    expect(await simplest(system, 'two')).toEqual(['one.go.works', 'other.go'])
  })

  it('lets each process go on as long as it can', async () => {
    const system = model({
      name: 'switches',
      build: () => {
        const sum = state(range(0, 4))
        const worker = processes(2, {
          steps: () => ({ first: step(sum.becomes(sum.plus(1))), second: step(sum.becomes(sum.plus(1))) }),
        })
        return { sum, worker, properties: { four: reachable(sum.is(4)) } }
      },
    }).instantiate()
    expect(await simplest(system, 'four')).toEqual([
      'worker[0].first',
      'worker[0].second',
      'worker[1].first',
      'worker[1].second',
    ])
  })

  it('marks crashes as faults', async () => {
    const system = model({
      name: 'crashing',
      build: () => {
        const crashes = state(budget(1))
        const done_ = state(range(0, 1))
        const worker = process({
          crashes: { within: crashes },
          locals: { tries: range(0, 3) },
          steps: ({ tries }) => ({ work: step(tries.becomes(1), done_.becomes(1), done) }),
        })
        return { crashes, done_, worker, properties: { works: reachable(done_.is(1)) } }
      },
    }).instantiate()
    expect(system.actions.filter((action) => action.fault).map(({ name }) => name)).toEqual(['worker.crash'])
    expect(await simplest(system, 'works')).toEqual(['worker.work'])
  })
})

describe('where minimising cannot end', () => {
  const system = model({
    name: 'switches',
    build: () => {
      const sum = state(range(0, 4))
      const worker = processes(2, {
        steps: () => ({ first: step(sum.becomes(sum.plus(1))), second: step(sum.becomes(sum.plus(1))) }),
      })
      return { sum, worker, properties: { four: reachable(sum.is(4)) } }
    },
  }).instantiate()

  it('keeps the trace that there is when time is over', async () => {
    const trace = await firstTrace(system, 'four')
    const minimised = await minimise(system, 'four', trace, { openSolver: open, isOver: () => true })
    expect(minimised).toEqual({ trace, minimal: false })
  })

  it('keeps the best so far when the solver fails', async () => {
    const trace = await firstTrace(system, 'four')
    const failing: OpenSolver = () => Promise.reject(new SolverError('none', 'there is none'))
    expect(await minimise(system, 'four', trace, { openSolver: failing, isOver: NEVER })).toEqual({
      trace,
      minimal: false,
    })
  })

  it('refuses a length at which nothing is decided', async () => {
    const trace = await firstTrace(system, 'four')
    const short = { states: trace.states.slice(0, -1), steps: trace.steps.slice(0, -1) }
    await expect(minimise(system, 'four', short, { openSolver: open, isOver: NEVER })).rejects.toThrow(
      /no execution of 3 steps decides four/,
    )
  })
})
