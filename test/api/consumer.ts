/**
 * What a program may write with the package: every function, with the types of what goes in and comes out named. It is compiled against the
 * declarations that are published, in strict mode, and with declarations of its own, for which every inferred type must have a public name.
 */
export const PROGRAM = `
import * as premortem from 'premortem'
import type {
  Absent, BitsType, Blockade, Confirmation, Confirmed, TextPosition, Unwritten, Action, Adapter, AllStatesVisited, Candidate, Certificate, Change, CheckedSide, CheckOptions, CheckReport, CheckResult,
  Choices, CompareEvent, CompareOptions, CompareResult, Comparison, Divergence, Doing, DriveOptions, EngineEvent, ExecutionsEnd,
  ExportFormat, ExportOptions, Expr, Fate, Fault, FaultCode, FixOptions, Holds, InductiveInvariant, InFlight, KInduction,
  ModelDefinition, ModelErrorCode, ParameterValues, Property, PropertyResult, PropertyTrace, PropertyTraces, Proved, Reached,
  ReplayEnding, ReplayOutcome, RunEvent, SavedTrace, Scalar, ScheduleReplay, SharedCell, Sighting, SimulateEvent, SimulateOptions,
  SimulateResult, Simulation, SolvingOptions, SourcePlace, State, StateDifference, SweepEvent, SweepOptions, SweepResult,
  SweepResultRow, SweptValues, Teller, Trace, TraceStep, TransitionSystem, Turn, Type, Undecided, Unreached, Update, Value, Variable,
  Verdict, VerdictsAtDepth, Violated, Warning, WholeNumbers, Work,
} from 'premortem'

export const shop = premortem.model({
  name: 'shop',
  params: {
    buyers: premortem.count(2, 'how many'),
    open: premortem.toggle(true, 'whether it is open'),
    fix: premortem.variant({ none: 'as it was', atomic: 'at once' }, 'what is changed'),
  },
  build: () => ({ properties: {} }),
})
type P = typeof shop extends ModelDefinition<infer Params> ? Params : never

const solving: SolvingOptions = { engine: 'auto', solver: 'wasm', timeout: 60, signal: AbortSignal.timeout(1), minimise: 'none' }
const hear = (event: RunEvent): string => {
  switch (event.kind) {
    case 'depth':
      return event.properties.join() + String(event.depth) + event.engine
    case 'verdict':
    case 'minimised':
      return event.result.property
    case 'engine-start':
      return String(event.attempt)
    case 'engine-died':
      return event.reason
    default: {
      const rest: Exclude<RunEvent['kind'], 'depth' | 'verdict' | 'minimised' | 'engine-start' | 'engine-died'> = event.kind
      return rest
    }
  }
}
export const engineNews: (event: EngineEvent) => string = ({ kind }) => kind

const checking: CheckOptions<P> = { ...solving, params: { fix: 'atomic' }, properties: ['p'], depth: 3, vacuity: 'thorough', onEvent: hear }
export const checked: Promise<CheckResult> = premortem.check(shop, checking)
export const proved: Promise<CheckReport> = premortem.prove(shop)

const sizes: SweptValues<number> = { from: 1, to: 3 } satisfies WholeNumbers
const sweeping: SweepOptions<P> = { params: { buyers: sizes, fix: ['none', 'atomic'], open: true }, onEvent: (event: SweepEvent<P>) => event.place }
export const swept: Promise<SweepResult<P>> = premortem.sweep(shop, sweeping)
export const cell = (row: SweepResultRow<P>): VerdictsAtDepth | undefined => row.depths[0]
export const fix = (values: ParameterValues<P>): 'none' | 'atomic' => values.fix

const fixing: FixOptions<P> = { broken: {}, fixed: [{ fix: 'atomic' }], onEvent: ({ label }: CompareEvent) => label }
export const compared: Promise<CompareResult> = premortem.compare(shop, fixing)
export const judged = async (): Promise<readonly (readonly [Candidate, readonly Fate[], readonly ScheduleReplay[], Work])[]> =>
  (await premortem.compare(shop, shop)).candidates.map((one) => [one, one.fates, one.replays, one.work])
export const parts = (replay: ScheduleReplay): readonly [ReplayEnding, readonly Divergence[], readonly SharedCell[]] =>
  [replay.ending, replay.divergences, replay.divergences.flatMap(({ cells }) => cells)]
export const bound = (change: Change): number | null => (change.kind === 'closed' ? change.depth : null)

const simulating: SimulateOptions<P> = { runs: 3, seed: 1, onEvent: ({ simulation }: SimulateEvent) => simulation.runs }
export const simulated: Promise<SimulateResult> = premortem.simulate(shop, simulating)
export const seen = ({ sightings }: Simulation): readonly Sighting[] => sightings

const format: ExportFormat = 'smt2'
const exporting: ExportOptions<P> = { format, depth: 2 }
export const exported: Promise<string> = premortem.exportModel(shop, exporting)

export const saved: Promise<SavedTrace> = premortem.readTrace('{}', { property: 'p' })
export const replayed = (trace: PropertyTrace): ReplayOutcome => premortem.replay(shop, trace)
export const found = (traces: PropertyTraces): PropertyTrace | undefined => traces.p

const lane: (turn: Turn) => Promise<void> = (turn) => turn()
const clients: InFlight = premortem.inFlight({ 'buyer[0]': lane })
const adapter: Adapter = { steps: { buy: (step: TraceStep) => clients.advance(step) }, state: () => ({}) }
const driving: DriveOptions = { timeout: 1 }
export const driven = (trace: Trace): Promise<void> => premortem.drive(trace, adapter, driving)

export const known = (error: unknown): readonly (string | ModelErrorCode | SourcePlace | StateDifference | undefined)[] => {
  if (error instanceof premortem.ModelError) return [error.code, error.problem, error.remedy, error.place]
  if (error instanceof premortem.SolverError) return [error.solver]
  if (error instanceof premortem.FormatError) return [error.path, error.problem]
  if (error instanceof premortem.DeviationError) return [error.action, ...error.differences]
  return error instanceof premortem.SelfCheckError ? [error.message] : []
}

export const told = ({ verdict, kind }: PropertyResult): readonly [Verdict['kind'], Property['kind'], Certificate | undefined] =>
  [verdict.kind, kind, verdict.kind === 'proved' ? verdict.certificate : undefined]
export const warned = ({ warnings }: CheckReport): readonly Warning[] => warnings
export const inside = (system: TransitionSystem): readonly (readonly [Variable, Expr])[] =>
  system.variables.map((variable) => [variable, system.mayEnd])
export const last = ({ states, steps, fault }: Trace): readonly [State | undefined, Value | undefined, Choices | undefined, Fault | undefined] =>
  [states.at(-1), states[0]?.['x'], steps.at(-1)?.choices, fault]
export const chosen = ({ choices }: TraceStep): Scalar | undefined => choices['item']
`

