import type { Property, TransitionSystem } from '../../ir/system.js'
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
import { readOutline } from './outline.js'
import { partsByName } from './part-name.js'
import { savedSystem, type SavedOutcome } from './saved-system.js'
import { readTrace } from './trace-json.js'

export const KINDS: readonly Property['kind'][] = [
  'invariant',
  'transition',
  'reachable',
  'deadlock',
  'range',
]

/** The traces of a file, with as much of a system as showing them takes. */
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
  /** One for each property of the system, in their order. */
  readonly outcomes: readonly SavedOutcome[]
}

/**
 * The traces in the JSON of a check or of a simulation.
 * @throws FormatError for what is no such report.
 */
export function readReport(part: JsonPart): SavedReport {
  if (!isObject(part.value) || !('premortem' in part.value)) {
    throw new FormatError('', 'this is neither a report of premortem nor a trace in ITF')
  }
  const about = readSubject(part)
  const sightings = optionalField(part, 'sightings')
  const found = itemsOf(sightings ?? fieldOf(part, 'results')).filter(
    (result) => knownField(result, 'trace') !== undefined,
  )
  const outline = found.length === 0 ? { variables: [], actions: [] } : readOutline(fieldOf(part, 'system'))
  const parts = partsByName(outline.variables)
  const outcomes = found.map((result): SavedOutcome => {
    const told = fieldOf(result, 'trace')
    const trace = readTrace(told, outline)
    const steps = trace.steps.length
    const explanation = knownField(told, 'explanation')
    return {
      name: textOf(fieldOf(result, 'property')),
      kind: wordOf(fieldOf(result, 'kind'), KINDS),
      trace,
      grounds: readGrounds(fieldOf(result, 'grounds'), outline.variables, steps),
      ...(explanation === undefined ? {} : { explanation: readExplanation(explanation, { parts, steps }) }),
    }
  })
  return {
    origin: `${sightings === undefined ? 'a report' : 'random runs'} of premortem ${textOf(fieldOf(part, 'premortem'))}`,
    ...about,
    canReplay: true,
    system: savedSystem(about.model, outline, outcomes),
    outcomes,
  }
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
