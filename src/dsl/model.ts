import { ModelError } from '../ir/model-error.js'
import type { SourcePlace, TransitionSystem } from '../ir/system.js'
import { validate } from '../ir/validate.js'
import type { AssertionName } from './assertion.js'
import { assemble, type Built, type Properties } from './assemble.js'
import { whileBuilding } from './building.js'
import type { Expectation, ExpectedVerdict } from './expect.js'
import { deepFreeze } from './freeze.js'
import type { Nameless, ParameterValues } from './keyed.js'
import { readParameters, type Parameters, type ParameterValue } from './parameter.js'
import { callerPlace } from './place.js'

/** How another copy of this package knows a model. */
const BRAND = Symbol.for('premortem.model')

/** A model: a system for each choice of parameters. */
export interface ModelDefinition<P extends Parameters = Parameters> {
  readonly [BRAND]: true
  readonly name: string
  readonly parameters: Parameters
  /** What the author says will be found; the first entry is for the default parameters. */
  readonly expect: readonly Expectation[]
  /**
   * The system for these parameters: values as in the model, or words of a command line. Defaults stand for what is left out.
   * @throws ModelError for a parameter that is not allowed, and for a model that has no meaning.
   */
  instantiate(
    values?: Partial<ParameterValues<P>> | Readonly<Record<string, ParameterValue>>,
  ): TransitionSystem
}

/** What an author writes. */
export interface ModelSource<P extends Parameters, Q extends Properties> {
  /** In lower case with hyphens: `double-spend`. */
  readonly name: string
  readonly params?: P
  /** Describes the system. The keys of the returned object name state, processes and steps. */
  build(values: ParameterValues<P>): Built<Q>
  /** What will be found; the first entry is for the default parameters. */
  readonly expect?: readonly WrittenExpectation<NoInfer<P>, NoInfer<keyof Q & string>>[]
}

/** An expectation as it is written: for these parameters, and the defaults for the others. */
export interface WrittenExpectation<P extends Parameters, Name extends string> {
  readonly params?: Partial<ParameterValues<P>>
  readonly verdicts: Readonly<Partial<Record<Name | 'deadlock' | 'range' | AssertionName, ExpectedVerdict>>>
}

/**
 * A model. Nothing is built until it is instantiated.
 * @throws ModelError for a name, a default or an expectation that is not allowed.
 */
export function model<Q extends Properties, P extends Parameters = Nameless>(
  source: ModelSource<P, Q>,
): ModelDefinition<P> {
  const place = callerPlace()
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(source.name)) {
    throw new ModelError(
      'bad-name',
      `The model is called \`${source.name}\`.`,
      'Write its name in lower case, with hyphens between words: `double-spend`.',
      place,
    )
  }
  const read = (given: Readonly<Record<string, unknown>>): ParameterValues<P> =>
    readParameters(source.params, given)
  const definition: ModelDefinition<P> = {
    [BRAND]: true,
    name: source.name,
    parameters: deepFreeze(source.params ?? {}),
    expect: expectations(source.expect ?? [], read, place),
    instantiate(values) {
      const { result, building } = whileBuilding(() => source.build(read(values ?? {})))
      const system = assemble(source.name, result, building)
      validate(system)
      return system
    },
  }
  return Object.freeze(definition)
}

/** A validated system that was not built here, as a model without parameters. */
export function fixedModel(system: TransitionSystem): ModelDefinition {
  return Object.freeze({
    [BRAND]: true as const,
    name: system.name,
    parameters: {},
    expect: [],
    instantiate(values: Readonly<Record<string, unknown>> = {}) {
      readParameters({}, values)
      return system
    },
  })
}

/** Whether a value, of a module for example, is a model, made by this copy of the package or another. */
export function isModel(value: unknown): value is ModelDefinition {
  return typeof value === 'object' && value !== null && BRAND in value
}

function expectations<P extends Parameters, Name extends string>(
  written: readonly WrittenExpectation<P, Name>[],
  read: (given: Readonly<Record<string, unknown>>) => ParameterValues<P>,
  place: SourcePlace | undefined,
): readonly Expectation[] {
  const expect = written.map(({ params = {}, verdicts }): Expectation => ({
    params: read(params),
    verdicts: stated(verdicts),
  }))
  const defaults = Object.entries(read({}))
  const [first] = expect
  if (first !== undefined && defaults.some(([name, value]) => first.params[name] !== value)) {
    throw new ModelError(
      'bad-parameter',
      'The first entry of `expect` is not about the default parameters.',
      'Begin with the defaults: { verdicts: { ... } }.',
      place,
    )
  }
  return deepFreeze(expect)
}

function stated(
  verdicts: Readonly<Record<string, ExpectedVerdict | undefined>>,
): Readonly<Record<string, ExpectedVerdict>> {
  return Object.fromEntries(
    Object.entries(verdicts).flatMap(([name, verdict]) => (verdict === undefined ? [] : [[name, verdict]])),
  )
}
