import { assertNever } from './assert-never.js'
import { truth, type Surroundings } from './evaluate.js'
import type { Move } from './execute.js'
import type { Expr } from './expr.js'
import type { Fault } from './fault.js'
import { contains } from './fold.js'
import type { State } from './state.js'
import {
  isStated,
  type Property,
  type SourcePlace,
  type StatedProperty,
  type TransitionSystem,
} from './system.js'

/** The property is violated here, or its goal reached; with the fault where the reason is an undefined value. */
export interface Finding {
  readonly fault?: Fault
}

const FOUND: Finding = Object.freeze({})

/**
 * What a property says of a state.
 * @param moves all moves of the state; read only as far as the property needs.
 */
export function judgeState(
  system: TransitionSystem,
  property: Property,
  state: State,
  moves: Iterable<Move>,
): Finding | undefined {
  switch (property.kind) {
    case 'transition':
      return undefined
    case 'invariant':
      return violation(system, property, { state })
    case 'reachable':
      return isAboutSteps(property) ? undefined : arrival(system, property, { state })
    case 'deadlock':
      if (!isEmpty(moves)) return undefined
      return truth(system, system.mayEnd, { state }) === true ? undefined : FOUND
    case 'range':
      return (
        moveFault(moves) ??
        undefinedAmong(system, [...stated(system, 'states'), { name: 'mayEnd', expr: system.mayEnd }], {
          state,
        })
      )
    default:
      return assertNever(property)
  }
}

/** What a property says of a fired step. What is found counts at the depth of the state after the step. */
export function judgeStep(
  system: TransitionSystem,
  property: Property,
  state: State,
  next: State,
): Finding | undefined {
  switch (property.kind) {
    case 'invariant':
    case 'deadlock':
      return undefined
    case 'transition':
      return violation(system, property, { state, next })
    case 'reachable':
      return isAboutSteps(property) ? arrival(system, property, { state, next }) : undefined
    case 'range':
      return undefinedAmong(system, stated(system, 'steps'), { state, next })
    default:
      return assertNever(property)
  }
}

interface Condition {
  readonly name: string
  readonly expr: Expr
  readonly source?: SourcePlace
}

function violation(system: TransitionSystem, condition: Condition, where: Surroundings): Finding | undefined {
  const holds = truth(system, condition.expr, where)
  if (holds === true) return undefined
  return holds === false ? FOUND : { fault: blame(condition, holds) }
}

function arrival(system: TransitionSystem, goal: Condition, where: Surroundings): Finding | undefined {
  return truth(system, goal.expr, where) === true ? FOUND : undefined
}

function undefinedAmong(
  system: TransitionSystem,
  conditions: readonly Condition[],
  where: Surroundings,
): Finding | undefined {
  for (const condition of conditions) {
    const holds = truth(system, condition.expr, where)
    if (typeof holds !== 'boolean') return { fault: blame(condition, holds) }
  }
  return undefined
}

function moveFault(moves: Iterable<Move>): Finding | undefined {
  for (const { outcome } of moves) if (outcome.kind === 'fault') return { fault: outcome.fault }
  return undefined
}

function stated(system: TransitionSystem, about: 'states' | 'steps'): readonly StatedProperty[] {
  return system.properties
    .filter(isStated)
    .filter((property) => isAboutSteps(property) === (about === 'steps'))
}

const aboutSteps = new WeakMap<StatedProperty, boolean>()

/** Goals may be about either: about steps when they say `next`. */
function isAboutSteps(property: StatedProperty): boolean {
  const known = aboutSteps.get(property)
  if (known !== undefined) return known
  const found =
    property.kind === 'transition' ||
    (property.kind === 'reachable' && contains(property.expr, ({ kind }) => kind === 'next'))
  aboutSteps.set(property, found)
  return found
}

function blame({ name, source }: Condition, fault: Fault): Fault {
  return { ...fault, subject: name, ...(source === undefined ? {} : { source }) }
}

function isEmpty(items: Iterable<unknown>): boolean {
  return items[Symbol.iterator]().next().done === true
}
