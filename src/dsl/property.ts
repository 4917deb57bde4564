import type { Asked, Asking, Assuming } from './asked.js'
import { building } from './building.js'
import { liftCondition } from './lift.js'
import { callerPlace } from './place.js'
import type { Condition } from './value.js'

/** This holds in every state that can be reached. */
export function invariant(holds: Condition): Asking {
  return ask({ kind: 'invariant', expr: liftCondition(holds), place: callerPlace() })
}

/** This holds of every step: between a state and the one after it, of which `next(...)` speaks. */
export function transition(holds: Condition): Asking {
  return ask({ kind: 'transition', expr: liftCondition(holds), place: callerPlace() })
}

/** Some execution gets there: to a state in which this holds, or to a step of which it holds where it says `next(...)`. */
export function reachable(goal: Condition): Asking {
  return ask({ kind: 'reachable', expr: liftCondition(goal), place: callerPlace() })
}

/** Only starts in which this holds are looked at. */
export function assume(holds: Condition): Assuming {
  return ask({ kind: 'assumption', expr: liftCondition(holds), place: callerPlace() })
}

function ask<A extends Asked>(asked: A): A {
  building('A property or an assumption').asked.add(asked)
  return asked
}
