import { invariant, state, step, type Condition, type Sort } from 'premortem'
import type { Clause } from '../../src/dsl/clause.js'
import { evaluate } from '../../src/ir/evaluate.js'
import { attempt } from '../../src/ir/execute.js'
import { isStated } from '../../src/ir/system.js'
import { actionOf, built, startOf } from './building.js'

/** Hands something to the builder as JavaScript would: without its type. */
export function untyped(value: unknown): never {
  return value as never
}

/** The truth of what is said of a part of the state at its start; undefined where it has no value. */
export function said<Cell extends object>(sort: Sort<Cell, never>, say: (x: Cell) => Condition): unknown {
  const system = built(() => {
    const x = state(sort)
    return { x, properties: { asked: invariant(say(x)) } }
  })
  const [property] = system.properties
  if (property === undefined || !isStated(property)) throw new Error('the property is missing')
  const found = evaluate(system, property.expr, { state: startOf(system) })
  return found.kind === 'value' ? found.value : undefined
}

/** What one step makes of a part of the state; why, where it cannot complete. */
export function after<Cell extends object>(sort: Sort<Cell, never>, change: (x: Cell) => Clause): unknown {
  const system = built(() => {
    const x = state(sort)
    return { x, go: step(change(x)) }
  })
  const outcome = attempt(system, actionOf(system, 'go'), {}, startOf(system))
  if (outcome.kind === 'fired') return outcome.state.x
  return outcome.kind === 'fault' ? outcome.fault.message : outcome.kind
}
