import { stateKey } from '../../engine/state-key.js'
import { attempt } from '../../ir/execute.js'
import { decisiveMoves } from '../../ir/decisive-choices.js'
import { judgeState, judgeStep, type Finding } from '../../ir/judge.js'
import type { State } from '../../ir/state.js'
import type { Action, Property, TransitionSystem } from '../../ir/system.js'
import { stepOf } from '../../trace/step.js'
import type { Step, Trace } from '../../trace/trace.js'
import { divergencesOf } from './divergence.js'
import { startsLike } from './like-starts.js'
import { choicesLike, counterpart, obstacle } from './obstacle.js'
import { isSurveyable, movesAmong, ownActions } from './own-steps.js'
import type { ReplayEnding, ScheduleReplay } from './schedule-replay.js'

/** An execution of the fixed model as far as it has come. */
interface Point {
  readonly state: State
  readonly from?: Arrival
}

interface Arrival {
  readonly point: Point
  readonly step: Step
  readonly origin: number | null
}

/** So many points are gone to by steps of the fixed model's own, over the whole schedule. */
const MOST_DETOURS = 4_000

/**
 * Follows a schedule that violates a property of the broken model step by step on the fixed one, by the interpreter. Between its steps
 * the fixed model may take steps that the broken one does not have, wherever they fit; of all ways to fit them in, the result is one that
 * violates the property, or else one that gets furthest, with the fewest such steps.
 */
export function followSchedule(
  { broken, fixed }: { readonly broken: TransitionSystem; readonly fixed: TransitionSystem },
  property: Property,
  schedule: Trace,
): ScheduleReplay {
  const own = ownActions(fixed, broken)
  const passedOver: number[] = []
  let detours = 0
  let isExhaustive = own.every(isSurveyable)

  const told = (point: Point, ending: ReplayEnding, finding: Finding = {}): ScheduleReplay => {
    const { run, origins } = executionTo(point, finding)
    return {
      property: property.name,
      schedule,
      run,
      origins,
      passedOver,
      divergences: divergencesOf({ broken, fixed }, { schedule, run, origins, ending }),
      ending,
      isExhaustive,
    }
  }
  const judged = ({ state, from }: Point): Finding | undefined =>
    (from === undefined ? undefined : judgeStep(fixed, property, from.point.state, state)) ??
    judgeState(fixed, property, state, decisiveMoves(fixed, state))

  /** The points with those that steps of its own lead to, the fewest steps first; or the first that violates the property. */
  const withDetours = (
    points: readonly Point[],
  ): readonly Point[] | { readonly violated: Point; readonly finding: Finding } => {
    const seen = new Set<string>()
    const reached: Point[] = []
    const enter = (point: Point): void => {
      const key = stateKey(fixed.variables, point.state)
      if (seen.has(key)) return
      seen.add(key)
      reached.push(point)
    }
    points.forEach(enter)
    for (const point of reached) {
      const finding = judged(point)
      if (finding !== undefined) return { violated: point, finding }
      for (const { action, choices, outcome } of movesAmong(fixed, own, point.state)) {
        if (outcome.kind !== 'fired') continue
        if (detours >= MOST_DETOURS) {
          isExhaustive = false
          break
        }
        detours += 1
        enter({ state: outcome.state, from: { point, step: stepOf(action, choices), origin: null } })
      }
    }
    return reached
  }

  const [first] = schedule.states
  let points: readonly Point[] = startsLike(fixed, first ?? {}).map((state) => ({ state }))
  const [start] = points
  if (start === undefined) return nowhere(property, schedule)
  for (const [at, step] of schedule.steps.entries()) {
    const number = at + 1
    const ready = withDetours(points)
    if ('violated' in ready) return told(ready.violated, { kind: 'violated' }, ready.finding)
    const action = counterpart(fixed, step)
    if (action === undefined) {
      passedOver.push(number)
      points = ready
      continue
    }
    const ways = choicesLike(action, step)
    points = ready.flatMap((point) =>
      ways.flatMap((choices): readonly Point[] => {
        const outcome = attempt(fixed, action, choices, point.state)
        if (outcome.kind !== 'fired') return []
        return [{ state: outcome.state, from: { point, step: stepOf(action, choices), origin: number } }]
      }),
    )
    if (points.length === 0) return told(...mostTelling(ready, action, number))
  }
  const last = withDetours(points)
  if ('violated' in last) return told(last.violated, { kind: 'violated' }, last.finding)
  return told(last[0] ?? start, { kind: 'harmless' })

  /** Of the points at which the schedule ends, one where the guard itself stands in the way, if there is one. */
  function mostTelling(ends: readonly Point[], action: Action, step: number): readonly [Point, ReplayEnding] {
    const scheduled = schedule.steps[step - 1]
    const ways = scheduled === undefined ? [] : choicesLike(action, scheduled)
    const found = ends.map((point) => [point, obstacle(fixed, { action, ways, step }, point.state)] as const)
    const best = found.find(([, { kind }]) => kind === 'blocked') ?? found[0]
    return best ?? [{ state: {} }, { kind: 'unchoosable', step, action }]
  }
}

function nowhere(property: Property, schedule: Trace): ScheduleReplay {
  return {
    property: property.name,
    schedule,
    run: { states: [], steps: [] },
    origins: [],
    passedOver: [],
    divergences: [],
    ending: { kind: 'no-start' },
    isExhaustive: true,
  }
}

function executionTo(
  point: Point,
  { fault }: Finding,
): { readonly run: Trace; readonly origins: readonly (number | null)[] } {
  const arrivals: Arrival[] = []
  const states: State[] = [point.state]
  for (let { from } = point; from !== undefined; { from } = from.point) {
    arrivals.unshift(from)
    states.unshift(from.point.state)
  }
  const steps = arrivals.map(({ step }) => step)
  return {
    run: { states, steps, ...(fault === undefined ? {} : { fault }) },
    origins: arrivals.map(({ origin }) => origin),
  }
}
