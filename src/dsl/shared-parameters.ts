import type { ParameterValue } from './parameter.js'

/** The parameters that have one value in all of them. */
export function sharedParameters(
  cases: readonly Readonly<Record<string, ParameterValue>>[],
): Readonly<Record<string, ParameterValue>> {
  const [first = {}, ...others] = cases
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) => others.every((other) => other[name] === value)),
  )
}
