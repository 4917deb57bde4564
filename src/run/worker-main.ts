import { setFlagsFromString } from 'node:v8'
import type { EngineEvent } from '../engine/engine.js'
import { ENGINES } from '../engine/engines.js'
import { memoryMeter } from './memory-meter.js'
import { openSolver } from '../smt/open-solver.js'
import type { OpenSolver } from '../smt/solver.js'
import { failureOf } from './failure.js'
import {
  DEFAULT_SOLVER,
  type ExaminationJob,
  type Job,
  type Message,
  type MinimisingJob,
  type SearchJob,
} from './message.js'
import { minimisingSeconds, toMinimise } from './minimising.js'
import { unpack, type Packed } from './packed.js'

/**
 * The program that a worker process runs: one job, then it ends. A solver that blocks it, eats its memory or crashes harms nobody else.
 * Its argument names the solver to start while the job is still being prepared.
 */
// Z3's code is long, and little of it is ever run: what is run is soon enough validated when it first is.
setFlagsFromString('--wasm-lazy-validation')
// Optimising a function of it costs more than short searches ever get back, and with the usual budget (1.8 million) holds up long ones.
setFlagsFromString('--wasm-tiering-budget=50000000')
const expected = process.argv[2]
const parent = process.ppid
const memory = memoryMeter()
const prepared = expected === undefined ? undefined : prepare(expected)
// Every engine starts from this one.
void ENGINES.get('bmc')?.()

process.on('message', (packed: Packed<Job>) => {
  void work(unpack(packed))
})
// The parent decides about Ctrl-C; a worker without a parent has nobody to work for.
process.on('SIGINT', () => undefined)
// A native solver ends with this process only where this is what ends it.
process.on('SIGTERM', () => process.exit())
process.on('disconnect', () => process.exit())
// Its end may have come before anybody listened.
if (!process.connected) process.exit()

/** The solver in WASM is loaded once for all uses; loading a native one is not worth it. */
function prepare(name: string): OpenSolver {
  const open = openSolver(name)
  if (name === DEFAULT_SOLVER) void load(open)
  return open
}

async function load(open: OpenSolver): Promise<void> {
  try {
    await (await open()).close()
  } catch {
    // Whoever needs the solver will meet the error, and report it.
  }
}

async function work(job: Job): Promise<void> {
  try {
    await perform(job)
    send({ kind: 'finished' })
  } catch (error) {
    send({ kind: 'failed', failure: failureOf(error) })
  }
}

function perform(job: Job): Promise<void> {
  switch (job.kind) {
    case 'search':
      return search(job)
    case 'minimising':
      return simplify(job)
    case 'examination':
      return examineClaim(job)
  }
}

async function search({ system, engine: name, depth, solver, minimise }: SearchJob): Promise<void> {
  const started = performance.now()
  const engine = await ENGINES.get(name)?.()
  if (engine === undefined) throw new TypeError(`no engine is called ${name}`)
  const results = await engine.check({ system, depth, openSolver: solverFor(solver), report })
  const found = minimise === undefined ? [] : toMinimise(minimise, results)
  if (found.length === 0) return
  const seconds = minimisingSeconds((performance.now() - started) / 1000)
  await simplify({ system, solver, found, seconds })
}

async function simplify({ system, solver, found, seconds }: Omit<MinimisingJob, 'kind'>): Promise<void> {
  const { minimiseFound } = await import('./minimise-found.js')
  send({ kind: 'almost', seconds: seconds + 1 })
  await minimiseFound(system, found, { openSolver: solverFor(solver), seconds, report })
}

async function examineClaim({ system, examination, solver }: ExaminationJob): Promise<void> {
  const { examine } = await import('../engine/examine/examine.js')
  await examine(system, examination, {
    openSolver: solverFor(solver),
    report: (finding) => {
      send({ kind: 'finding', finding })
    },
  })
}

function solverFor(name: string): OpenSolver {
  return prepared !== undefined && name === expected ? prepared : openSolver(name)
}

function report(event: EngineEvent): void {
  send({ kind: 'event', event, memory: memory() })
}

function send(message: Message): void {
  // A search lets no event through, not even the parent's end: whoever has been handed to another parent has lost its own.
  if (process.ppid !== parent) process.exit()
  process.send?.(message)
}
