import { ModelError } from './model-error.js'
import type { TransitionSystem } from './system.js'

/**
 * The system with only these of its properties; with all of them where none are named.
 * @throws ModelError for a name that no property has.
 */
export function withProperties(
  system: TransitionSystem,
  names: readonly string[] | undefined,
): TransitionSystem {
  if (names === undefined) return system
  const known = system.properties.map(({ name }) => name)
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined) {
    throw new ModelError(
      'unknown-property',
      `${system.name} has no property named ${unknown}.`,
      `Ask for one of: ${known.join(', ')}.`,
    )
  }
  return { ...system, properties: system.properties.filter(({ name }) => names.includes(name)) }
}
