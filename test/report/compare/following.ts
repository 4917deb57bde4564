import type { PropertyResult } from '../../../src/engine/verdict.js'
import { explicit } from '../../../src/engine/explicit.js'
import type { TransitionSystem } from '../../../src/ir/system.js'
import { followSchedule } from '../../../src/run/compare/follow-schedule.js'
import type { ScheduleReplay } from '../../../src/run/compare/schedule-replay.js'

/** What holds of a small system, and shortest executions that show what does not. */
export function decided(system: TransitionSystem): Promise<readonly PropertyResult[]> {
  return explicit().check({
    system,
    depth: 20,
    openSolver: () => Promise.reject(new Error('no solver is needed here')),
    report: () => undefined,
  })
}

/** The schedules that violate properties of the broken system, as far as the fixed one can take them. */
export async function followed(
  broken: TransitionSystem,
  fixed: TransitionSystem,
): Promise<readonly ScheduleReplay[]> {
  return (await decided(broken)).flatMap(({ property: name, verdict }) => {
    const property = fixed.properties.find((other) => other.name === name)
    if (verdict.kind !== 'violated' || property === undefined) return []
    return [followSchedule({ broken, fixed }, property, verdict.trace)]
  })
}
