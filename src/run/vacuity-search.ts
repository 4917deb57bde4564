import { explicit } from '../engine/explicit.js'
import { simulate } from '../engine/simulate.js'
import { choiceCount } from '../ir/choices.js'
import type { TransitionSystem } from '../ir/system.js'
import { runPortfolio } from './portfolio.js'
import type { RunEvent } from './run-event.js'
import type { Question } from './vacuity-questions.js'

export interface SearchOptions {
  /** How many steps deep to look. */
  readonly depth: number
  readonly solver: string
  /** Seconds that the solver may take; 0: it is not asked; undefined: as many as it needs. */
  readonly patience: number | undefined
  readonly signal: AbortSignal
  /** Told how far the solver has come, as of an engine named `vacuity`. */
  readonly onEvent: (event: RunEvent) => void
  /** Whether start states are easily found; where not, only the solver is asked. */
  readonly startsKnown: boolean
}

/** What no execution of up to so many steps does; null: none at all. */
export type Never = ReadonlyMap<Question, number | null>

export interface SearchOutcome {
  readonly never: Never
  /** What could not be decided. */
  readonly open: readonly Question[]
}

/** Attempts of an action with its choices, which are what a state costs. */
type Attempts = number

/**
 * The cheap looks, one after the other as long as something is left: so many random runs, or a walk over the first states. Most models
 * need the first look only. Some actions are deep, which runs find; some are rare, which walks find.
 */
const LOOKS: readonly ({ readonly runs: number } | { readonly walk: Attempts })[] = [
  { runs: 2 },
  { walk: 4_000 },
  { runs: 24 },
  { walk: 50_000 },
]

/** What one random run may cost. */
const MOST_OF_A_RUN: Attempts = 5_000

const NOBODY = (): void => undefined

/**
 * Finds the questions that nothing answers. What executions do is mostly seen at once, and where the states are few, a walk decides it
 * all. Only for what is left, bounded model checking is asked, as for any goal.
 */
export async function findNever(
  system: TransitionSystem,
  questions: readonly Question[],
  options: SearchOptions,
): Promise<SearchOutcome> {
  const { depth, patience, signal, startsKnown } = options
  let found: SearchOutcome = { never: new Map(), open: questions }
  const ask = async (look: (open: readonly Question[]) => Promise<SearchOutcome>): Promise<void> => {
    const { never, open } = await look(found.open)
    found = { never: new Map([...found.never, ...never]), open }
  }
  for (const look of startsKnown ? LOOKS : []) {
    if (found.open.length === 0 || signal.aborted) return found
    await ask((open) =>
      'runs' in look
        ? wander(system, open, depth, look.runs)
        : walk(system, open, { depth, attempts: look.walk, signal }),
    )
  }
  if (found.open.some(({ whole }) => whole) && patience !== 0 && !signal.aborted) {
    await ask((open) => solve(system, open, options))
  }
  return found
}

/** Makes random runs. What is left are the questions that none of them answers. */
function wander(
  system: TransitionSystem,
  questions: readonly Question[],
  depth: number,
  runs: number,
): Promise<SearchOutcome> {
  const steps = Math.min(depth, Math.ceil(MOST_OF_A_RUN / attemptsPerState(system)))
  const { fired, sightings } = simulate(asking(system, questions), { runs, depth: steps, seed: runs })
  const seen = new Set(sightings.map(({ property }) => property))
  const open = questions.filter(
    ({ goals, actions }) =>
      !goals.some(({ name }) => seen.has(name)) && !actions.some((name) => (fired[name] ?? 0) > 0),
  )
  return Promise.resolve({ never: new Map(), open })
}

/** Visits the first states one by one, as many as so many attempts reach. Where the signal is given meanwhile, nothing is learned. */
async function walk(
  system: TransitionSystem,
  questions: readonly Question[],
  {
    depth,
    attempts,
    signal,
  }: { readonly depth: number; readonly attempts: Attempts; readonly signal: AbortSignal },
): Promise<SearchOutcome> {
  const search = explicit({ stateLimit: Math.floor(attempts / attemptsPerState(system)), signal })
  try {
    const results = await search.check({
      system: asking(system, questions),
      depth,
      openSolver: () => Promise.reject(new TypeError('this search needs no solver')),
      report: NOBODY,
    })
    return sorted(questions, results, depth)
  } catch (error) {
    if (signal.aborted) return { never: new Map(), open: questions }
    throw error
  }
}

async function solve(
  system: TransitionSystem,
  questions: readonly Question[],
  { depth, solver, patience, signal, onEvent }: SearchOptions,
): Promise<SearchOutcome> {
  const signals =
    patience === undefined ? [signal] : [signal, AbortSignal.timeout(Math.ceil(patience * 1000))]
  const results = await runPortfolio(['bmc'], {
    job: { system: asking(system, questions), depth, solver },
    worker: undefined,
    insist: false,
    signal: AbortSignal.any(signals),
    stopReason: () => undefined,
    onEvent: (event) => {
      const news = ofVacuity(event, questions)
      if (news !== undefined) onEvent(news)
    },
  })
  return sorted(questions, results, depth)
}

/** How the search fares, told of the questions' subjects instead of their hidden goals; undefined for the fate of a single goal. */
function ofVacuity(event: RunEvent, questions: readonly Question[]): RunEvent | undefined {
  switch (event.kind) {
    case 'depth': {
      const open = new Set(event.properties)
      const asked = questions.filter(({ goals }) => goals.some(({ name }) => open.has(name)))
      return { ...event, engine: 'vacuity', properties: asked.map(({ subject }) => subject) }
    }
    case 'lemmas':
    case 'engine-start':
    case 'engine-died':
    case 'engine-end':
      return { ...event, engine: 'vacuity' }
    case 'verdict':
    case 'gave-up':
    case 'frame':
    case 'induction':
    case 'attempt':
    case 'minimising':
    case 'minimised':
    case 'confirming':
    case 'confirmed':
      return undefined
  }
}

/** The system with the goals of the questions, and nothing else, to be decided. */
function asking(system: TransitionSystem, questions: readonly Question[]): TransitionSystem {
  return { ...system, properties: questions.flatMap(({ goals }) => goals) }
}

function attemptsPerState({ actions }: TransitionSystem): number {
  return 2 * actions.reduce((sum, action) => sum + Number(choiceCount(action) ?? Infinity), 1)
}

/** A question is answered `never` when all its goals are unreached, to the depth or for ever. */
function sorted(
  questions: readonly Question[],
  results: Awaited<ReturnType<typeof runPortfolio>>,
  depth: number,
): SearchOutcome {
  const verdicts = new Map(results.map(({ property, verdict }) => [property, verdict]))
  const never = new Map<Question, number | null>()
  const open: Question[] = []
  for (const question of questions) {
    const found = question.goals.map(({ name }) => verdicts.get(name))
    if (found.some((verdict) => verdict?.kind === 'reached')) continue
    const unreached = found.flatMap((verdict) => (verdict?.kind === 'unreached' ? [verdict] : []))
    if (!question.whole || unreached.length < found.length) open.push(question)
    else {
      const isProved = unreached.every(({ certificate }) => certificate !== undefined)
      never.set(question, isProved ? null : depth)
    }
  }
  return { never, open }
}
