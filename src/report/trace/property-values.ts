import { truth } from '../../ir/evaluate.js'
import { isStated, type StatedProperty, type TransitionSystem } from '../../ir/system.js'
import type { Trace } from '../../trace/trace.js'
import { isAboutSteps } from './ending-text.js'

/** What a property's formula comes to; `none` where it is about steps and there was none yet. */
export type Truth = 'true' | 'false' | 'undefined' | 'none'

export interface PropertyValues {
  readonly property: StatedProperty
  /** In each state; of a formula about steps, for the step that led there. */
  readonly values: readonly Truth[]
}

/** The formulas of the system's properties along a trace, by the interpreter. */
export function propertyValues(system: TransitionSystem, { states }: Trace): readonly PropertyValues[] {
  if (system.isOutline === true) return []
  return system.properties.filter(isStated).map((property) => ({
    property,
    values: states.map((state, depth): Truth => {
      const before = states[depth - 1]
      if (!isAboutSteps(property)) return told(truth(system, property.expr, { state }))
      return before === undefined
        ? 'none'
        : told(truth(system, property.expr, { state: before, next: state }))
    }),
  }))
}

function told(found: ReturnType<typeof truth>): Truth {
  if (typeof found !== 'boolean') return 'undefined'
  return found ? 'true' : 'false'
}
