import type { Step, Trace } from '../trace/trace.js'
import type { StaleRead } from './explanation.js'
import type { ScheduleOutcome } from './schedule.js'
import type { Suspicion } from './stale-read.js'

/** What stale reads are judged by. */
export interface Court {
  /** The process wrote what the outcome rests on. */
  readonly isDirect: boolean
  readonly steps: readonly Step[]
  /** @param from how many of the steps are those of the trace. */
  readonly outcomeOf: (steps: readonly Step[], from: number) => ScheduleOutcome
  readonly staleIn: (trace: Trace, process: string) => readonly Suspicion[]
}

/**
 * Whether it matters that a read was stale. Processes often act on what is no longer so, and rightly.
 *
 * The process must have written what the outcome rests on, or something made of the very value that it had read. And the same steps must
 * not come to the same when it acts before the change; unless only the roles have changed then, so that now the other acts on what is no
 * longer so, or they come to something else when the process reads after the change.
 */
export function hadConsequences({ staleRead, isCopied }: Suspicion, court: Court): boolean {
  if (!isCopied && !court.isDirect) return false
  const acting = court.outcomeOf(actingInTime(court.steps, staleRead), staleRead.changedIn - 1)
  if (acting.kind !== 'decided') return true
  if (haveChangedRoles(staleRead, acting.trace, court)) return true
  return court.outcomeOf(readingLate(court.steps, staleRead), staleRead.readIn - 1).kind === 'open'
}

/** Whether the other acts on what is no longer so, because of what the process wrote, when that comes first. */
function haveChangedRoles(
  { process, changedBy, changedIn, actedIn }: StaleRead,
  acting: Trace,
  { steps, staleIn }: Court,
): boolean {
  if (changedBy === undefined) return false
  const own = steps.slice(changedIn - 1, actedIn).filter((step) => step.process === process)
  return staleIn(acting, changedBy).some(
    ({ staleRead }) => staleRead.changedIn === changedIn - 1 + own.length,
  )
}

/** What the process did since the change, up to its acting, comes before the change. */
function actingInTime(steps: readonly Step[], { process, changedIn, actedIn }: StaleRead): readonly Step[] {
  const between = steps.slice(changedIn - 1, actedIn)
  return [
    ...steps.slice(0, changedIn - 1),
    ...between.filter((step) => step.process === process),
    ...between.filter((step) => step.process !== process),
    ...steps.slice(actedIn),
  ]
}

/** What the process did since its reading comes right before its acting, after the change. */
function readingLate(steps: readonly Step[], { process, readIn, actedIn }: StaleRead): readonly Step[] {
  const between = steps.slice(readIn - 1, actedIn - 1)
  return [
    ...steps.slice(0, readIn - 1),
    ...between.filter((step) => step.process !== process),
    ...between.filter((step) => step.process === process),
    ...steps.slice(actedIn - 1),
  ]
}
