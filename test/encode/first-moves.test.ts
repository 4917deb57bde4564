import { describe, expect, it } from 'vitest'
import { firstMovesInOrder } from '../../src/encode/first-moves.js'
import { unroll } from '../../src/encode/unrolling.js'
import { bmc } from '../../src/engine/bmc.js'
import {
  all,
  count,
  flag,
  invariant,
  model,
  not,
  processes,
  range,
  reachable,
  state,
  step,
  variant,
  when,
} from '../../src/index.js'
import type { TransitionSystem } from '../../src/ir/system.js'
import { lowerSystem } from '../../src/lower/lower-system.js'
import { interchangeable } from '../../src/lower/symmetry.js'
import { openSolver } from '../../src/smt/open-solver.js'

/** Workers that take a lock, do two things under it, and give it back. */
const locking = model({
  name: 'locking',
  params: {
    workers: count(3, 'workers'),
    goal: variant({ everybody: 'all are done', last: 'the last is done' }, 'what is to be reached'),
  },
  build({ workers, goal }) {
    const shared = state({ locked: flag(), work: range(0, 9, 'saturate') })
    const worker = processes(workers, {
      locals: { isDone: flag() },
      steps: ({ isDone }) => ({
        take: step(when(not(shared.locked)), shared.locked.becomes(true)),
        work: step(shared.work.becomes(shared.work.plus(1))),
        give: step(shared.locked.becomes(false), isDone.becomes(true)),
      }),
    })
    return {
      shared,
      worker,
      properties: {
        done: reachable(goal === 'everybody' ? all(worker, (w) => w.isDone) : worker.at(workers - 1).isDone),
        little: invariant(shared.work.below(9)),
      },
    }
  },
})

async function depthOf(system: TransitionSystem, property: string): Promise<number | null | undefined> {
  const open = openSolver('wasm')
  const results = await bmc.check({
    system: { ...system, properties: system.properties.filter(({ name }) => name === property) },
    depth: 12,
    openSolver: open,
    report: () => undefined,
  })
  const [result] = results
  return result !== undefined && 'depth' in result.verdict ? result.verdict.depth : undefined
}

function constraintsOn(system: TransitionSystem): number {
  const lowered = lowerSystem(system)
  const moves = firstMovesInOrder(lowered, unroll(lowered).relation)
  return moves.step(0).filter(({ kind }) => kind === 'assert').length
}

describe('processes that make their first moves in order', () => {
  it('may go on at any time after that', async () => {
    expect(await depthOf(locking.instantiate({}), 'done')).toBe(9)
  })

  it('are those that the system does not tell apart', () => {
    expect(constraintsOn(locking.instantiate({}))).toBe(2)
    expect(constraintsOn(locking.instantiate({ workers: 5 }))).toBe(4)
  })

  it('are told apart by a target that looks at one of them', async () => {
    const system = locking.instantiate({ goal: 'last' })
    expect(interchangeable(lowerSystem(system))).toEqual([])
    expect(constraintsOn(system)).toBe(0)
    expect(await depthOf(system, 'done')).toBe(3)
  })
})
