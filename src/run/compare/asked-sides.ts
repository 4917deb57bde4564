import { ModelError } from '../../ir/model-error.js'
import type { Side } from './comparison.js'

/**
 * Each model with those of the properties that it has; with all of its own where none are named.
 * @throws ModelError for a name that no property of any model has.
 */
export function askedSides<Given extends Side>(
  sides: readonly Given[],
  names: readonly string[] | undefined,
): readonly Given[] {
  if (names === undefined) return sides
  const known = new Set(sides.flatMap(({ system }) => system.properties.map(({ name }) => name)))
  const unknown = names.find((name) => !known.has(name))
  if (unknown !== undefined) {
    throw new ModelError(
      'unknown-property',
      `No model here has a property named ${unknown}.`,
      `Ask for one of: ${[...known].join(', ')}.`,
    )
  }
  return sides.map((side) => ({
    ...side,
    system: {
      ...side.system,
      properties: side.system.properties.filter(({ name }) => names.includes(name)),
    },
  }))
}
