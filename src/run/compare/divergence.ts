import { locate } from '../../ir/cell.js'
import { environment } from '../../ir/environment.js'
import type { State } from '../../ir/state.js'
import type { Action, TransitionSystem } from '../../ir/system.js'
import { ownActions } from './own-steps.js'
import type { Divergence, ScheduleReplay } from './schedule-replay.js'
import { differingCells, isOneCell, partOf, sharedCells, type SharedCell } from './shared-cells.js'
import { withheldBy } from './withheld.js'

/**
 * Where a run of the fixed model comes to something else than the schedule of the broken one did: the first time, at the start or in a
 * step that is taken. Where nothing bad comes of the whole schedule, it goes on to the first step with a condition in its way; or, if
 * every step does the same, to what differs in the end. What was different before a step is no work of that step. Nothing is told that
 * the ending says by itself.
 */
export function divergencesOf(
  systems: Systems,
  replay: Pick<ScheduleReplay, 'schedule' | 'run' | 'origins' | 'ending'>,
): readonly Divergence[] {
  const { schedule, run, ending } = replay
  const { broken, fixed } = systems
  const [first, ...later] = everyDivergence(systems, replay)
  if (ending.kind !== 'harmless') {
    const isSaid =
      first !== undefined &&
      !hasReason(first) &&
      ending.kind === 'elsewhere' &&
      first.cells.every((cell) => isStandOf(fixed, ending.action, cell))
    return first === undefined || isSaid ? [] : [first]
  }
  if (first !== undefined) {
    const reasoned = [first, ...later].find(hasReason)
    return reasoned === undefined || reasoned === first ? [first] : [first, reasoned]
  }
  const [was, is] = [schedule.states.at(-1) ?? {}, run.states.at(-1) ?? {}]
  return [{ kind: 'end', cells: differingCells(sharedCells(broken, fixed), was, is) }]
}

interface Systems {
  readonly broken: TransitionSystem
  readonly fixed: TransitionSystem
}

function hasReason(divergence: Divergence): boolean {
  return divergence.kind === 'step' && divergence.withheld.length > 0
}

function everyDivergence(
  { broken, fixed }: Systems,
  { schedule, run, origins }: Pick<ScheduleReplay, 'schedule' | 'run' | 'origins'>,
): readonly Divergence[] {
  const cells = sharedCells(broken, fixed)
  const isBesides = besides({ broken, fixed })
  /** In what the states differ after so many steps of the schedule and of the run, but for these cells. */
  const differing = (step: number, at: number, known: readonly SharedCell[]): readonly SharedCell[] => {
    const [was, is] = [schedule.states[step] ?? {}, run.states[at] ?? {}]
    const others = cells.filter((cell) => !known.includes(cell) && !isBesides(cell, was, is))
    return differingCells(others, was, is)
  }
  const unlike = differing(0, 0, [])
  const steps = origins.flatMap((step, place): readonly Divergence[] => {
    if (step === null) return []
    const at = place + 1
    const earlier = differingCells(cells, schedule.states[step - 1] ?? {}, run.states[place] ?? {})
    const fresh = differing(step, at, earlier)
    if (fresh.length === 0) return []
    const withheld = withheldBy(fixed, run, { at, cells: fresh, wanted: schedule.states[step] ?? {} })
    return [{ kind: 'step', step, at, cells: fresh, withheld }]
  })
  return unlike.length === 0 ? steps : [{ kind: 'start', cells: unlike }, ...steps]
}

/** Tells where processes that stand at different steps do so only because one of the models does not have such a step. */
function besides({ broken, fixed }: Systems): (cell: SharedCell, was: State, is: State) => boolean {
  const [gone, added] = [placesBefore(broken, fixed), placesBefore(fixed, broken)]
  return (cell, was, is) =>
    gone.some((place) => standsAt(place, cell, was)) || added.some((place) => standsAt(place, cell, is))
}

interface Place extends SharedCell {
  readonly label: string
}

/** Where processes stand before a step that only this system has. */
function placesBefore(system: TransitionSystem, other: TransitionSystem): readonly Place[] {
  return ownActions(system, other).flatMap((action) => placeBefore(system, action) ?? [])
}

function placeBefore(system: TransitionSystem, { control }: Action): Place | undefined {
  if (control === undefined) return undefined
  // Control cells are fixed: locating them reads no state.
  const { keys } = locate(control.cell, environment(system, { state: {} }))
  return { variable: control.cell.variable, keys, label: control.at }
}

function standsAt(place: Place, cell: SharedCell, state: State): boolean {
  return isOneCell(place, cell) && partOf(state[cell.variable], cell.keys) === place.label
}

/** Whether the cell says where the process of the action stands. */
function isStandOf(system: TransitionSystem, action: Action, cell: SharedCell): boolean {
  const place = placeBefore(system, action)
  return place !== undefined && isOneCell(place, cell)
}
