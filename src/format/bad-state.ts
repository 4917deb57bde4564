import { outcome } from '../encode/outcome.js'
import { assertNever } from '../ir/assert-never.js'
import type { Property } from '../ir/system.js'
import type { ScalarSystem } from '../lower/scalar-system.js'
import { BOOL_SORT, type Symbol, type Term } from '../lower/term.js'

/** What a search for a property looks for, told of states alone. */
export interface BadState {
  readonly property: Property
  /** True in the states that decide the property; reads the monitor. */
  readonly bad: Term
  /** Where steps can decide the property too. */
  readonly monitor?: Monitor
}

/** A Boolean beside the cells: false at the start, and then whether the last step was one that decides the property. */
export interface Monitor {
  readonly current: Symbol
  readonly next: Symbol
  /** Its next value, over the current and the next state. */
  readonly value: Term
}

/** What each of the system's targets means for formats that know bad states only. Shortest executions stay as long as they were. */
export function badStates({ terms, targets }: ScalarSystem): readonly BadState[] {
  return targets.map(({ property, state, step }) => {
    if (step === terms.false) return { property, bad: state }
    const name = `${property.name}:${outcome(property)}`
    const [current, next] = [terms.symbol(name, BOOL_SORT, 'current'), terms.symbol(name, BOOL_SORT, 'next')]
    return { property, bad: terms.or(state, current), monitor: { current, next, value: step } }
  })
}

/** What a bad state means, as a comment. */
export function meaningOf({ kind, name }: Property): string {
  switch (kind) {
    case 'invariant':
      return `${name}, an invariant: bad is where it does not hold.`
    case 'transition':
      return `${name}, a property of steps: bad is a state after a step for which it does not hold.`
    case 'reachable':
      return `${name}, a goal: bad is where it is reached, and a counterexample an execution that reaches it.`
    case 'deadlock':
      return `${name}: bad is where no step is possible, and not everything is where it may end.`
    case 'range':
      return `${name}: bad is where a step or a property runs into an undefined value, such as one outside its range.`
    default:
      return assertNever(kind)
  }
}
