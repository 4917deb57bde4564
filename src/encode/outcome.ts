import { isStated, type Property } from '../ir/system.js'

/** What is said of a property whose target is met. */
export function outcome(property: Property): 'reached' | 'left' | 'violated' {
  if (!isStated(property)) return property.kind === 'deadlock' ? 'reached' : 'left'
  return property.kind === 'reachable' ? 'reached' : 'violated'
}
