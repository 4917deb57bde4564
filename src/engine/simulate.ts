import { movesOf, type Move } from '../ir/execute.js'
import { judgeState, judgeStep, type Finding } from '../ir/judge.js'
import type { State } from '../ir/state.js'
import type { Property, TransitionSystem } from '../ir/system.js'
import { stepOf } from '../trace/step.js'
import type { Step, Trace } from '../trace/trace.js'
import { areListed, drawChoices, startDrawer } from './draw.js'
import { random, type Random } from './random.js'

export interface SimulationOptions {
  /** How many runs to make. */
  readonly runs: number
  /** How many steps a run makes at most. */
  readonly depth: number
  /** Equal seeds make equal runs; a whole number, of which the low 32 bits count. */
  readonly seed: number
}

/** What was seen in random runs. What was not seen may be possible all the same. */
export interface Simulation {
  /** Runs that found a start state: fewer than asked for when the assumptions leave hardly any, or none. */
  readonly runs: number
  /** Steps taken in all runs. */
  readonly steps: number
  /** How often each action fired, by name, in the order of the system; 0 included. */
  readonly fired: Readonly<Record<string, number>>
  /** Runs that came to a state without a step onwards before the depth was reached. */
  readonly ended: number
  /** The first violation seen of each property (for a goal, the first time it was reached), in the order they were seen. */
  readonly sightings: readonly Sighting[]
}

/** What a run met. */
export interface Sighting {
  readonly property: string
  readonly kind: Property['kind']
  /** The number of the run, counted from 0. */
  readonly run: number
  /** How many steps into the run; a random run's, so hardly ever the fewest. */
  readonly depth: number
  readonly trace: Trace
}

/**
 * Makes random runs of a validated system on the reference interpreter: each step an enabled action, all equally likely, and one of
 * its enabled choices. Where an action's choices are too many to list, a sample of them is looked at, and deadlocks are not judged.
 */
export function simulate(system: TransitionSystem, options: SimulationOptions): Simulation {
  const simulating = simulation(system, options)
  for (;;) {
    const { done, value } = simulating.next()
    if (done === true) return value()
  }
}

/**
 * The same, one step at a time, for those who have other things to do in between. What is yielded, and returned, tells what was seen in
 * the runs made so far.
 */
export function* simulation(
  system: TransitionSystem,
  { runs, depth, seed }: SimulationOptions,
): Generator<() => Simulation, () => Simulation> {
  const source = random(seed)
  const drawStart = startDrawer(system, source)
  const fired: Record<string, number> = Object.fromEntries(system.actions.map(({ name }) => [name, 0]))
  const sightings = new Map<Property, Sighting>()
  const total = { runs: 0, steps: 0, ended: 0 }
  const seen = (): Simulation => ({ ...total, fired: { ...fired }, sightings: [...sightings.values()] })
  for (let run = 0; run < runs; run += 1) {
    const start = drawStart()
    if (start === undefined) continue
    const see: Witness = (property, finding, trace) => {
      if (finding === undefined || sightings.has(property)) return
      const { name, kind } = property
      const copy = { states: [...trace.states], steps: [...trace.steps], ...finding }
      sightings.set(property, { property: name, kind, run, depth: copy.steps.length, trace: copy })
    }
    const walking = walk(system, start, depth, source, see)
    let walked = walking.next()
    for (; walked.done !== true; walked = walking.next()) yield seen
    const { steps } = walked.value
    for (const { action } of steps) fired[action] = (fired[action] ?? 0) + 1
    total.runs += 1
    total.steps += steps.length
    if (steps.length < depth) total.ended += 1
  }
  return seen
}

/** Is told what each property says of the end of a run so far. */
type Witness = (property: Property, finding: Finding | undefined, trace: Trace) => void

/** One run, to its end or the depth, a step at a time. */
function* walk(
  system: TransitionSystem,
  start: State,
  depth: number,
  source: Random,
  see: Witness,
): Generator<undefined, Trace> {
  const states = [start]
  const steps: Step[] = []
  const trace = { states, steps }
  const judged = system.properties.filter(
    ({ kind }) => kind !== 'deadlock' || system.actions.every(areListed),
  )
  for (let state = start; ;) {
    const available = system.actions.map((action) => [
      ...movesOf(system, action, state, drawChoices(action, source)),
    ])
    const all = available.flat()
    for (const property of judged) see(property, judgeState(system, property, state, all), trace)
    const ways = available.map((moves) => moves.flatMap(firedBy)).filter(({ length }) => length > 0)
    if (steps.length === depth || ways.length === 0) return trace
    const { step, after } = source.pick(source.pick(ways))
    states.push(after)
    steps.push(step)
    for (const property of judged) see(property, judgeStep(system, property, state, after), trace)
    state = after
    yield
  }
}

function firedBy({ action, choices, outcome }: Move) {
  return outcome.kind === 'fired' ? [{ step: stepOf(action, choices), after: outcome.state }] : []
}
