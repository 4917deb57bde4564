import { assertNever } from '../ir/assert-never.js'
import { ModelError } from '../ir/model-error.js'
import { complaint } from './complaint.js'
import { namesOf, parameterValues, type ParameterValues } from './keyed.js'
import { suggestion } from './nearest.js'

/** What a model can be varied by. */
export type Parameter = CountParameter | ToggleParameter | VariantParameter

/** How many of something. */
export interface CountParameter {
  readonly kind: 'count'
  readonly default: number
  readonly doc: string
  readonly min: number
  /** Undefined where there is no upper bound. */
  readonly max: number | undefined
}

/** Yes or no. */
export interface ToggleParameter {
  readonly kind: 'toggle'
  readonly default: boolean
  readonly doc: string
}

/** One of a few variants, each with its own line of description. */
export interface VariantParameter<Name extends string = string> {
  readonly kind: 'variant'
  readonly default: Name
  readonly doc: string
  readonly variants: Readonly<Record<Name, string>>
}

export type Parameters = Readonly<Record<string, Parameter>>

/** What `build` gets for a parameter. */
export type ParameterValue = number | boolean | string

/** How many of something, at least one unless `min` says otherwise. */
export function count(
  initial: number,
  doc: string,
  bounds: { readonly min?: number; readonly max?: number } = {},
): CountParameter {
  return Object.freeze({ kind: 'count', default: initial, doc, min: bounds.min ?? 1, max: bounds.max })
}

/** Yes or no. */
export function toggle(initial: boolean, doc: string): ToggleParameter {
  return Object.freeze({ kind: 'toggle', default: initial, doc })
}

/** One of these names, each with a line that describes it; the first is the default. */
export function variant<Name extends string>(
  variants: Readonly<Record<Name, string>>,
  doc: string,
): VariantParameter<Name> {
  const [first] = namesOf(variants)
  if (first !== undefined) return Object.freeze({ kind: 'variant', default: first, doc, variants })
  throw complaint(
    'bad-parameter',
    'A parameter has no variants.',
    "Name at least one: variant({ none: 'as it was' }, '...').",
  )
}

/**
 * The value of a parameter as given from outside: typed, or a word of the command line.
 * @throws ModelError with what is allowed.
 */
export function readParameter(name: string, parameter: Parameter, given: unknown): ParameterValue {
  switch (parameter.kind) {
    case 'count': {
      const number = typeof given === 'string' && /^-?\d+$/.test(given) ? Number(given) : given
      const { min, max = Number.MAX_SAFE_INTEGER } = parameter
      if (typeof number === 'number' && Number.isSafeInteger(number) && number >= min && number <= max)
        return number
      const bounds =
        parameter.max === undefined ? `from ${String(min)} on` : `from ${String(min)} to ${String(max)}`
      throw bad(name, given, `Give a whole number ${bounds}.`)
    }
    case 'toggle':
      if (given === true || given === 'true') return true
      if (given === false || given === 'false') return false
      throw bad(name, given, 'Give true or false.')
    case 'variant':
      if (typeof given === 'string' && Object.hasOwn(parameter.variants, given)) return given
      throw bad(name, given, suggestion(String(given), Object.keys(parameter.variants)))
    default:
      return assertNever(parameter)
  }
}

/**
 * A value for each parameter: the default where none is given.
 * @throws ModelError for values that are not allowed, and for parameters that the model does not have.
 */
export function readParameters<P extends Parameters>(
  parameters: P | undefined,
  given: Readonly<Record<string, unknown>>,
): ParameterValues<P> {
  const names = Object.keys(parameters ?? {})
  const unknown = Object.keys(given).find((name) => !names.includes(name))
  if (unknown !== undefined) {
    throw new ModelError(
      'bad-parameter',
      `The model has no parameter \`${unknown}\`.`,
      suggestion(unknown, names),
    )
  }
  const values = new Map(
    Object.entries<Parameter>(parameters ?? {}).map(([name, parameter]) => [
      name,
      readParameter(name, parameter, given[name] ?? parameter.default),
    ]),
  )
  return parameterValues(parameters, (name) => values.get(name))
}

function bad(name: string, given: unknown, allowed: string): ModelError {
  return new ModelError('bad-parameter', `The parameter \`${name}\` cannot be \`${String(given)}\`.`, allowed)
}
