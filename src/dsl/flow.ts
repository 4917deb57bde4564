import { END, type Assertion, type Branch, type Clause, type Guard, type OpenBranch } from './clause.js'
import { liftCondition } from './lift.js'
import { callerPlace } from './place.js'
import type { Condition } from './value.js'

/** The step waits until all of these hold. */
export function when(...conditions: readonly Condition[]): Clause {
  return conditions.map((condition): Guard =>
    Object.freeze({ kind: 'guard', condition: liftCondition(condition) }),
  )
}

/** Whenever the step may be taken, this holds. Unlike `when`, it changes nothing: that it fails is a violation. */
export function assert(condition: Condition): Clause {
  const assertion: Assertion = {
    kind: 'assertion',
    condition: liftCondition(condition),
    place: callerPlace(),
  }
  return Object.freeze(assertion)
}

/** These clauses take part in the step only where the condition holds; the step itself happens either way. */
export function onlyIf(condition: Condition, ...whenTrue: readonly Clause[]): OpenBranch {
  const branch = { kind: 'branch', condition: liftCondition(condition), whenTrue } as const
  return Object.freeze({
    ...branch,
    whenFalse: [],
    otherwise: (...whenFalse: readonly Clause[]): Branch => Object.freeze({ ...branch, whenFalse }),
  })
}

/** The process goes on at this label instead of the next one. */
export function goto(label: string): Clause {
  return Object.freeze({ kind: 'jump', to: label, place: callerPlace() })
}

/** The process ends with this step. */
export const done: Clause = Object.freeze({ kind: 'jump', to: END, place: undefined })
