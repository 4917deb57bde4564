import { ModelError } from '../ir/model-error.js'
import type { SourcePlace } from '../ir/system.js'

/**
 * Checks a name that a model gives to something.
 * @param what what has the name, as the beginning of a sentence: `The step`.
 * @param taken names that mean something else where this one stands.
 * @throws ModelError at the place.
 */
export function checkName(
  what: string,
  name: string,
  taken: readonly string[],
  place: SourcePlace | undefined,
): void {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || name === '__proto__') {
    throw new ModelError(
      'bad-name',
      `${what} is called \`${name}\`, which is not a plain name.`,
      'Use letters, digits and underscores, and begin with a letter.',
      place,
    )
  }
  if (taken.includes(name)) {
    throw new ModelError(
      'reserved-name',
      `${what} is called \`${name}\`, which has a meaning of its own there.`,
      `Choose another name; taken are ${taken.map((other) => `\`${other}\``).join(', ')}.`,
      place,
    )
  }
}
