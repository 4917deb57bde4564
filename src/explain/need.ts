import type { Property, TransitionSystem } from '../ir/system.js'
import type { Trace } from '../trace/trace.js'
import type { Need } from './explanation.js'
import { outcomeOfSchedule } from './schedule.js'

/** For each step, what becomes of the others, in their order and with their choices, when it is left out. */
export function needsOf(system: TransitionSystem, property: Property, trace: Trace): readonly Need[] {
  return trace.steps.map((_, without): Need => {
    const others = trace.steps.filter((__, at) => at !== without)
    const outcome = outcomeOfSchedule(system, property, trace, others, without)
    switch (outcome.kind) {
      case 'blocked':
        // Steps are counted from 1, and one is missing before this one.
        return { kind: 'enables', step: outcome.at + 2 }
      case 'decided':
        return { kind: 'nothing' }
      case 'open':
        return { kind: 'decides' }
    }
  })
}