/** Parts of models that several files share, without a single type written: what is inferred is in the declarations of the program. */
export const PARTS = `
import * as p from 'premortem'

export const a = p.flag()
export const b = p.oneOf('x', 'y')
export const c = p.range(0, 3)
export const d = p.integer()
export const e = p.record({ a, b })
export const f = p.array(3, c)
export const g = p.map(c, a)
export const h = p.option(b)
export const i = p.sequence(b, 3)
export const j = p.setOf(b)
export const k = p.tuple(a, b)
export const l = p.union({ none: {}, some: { value: c } })
export const locks = () => [p.mutex(2), p.semaphore(2), p.conditionVariable(2), p.budget(3), p.rendezvous(b, 2)] as const
export const messages = () => p.channel(b, 2)
export const shared = () => p.state({ a, b, e, f, g, h, i, j, k, l })
export const audit = () => p.ghost(a)
export const worker = () =>
  p.processes(2, { locals: { a }, steps: ({ a: own }) => ({ go: p.step(own.becomes(true)), rest: p.step() }) })
export const clerk = () => p.process({ locals: { a }, steps: ({ a: own }) => ({ go: p.step(own.becomes(true)) }) })
export const clauses = (one: ReturnType<typeof shared>) => [
  p.when(one.a), p.onlyIf(one.a, one.a.becomes(false)), p.onlyIf(one.a).otherwise(), p.goto('x'), p.assert(one.a), p.done,
] as const
export const steps = () => [p.step(), p.either({ a: p.step() }), p.choose({ q: c }, ({ q }) => p.step(p.when(q.is(1))))] as const
export const values = (one: ReturnType<typeof shared>) =>
  [p.ifElse(one.a, one.b, one.b), p.next(one.a), p.not(one.a), one.g, one.h, one.i, one.j, one.k, one.l, one.f.at(0)] as const
export const asked = (one: ReturnType<typeof shared>) => [p.invariant(one.a), p.assume(one.a), p.reachable(one.a)] as const
export const counted = (them: ReturnType<typeof worker>) =>
  [p.all(them, (one) => one.at('go')), p.sum(them, () => 1), p.howMany(them, (one) => one.at('go')), them.at(0)] as const
export const expected = [p.violated(1), p.proved(), p.anything, p.nothing] as const
`
