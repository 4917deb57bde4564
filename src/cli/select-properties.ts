import { suggestion } from '../dsl/nearest.js'
import type { TransitionSystem } from '../ir/system.js'
import { UsageError } from './usage-error.js'

/**
 * The system with only the properties that were asked for; with all of them when none were.
 * @throws UsageError for a name that no property has.
 */
export function selectProperties(system: TransitionSystem, names: readonly string[]): TransitionSystem {
  if (names.length === 0) return system
  const known = system.properties.map(({ name }) => name)
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined) {
    throw new UsageError(`${system.name} has no property \`${unknown}\`.`, suggestion(unknown, known))
  }
  return { ...system, properties: system.properties.filter(({ name }) => names.includes(name)) }
}
