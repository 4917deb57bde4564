import type { ParameterValue } from '../dsl/parameter.js'
import type { Property } from '../ir/system.js'
import type { Trace } from '../trace/trace.js'

/** A trace, and what it shows. */
export interface PropertyTrace extends Trace {
  /** The property that it violates, or the goal that it reaches. */
  readonly property: string
  readonly kind: Property['kind']
  /** The parameters of the model that it is an execution of. */
  readonly params: Readonly<Record<string, ParameterValue>>
}

/** Traces by the names of their properties. */
export type PropertyTraces = Readonly<Partial<Record<string, PropertyTrace>>>

/** Each trace under the name of its property. */
export function byProperty(
  found: readonly { readonly property: string; readonly kind: Property['kind']; readonly trace: Trace }[],
  params: PropertyTrace['params'],
): PropertyTraces {
  return Object.fromEntries(
    found.map(({ property, kind, trace }) => [property, { property, kind, params, ...trace }]),
  )
}
