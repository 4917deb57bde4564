import { ENGINES } from '../engine/engines.js'
import { openSolver } from '../smt/open-solver.js'
import type { OpenSolver, Solver } from '../smt/solver.js'
import type { Job, Message } from './message.js'

/**
 * The program that a worker process runs: one job, then it ends. A solver that blocks it, eats its memory or crashes harms nobody else.
 * Its argument names the solver to start while the job is still being prepared.
 */
const expected = process.argv[2]
const preparing = expected === undefined ? undefined : prepare(expected)

process.on('message', (job: Job) => {
  void work(job)
})
// The parent decides about Ctrl-C; a worker without a parent has nobody to work for.
process.on('SIGINT', () => undefined)
process.on('disconnect', () => process.exit())

/** Opens a solver and lets it answer a first trivial query, while its code is still cold. */
function prepare(name: string): Promise<Solver> {
  const opening = openSolver(name)().then(async (solver) => {
    await solver.run('(push 1)(declare-const warm (_ BitVec 2))(assert (bvult warm #b11))(check-sat)(pop 1)')
    return solver
  })
  // Whoever takes the solver sees the error; until then it must not end the process.
  opening.catch(() => undefined)
  return opening
}

/** The prepared solver for the first who asks, if it is the right one; new ones after that. */
function solvers(name: string): OpenSolver {
  let prepared = name === expected ? preparing : undefined
  return () => {
    const solver = prepared ?? openSolver(name)()
    prepared = undefined
    return solver
  }
}

async function work({ system, engine: name, depth, solver }: Job): Promise<void> {
  try {
    const engine = ENGINES.get(name)
    if (engine === undefined) throw new TypeError(`no engine is called ${name}`)
    await engine.check({
      system,
      depth,
      openSolver: solvers(solver),
      report: (event) => {
        send({ kind: 'event', event })
      },
    })
    send({ kind: 'finished' })
  } catch (error) {
    const { name: errorName, message, stack } = error instanceof Error ? error : new Error(String(error))
    send({ kind: 'failed', failure: { name: errorName, message, ...(stack === undefined ? {} : { stack }) } })
  }
}

function send(message: Message): void {
  process.send?.(message)
}
