import { SelfCheckError } from '../engine/self-check-error.js'
import type { PropertyResult } from '../engine/verdict.js'
import { check, DEFAULT_DEPTH, type CheckOptions, type CheckReport } from './check.js'
import type { Candidate, CheckedSide, Comparison, Side } from './compare/comparison.js'
import { fatesOf, isContradicted } from './compare/fate.js'
import { followSchedule } from './compare/follow-schedule.js'
import { patientCheck } from './compare/patient-check.js'
import type { ScheduleReplay } from './compare/schedule-replay.js'
import { abilityOf, workOf, type Ability, type WorkOptions } from './compare/work.js'
import type { RunEvent } from './run-event.js'

export interface CompareOptions extends Omit<
  CheckOptions,
  'insist' | 'vacuity' | 'onEvent' | 'properties' | 'confirmWith'
> {
  /** Go on until the broken model's properties are decided for good as well; usually only the fixed ones' are. */
  readonly insistOnBroken?: boolean
  /** Told how the check of one of the models fares. */
  readonly onEvent?: (event: RunEvent, label: string) => void
  /** Told when a model's turn begins. */
  readonly onTurn?: (label: string) => void
}

/** Seconds that the solver may take to find out whether a step is possible. */
const PATIENCE = 5

/**
 * Judges what is done about a broken model: what becomes of each property, how far the schedules that violate it get, and whether the
 * work is still done. One model is checked after the other.
 * @throws SelfCheckError also when the interpreter finds a violation that the check of a model rules out.
 */
export async function compare(
  broken: Side,
  fixes: readonly Side[],
  options: CompareOptions = {},
): Promise<Comparison> {
  const { timeout, insistOnBroken = false, worker, onEvent, onTurn, ...rest } = options
  const started = performance.now()
  const signal = options.signal ?? new AbortController().signal
  const remaining = (): number | undefined =>
    timeout === undefined ? undefined : Math.max(0.01, timeout - (performance.now() - started) / 1000)
  const optionsFor = (label: string): WorkOptions['check'] => {
    const left = remaining()
    return {
      ...rest,
      depth: options.depth ?? DEFAULT_DEPTH,
      signal,
      vacuity: 'none',
      ...(left === undefined ? {} : { timeout: left }),
      onEvent: (event) => onEvent?.(event, label),
    }
  }
  const workOptions = (label: string): WorkOptions => ({
    check: optionsFor(label),
    patience: Math.min(PATIENCE, remaining() ?? Infinity),
  })

  onTurn?.(broken.label)
  const checking = insistOnBroken ? patientCheck : check
  const report = await checking(broken.system, {
    ...optionsFor(broken.label),
    ...(worker === undefined ? {} : { worker }),
  })
  const before: CheckedSide = { label: broken.label, report }
  if (report.results.every(({ verdict }) => verdict.kind !== 'violated')) return ended(before, [], signal)
  const ability = await abilityOf(broken.system, workOptions(broken.label))
  const candidates: Candidate[] = []
  for (const fixed of fixes) {
    onTurn?.(fixed.label)
    candidates.push(
      await judge({ ...broken, report, ability }, fixed, {
        check: optionsFor(fixed.label),
        work: () => workOptions(fixed.label),
      }),
    )
  }
  return ended(before, candidates, signal)
}

/** The signal may also come while it is asked what is still possible, when all checks are done. */
function ended(broken: CheckedSide, candidates: readonly Candidate[], { aborted }: AbortSignal): Comparison {
  const stopped = aborted
    ? 'interrupted'
    : [broken, ...candidates].find((side) => side.report.stopped !== undefined)?.report.stopped
  return { broken, candidates, ...(stopped === undefined ? {} : { stopped }) }
}

async function judge(
  broken: Side & { readonly report: CheckReport; readonly ability: Ability },
  fixed: Side,
  options: { readonly check: CheckOptions; readonly work: () => WorkOptions },
): Promise<Candidate> {
  const report = await patientCheck(fixed.system, options.check)
  const replays = replaysOf(broken, fixed, report.results)
  const work = await workOf(
    {
      broken: { system: broken.system, results: broken.report.results, ability: broken.ability },
      fixed: { system: fixed.system, results: report.results },
    },
    options.work(),
  )
  return { label: fixed.label, report, fates: fatesOf(broken.report.results, report.results), replays, work }
}

function replaysOf(
  broken: Side & { readonly report: CheckReport },
  fixed: Side,
  results: readonly PropertyResult[],
): readonly ScheduleReplay[] {
  return broken.report.results.flatMap(({ property: name, kind, verdict }) => {
    const property = fixed.system.properties.find((known) => known.name === name && known.kind === kind)
    if (property === undefined || verdict.kind !== 'violated') return []
    const systems = { broken: broken.system, fixed: fixed.system }
    const replay = followSchedule(systems, property, verdict.trace)
    const found = results.find((result) => result.property === name)
    const steps = replay.run.steps.length
    if (replay.ending.kind === 'violated' && found !== undefined && isContradicted(found.verdict, steps)) {
      throw new SelfCheckError(
        `${found.engine} says that ${name} is ${found.verdict.kind} with ${fixed.label}, and an execution of ${String(steps)} steps shows otherwise`,
      )
    }
    return [replay]
  })
}
