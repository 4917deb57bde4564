import type { Parameter, Parameters, ParameterValue } from '../dsl/parameter.js'
import { parameterCombinations } from '../dsl/parameter-combinations.js'
import { UsageError } from './usage-error.js'

/** A sweep of more cases is more likely a slip. */
const MOST_CASES = 1000

/**
 * The words of `--param NAME=VALUE`, by name.
 * @throws UsageError for something else, and for a name given twice.
 */
export function assignments(given: readonly string[]): Readonly<Record<string, string>> {
  const words = new Map<string, string>()
  for (const assignment of given) {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(assignment) ?? []
    if (name === undefined || value === undefined) {
      throw new UsageError(`--param ${assignment} sets nothing.`, 'Write --param NAME=VALUE.')
    }
    if (words.has(name)) throw new UsageError(`The parameter \`${name}\` is given twice.`, 'Give it once.')
    words.set(name, value)
  }
  return Object.fromEntries(words)
}

/**
 * Every combination of parameters in a sweep, the model's last one varying fastest: values are listed with commas, counts also as
 * `2..5`, and `*` stands for all values that have names.
 * @throws ModelError for what the model does not allow, UsageError for too many cases.
 */
export function combinations(
  parameters: Parameters,
  given: readonly string[],
): readonly Readonly<Record<string, ParameterValue>>[] {
  const varied = Object.fromEntries(
    Object.entries(assignments(given)).map(([name, words]) => [name, valuesIn(name, parameters, words)]),
  )
  const cases = Object.values(varied).reduce((product, { length }) => product * length, 1)
  if (cases > MOST_CASES) {
    throw new UsageError(`These are more than ${String(MOST_CASES)} cases.`, 'Sweep over fewer values.')
  }
  return parameterCombinations(parameters, varied)
}

/** The words for single values, each once. */
function valuesIn(name: string, parameters: Parameters, words: string): readonly string[] {
  const values = words.split(',').flatMap((word) => {
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined
    if (word === '*' && parameter !== undefined) return allValues(name, parameter)
    const [, from, to] = parameter?.kind === 'count' ? (/^(-?\d+)\.\.(-?\d+)$/.exec(word) ?? []) : []
    if (from === undefined || to === undefined) return [word]
    const length = Number(to) - Number(from) + 1
    if (!(length >= 1))
      throw new UsageError(`${name}=${word} is an empty range.`, 'Write the smaller number first.')
    if (length > MOST_CASES) {
      throw new UsageError(`${name}=${word} are more than ${String(MOST_CASES)} values.`, 'Sweep over fewer.')
    }
    return Array.from({ length }, (_, place) => String(Number(from) + place))
  })
  return [...new Set(values)]
}

/** The default first. */
function allValues(name: string, parameter: Parameter): readonly string[] {
  switch (parameter.kind) {
    case 'variant':
      return Object.keys(parameter.variants)
    case 'toggle':
      return [String(parameter.default), String(!parameter.default)]
    case 'count': {
      const { min, max = Infinity } = parameter
      throw new UsageError(
        `The parameter \`${name}\` is a number, and \`*\` stands only for values that have names.`,
        `Give a range, as in ${name}=${String(min)}..${String(Math.min(max, min + 2))}.`,
      )
    }
  }
}
