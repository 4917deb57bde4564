import type { SourcePlace, TransitionSystem } from './system.js'
import type { Type } from './type.js'

/** The first variable or choice of a system that an unbounded integer is a part of; undefined where everything is finite. */
export function unboundedPart({
  variables,
  actions,
}: TransitionSystem): { readonly name: string; readonly source?: SourcePlace } | undefined {
  return (
    variables.find(({ type }) => isUnbounded(type)) ??
    actions.flatMap(({ choices }) => choices).find(({ domain }) => isUnbounded(domain))
  )
}

function isUnbounded(type: Type): boolean {
  switch (type.kind) {
    case 'integer':
      return true
    case 'record':
      return Object.values(type.fields).some(isUnbounded)
    case 'array':
      return isUnbounded(type.element)
    default:
      return false
  }
}
