import { isFound, type Claim } from '../../engine/verdict.js'
import type { TransitionSystem } from '../../ir/system.js'
import {
  fieldOf,
  fieldsOf,
  FormatError,
  isObject,
  itemsOf,
  knownField,
  textOf,
  wrong,
  type JsonPart,
} from '../json/json-part.js'
import { readGrounds } from './grounds-json.js'
import { readOutline } from './outline.js'
import { readResult } from './saved-result.js'
import { savedSystem, type SavedOutcome } from './saved-system.js'

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
 * The JSON of a check.
 * @throws FormatError for what is no such report.
 */
export function readReport(part: JsonPart): SavedReport {
  if (!isObject(part.value) || !('premortem' in part.value)) {
    throw new FormatError('', 'this is neither a report of premortem nor a trace in ITF')
  }
  const about = readSubject(part)
  const parts = itemsOf(fieldOf(part, 'results'))
  const hasTrace = parts.some((result) => knownField(result, 'trace') !== undefined)
  const outline = hasTrace ? readOutline(fieldOf(part, 'system')) : undefined
  const results = parts.map((result) => readResult(result, outline))
  requireOnce(results, fieldOf(part, 'results'))
  const outcomes = results.flatMap(({ property, kind, verdict }, place): readonly SavedOutcome[] => {
    const result = parts[place]
    if (result === undefined || outline === undefined || !isFound(verdict)) return []
    const { trace } = verdict
    const grounds = readGrounds(fieldOf(result, 'grounds'), outline.variables, trace.steps.length)
    return [{ name: property, kind, trace, grounds }]
  })
  return {
    origin: `a report of premortem ${textOf(fieldOf(part, 'premortem'))}`,
    ...about,
    canReplay: true,
    system: savedSystem(about.model, outline ?? { variables: [], actions: [] }, outcomes),
    results,
    outcomes,
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
