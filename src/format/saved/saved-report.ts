import { type Claim } from '../../engine/verdict.js'
import type { TransitionSystem } from '../../ir/system.js'
import {
  fieldOf,
  fieldsOf,
  FormatError,
  isObject,
  itemsOf,
  knownField,
  optionalField,
  textOf,
  wordOf,
  wrong,
  type JsonPart,
} from '../json/json-part.js'
import { readExplanation } from './explanation-json.js'
import { readGrounds } from './grounds-json.js'
import { readOutline, type Outline } from './outline.js'
import { partsByName } from './part-name.js'
import { foundBy, KINDS, readResult } from './saved-result.js'
import { savedSystem, type SavedOutcome } from './saved-system.js'
import { readTrace } from './trace-json.js'

/** What a file claims, with as much of a system as showing its traces takes. */
export interface SavedReport {
  /** What the file is, in a few words: `a report of premortem 0.1.0`. */
  readonly origin: string
  readonly model: string
  readonly params: Readonly<Record<string, string | number | boolean>>
  /** The model's file, as it was written down; absent for stories of the gallery, and where nobody wrote it down. */
  readonly file?: string
  /** Whether the file says what a model must know to follow the traces. */
  readonly canReplay: boolean
  /** Stands in for the model's. */
  readonly system: TransitionSystem
  /** All that it claims, in its order. */
  readonly results: readonly Claim[]
  /** Of those with a trace what showing it takes; one for each property of the system, in their order. */
  readonly outcomes: readonly SavedOutcome[]
}

/**
 * The JSON of a check or of a simulation.
 * @throws FormatError for what is no such report.
 */
export function readReport(part: JsonPart): SavedReport {
  if (!isObject(part.value) || !('premortem' in part.value)) {
    throw new FormatError('', 'this is neither a report of premortem nor a trace in ITF')
  }
  const about = readSubject(part)
  const sightings = optionalField(part, 'sightings')
  const parts = itemsOf(sightings ?? fieldOf(part, 'results'))
  const withTrace = parts.filter((result) => knownField(result, 'trace') !== undefined)
  const outline = withTrace.length === 0 ? undefined : readOutline(fieldOf(part, 'system'))
  const outcomes = outline === undefined ? [] : withTrace.map((result) => readOutcome(result, outline))
  const results =
    sightings === undefined
      ? parts.map((result) => readResult(result, outline))
      : outcomes.map(({ name, kind, trace }) => foundBy(name, kind, trace))
  requireOnce(results, sightings ?? fieldOf(part, 'results'))
  return {
    origin: `${sightings === undefined ? 'a report' : 'random runs'} of premortem ${textOf(fieldOf(part, 'premortem'))}`,
    ...about,
    canReplay: true,
    system: savedSystem(about.model, outline ?? { variables: [], actions: [] }, outcomes),
    results,
    outcomes,
  }
}

/** A trace with what showing it takes. */
function readOutcome(result: JsonPart, outline: Outline): SavedOutcome {
  const told = fieldOf(result, 'trace')
  const trace = readTrace(told, outline)
  const steps = trace.steps.length
  const parts = partsByName(outline.variables)
  const explanation = knownField(told, 'explanation')
  return {
    name: textOf(fieldOf(result, 'property')),
    kind: wordOf(fieldOf(result, 'kind'), KINDS),
    trace,
    grounds: readGrounds(fieldOf(result, 'grounds'), outline.variables, steps),
    ...(explanation === undefined ? {} : { explanation: readExplanation(explanation, { parts, steps }) }),
  }
}

function requireOnce(results: readonly Claim[], { path }: JsonPart): void {
  const names = results.map(({ property }) => property)
  const twice = names.find((name, place) => names.indexOf(name) !== place)
  if (twice !== undefined) throw new FormatError(path, `\`${twice}\` is there twice`)
}

/** Which model it is about. */
export function readSubject(part: JsonPart): Pick<SavedReport, 'model' | 'params' | 'file'> {
  const file = knownField(part, 'file')
  const params = fieldsOf(fieldOf(part, 'params')).map(([name, { value, ...where }]) => {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      return [name, value] as const
    return wrong({ value, ...where }, 'a parameter')
  })
  return {
    model: textOf(fieldOf(part, 'model')),
    params: Object.fromEntries(params),
    ...(file === undefined ? {} : { file: textOf(file) }),
  }
}
