/** Two workers count up what they have read before; what is pinned is right. */
export const LOST_UPDATE = `import { all, count, invariant, model, processes, proved, range, state, step, variant, violated } from 'premortem'

export default model({
  name: 'lost-update',
  params: {
    workers: count(2, 'who count', { max: 4 }),
    fix: variant({ none: 'as it was', atomic: 'reads and writes in one step' }, 'what is changed'),
  },
  build({ workers, fix }) {
    const total = state(range(0, 9))
    const worker = processes(workers, {
      locals: { seen: range(0, 9) },
      steps: ({ seen }) => ({
        read: step(seen.becomes(total)),
        write: step(total.becomes((fix === 'none' ? seen : total).plus(1))),
      }),
    })
    const finished = all(worker, (one) => one.at('done'))
    return { total, worker, properties: { nothingLost: invariant(finished.implies(total.is(workers))) } }
  },
  expect: [{ verdicts: { nothingLost: violated(4), range: proved() } }, { params: { workers: 3 }, verdicts: { nothingLost: violated(5) } }],
})
`

/** A process that waits for what never comes. */
export const STUCK = `import { flag, model, process, state, step, when } from 'premortem'

export default model({
  name: 'stuck',
  build() {
    const open = state(flag())
    const visitor = process({ steps: () => ({ enter: step(when(open)) }) })
    return { open, visitor }
  },
})
`

/** A counter that leaves its range. */
export const OVERFLOW = `import { goto, model, process, range, state, step } from 'premortem'

export default model({
  name: 'overflow',
  build() {
    const x = state(range(0, 2))
    const clock = process({ steps: () => ({ tick: step(x.becomes(x.plus(1)), goto('tick')) }) })
    return { x, clock }
  },
})
`

/** Two numbers that go round together for ever: no depth is deep enough for bounded model checking to finish. */
export const ENDLESS = `import { goto, invariant, model, processes, range, state, step, when } from 'premortem'

export default model({
  name: 'endless',
  build() {
    const token = state(range(0, 4))
    const twin = state(range(0, 4))
    const next = (index: number): number => (index + 1) % 5
    const node = processes(5, {
      steps: ({ index }) => ({
        pass: step(when(token.is(index)), token.becomes(next(index)), twin.becomes(next(index)), goto('pass')),
      }),
      restsAt: ['pass'],
    })
    return { token, twin, node, properties: { together: invariant(token.is(twin)) } }
  },
})
`

/** All is well with it, because next to nothing happens. */
export const IDLE = `import { flag, invariant, model, process, reachable, state, step, unreached, when } from 'premortem'

export default model({
  name: 'idle',
  build() {
    const open = state(flag())
    const visitor = process({ steps: () => ({ knock: step(), enter: step(when(open)) }), restsAt: ['enter'] })
    return {
      open,
      visitor,
      properties: {
        safe: invariant(visitor.at('done').implies(open)),
        enters: reachable(visitor.at('done')),
      },
    }
  },
  expect: [{ verdicts: { enters: unreached() } }],
})
`
