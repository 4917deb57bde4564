import { openSolver } from '../smt/open-solver.js'
import type { OpenSolver } from '../smt/solver.js'
import { DEFAULT_SOLVER, type Job, type Message } from './message.js'

/**
 * The program that a worker process runs: one job, then it ends. A solver that blocks it, eats its memory or crashes harms nobody else.
 * Its argument names the solver to start while the job is still being prepared.
 */
const expected = process.argv[2]
const parent = process.ppid
const prepared = expected === undefined ? undefined : prepare(expected)

process.on('message', (job: Job) => {
  void work(job)
})
// The parent decides about Ctrl-C; a worker without a parent has nobody to work for.
process.on('SIGINT', () => undefined)
process.on('disconnect', () => process.exit())

/** Loads the solver; the one in WASM also answers a first trivial query, while its code is still cold. */
function prepare(name: string): OpenSolver {
  const open = openSolver(name)
  if (name === DEFAULT_SOLVER) void warmUp(open)
  return open
}

async function warmUp(open: OpenSolver): Promise<void> {
  try {
    const solver = await open()
    await solver.run('(set-logic QF_BV)(declare-const x (_ BitVec 2))(assert (bvult x #b11))(check-sat)')
    await solver.close()
  } catch {
    // Whoever needs the solver will meet the error, and report it.
  }
}

async function work({ system, engine: name, depth, solver }: Job): Promise<void> {
  try {
    const { ENGINES } = await import('../engine/engines.js')
    const engine = ENGINES.get(name)
    if (engine === undefined) throw new TypeError(`no engine is called ${name}`)
    await engine.check({
      system,
      depth,
      openSolver: prepared !== undefined && solver === expected ? prepared : openSolver(solver),
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
  // A search lets no event through, not even the parent's end: whoever has been handed to another parent has lost its own.
  if (process.ppid !== parent) process.exit()
  process.send?.(message)
}
