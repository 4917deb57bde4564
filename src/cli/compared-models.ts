import { dirname } from 'node:path'
import { nearest, suggestion } from '../dsl/nearest.js'
import { readParameters, type Parameters } from '../dsl/parameter.js'
import { sharedParameters } from '../dsl/shared-parameters.js'
import type { SourcePlace } from '../ir/system.js'
import type { Subject } from '../report/check/subject.js'
import { askedSides } from '../run/compare/asked-sides.js'
import type { Side } from '../run/compare/comparison.js'
import { propertiesOf, type ModelFlags } from './flags.js'
import { loadModel, type LoadedModel } from './load-model.js'
import { assignments, combinations } from './parameters.js'
import { pathFromHere, placesWithin, runningUserCode, showFromHere } from './user-file.js'
import { UsageError } from './usage-error.js'

/** What a comparison is about. */
export interface ComparedModels {
  /** With the parameters that are the same everywhere. */
  readonly subject: Subject
  /** What the models differ in, where they are values of one parameter. */
  readonly parameter?: string
  readonly broken: Side
  readonly fixes: readonly Side[]
  readonly showPlace: (place: SourcePlace) => string
}

/**
 * One model with several values for one parameter, or two models; the first is the broken one.
 * @throws UsageError and ModelError for whatever is wrong with the request.
 */
export async function comparedModels(named: readonly string[], flags: ModelFlags): Promise<ComparedModels> {
  const [first = '', second] = named
  const compared =
    second === undefined
      ? await valuesCompared(await loadModel(first), flags)
      : await filesCompared(
          { name: first, model: await loadModel(first) },
          { name: second, model: await loadModel(second) },
          flags,
        )
  return withAskedProperties(compared, propertiesOf(flags))
}

async function valuesCompared(model: LoadedModel, flags: ModelFlags): Promise<ComparedModels> {
  const { file, definition } = model
  const { parameters } = definition
  const cases = combinations(parameters, flags.param ?? [])
  const [params = {}] = cases
  const varying = Object.keys(params).filter((name) => cases.some((other) => other[name] !== params[name]))
  const [parameter, another] = varying
  if (parameter === undefined) throw nothingToCompare(parameters, flags.param ?? [])
  if (another !== undefined) {
    throw new UsageError(
      `Both \`${parameter}\` and \`${another}\` have several values.`,
      'Compare the values of one parameter, and give the others one value each.',
    )
  }
  const sides = await runningUserCode(file, () =>
    cases.map((values) => ({
      label: `${parameter}=${String(values[parameter])}`,
      system: definition.instantiate(values),
    })),
  )
  return {
    subject: { model: definition.name, params: sharedParameters(cases) },
    parameter,
    ...brokenAndFixes(sides),
    showPlace: placesWithin(file),
  }
}

interface NamedModel {
  readonly name: string
  readonly model: LoadedModel
}

/** A parameter that only one of the models has is for that one. */
async function filesCompared(one: NamedModel, other: NamedModel, flags: ModelFlags): Promise<ComparedModels> {
  const both = [one, other]
  if (one.model.file === other.model.file) {
    throw new UsageError(
      `${one.name} and ${other.name} are the same model.`,
      'Give two files, or one file and --param NAME=BROKEN,FIXED.',
    )
  }
  const words = assignments(flags.param ?? [])
  const known = both.flatMap(({ model }) => Object.keys(model.definition.parameters))
  const unknown = Object.keys(words).find((name) => !known.includes(name))
  if (unknown !== undefined) {
    throw new UsageError(
      `Neither model has a parameter \`${unknown}\`.`,
      suggestion(unknown, [...new Set(known)]),
    )
  }
  const several = Object.entries(words).find(([, value]) => /,|^\*$|\.\./.test(value))
  if (several !== undefined) {
    throw new UsageError(
      `\`${several[0]}\` has several values, and there are two models.`,
      'Compare two models, or the values of one parameter.',
    )
  }
  const sides = await Promise.all(
    both.map(async ({ name, model: { file, definition } }) => {
      const own = Object.entries(words).filter(([key]) => Object.hasOwn(definition.parameters, key))
      const given = Object.fromEntries(own)
      return {
        label: pathLabel(name),
        params: readParameters(definition.parameters, given),
        system: await runningUserCode(file, () => definition.instantiate(given)),
      }
    }),
  )
  const [a, b] = [one.model, other.model]
  const isOneFolder = dirname(a.file) === dirname(b.file)
  const names = [...new Set([a.definition.name, b.definition.name])]
  return {
    subject: { model: names.join(', '), params: sharedParameters(sides.map(({ params }) => params)) },
    ...brokenAndFixes(sides),
    showPlace: isOneFolder ? placesWithin(a.file) : showFromHere,
  }
}

function pathLabel(name: string): string {
  return /[\\/]/.test(name) ? pathFromHere(name) : name
}

function brokenAndFixes(sides: readonly Side[]): Pick<ComparedModels, 'broken' | 'fixes'> {
  const [broken, ...fixes] = sides
  if (broken === undefined) throw new TypeError('there is nothing to compare')
  return { broken, fixes }
}

function nothingToCompare(parameters: Parameters, given: readonly string[]): UsageError {
  const [name] = Object.keys(assignments(given)).filter((key) => Object.hasOwn(parameters, key))
  const variants = Object.entries(parameters).filter(([, { kind }]) => kind !== 'count')
  const [likely = 'fix'] = [
    ...(name === undefined ? [] : [name]),
    ...variants.map(([key]) => key).filter((key) => nearest('fix', [key]) !== undefined),
    ...variants.map(([key]) => key),
  ]
  const parameter = parameters[likely]
  const values =
    parameter?.kind === 'variant' ? Object.keys(parameter.variants).slice(0, 2).join(',') : undefined
  return new UsageError(
    'There is no fix to compare with.',
    `Give a parameter the broken value and the fixed one, as in --param ${likely}=${values ?? 'BROKEN,FIXED'}, or name a second model.`,
  )
}

/** Each model with those of the properties that it has. */
function withAskedProperties(compared: ComparedModels, asked: readonly string[]): ComparedModels {
  if (asked.length === 0) return compared
  const sides = [compared.broken, ...compared.fixes]
  const known = [...new Set(sides.flatMap(({ system }) => system.properties.map(({ name }) => name)))]
  const unknown = asked.find((name) => !known.includes(name))
  if (unknown !== undefined) {
    throw new UsageError(`No model here has a property \`${unknown}\`.`, suggestion(unknown, known))
  }
  return { ...compared, ...brokenAndFixes(askedSides(sides, asked)) }
}
