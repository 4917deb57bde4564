import type { Variable } from '../../ir/system.js'
import {
  fieldOf,
  FormatError,
  isObject,
  knownField,
  textOf,
  wordOf,
  type JsonPart,
} from '../json/json-part.js'
import { readGrounds } from '../saved/grounds-json.js'
import { readOutline } from '../saved/outline.js'
import { readSubject, type SavedReport } from '../saved/saved-report.js'
import { foundBy, KINDS } from '../saved/saved-result.js'
import { savedSystem, type SavedOutcome } from '../saved/saved-system.js'
import { completeTrace, readFault, readSteps } from '../saved/trace-json.js'
import { foreignTrace } from './foreign-trace.js'
import { readDocument, type ItfDocument, type ItfState } from './itf-document.js'
import { itfNames } from './itf-name.js'
import { typedValue } from './typed-value.js'

/**
 * A trace in ITF, of premortem or any other tool.
 * @throws FormatError for what is none.
 */
export function readItf(part: JsonPart): SavedReport {
  const document = readDocument(part)
  const own = document.meta === undefined ? undefined : knownField(document.meta, 'premortem')
  return own === undefined ? foreignTrace(document) : ownTrace(part, document, own)
}

/** A trace that premortem wrote: types, processes and places are in the metadata. */
function ownTrace(part: JsonPart, { states, loop }: ItfDocument, own: JsonPart): SavedReport {
  const about = readSubject(own)
  const outline = readOutline(fieldOf(own, 'system'))
  const names = itfNames(outline.variables.map(({ name }) => name))
  const fault = knownField(own, 'fault')
  const trace = completeTrace(part, {
    states: states.map((state) =>
      Object.fromEntries(
        outline.variables.map((variable, place) => [
          variable.name,
          ownValue(state, names[place] ?? variable.name, variable),
        ]),
      ),
    ),
    steps: readSteps(fieldOf(own, 'steps'), outline),
    ...(loop === undefined ? {} : { loopStart: loop }),
    ...(fault === undefined ? {} : { fault: readFault(fault) }),
  })
  const outcome: SavedOutcome = {
    name: textOf(fieldOf(own, 'property')),
    kind: wordOf(fieldOf(own, 'kind'), KINDS),
    trace,
    grounds: readGrounds(fieldOf(own, 'grounds'), outline.variables, trace.steps.length),
  }
  return {
    origin: `a trace of premortem ${textOf(fieldOf(own, 'premortem'))} in ITF`,
    ...about,
    canReplay: true,
    system: savedSystem(about.model, outline, [outcome]),
    results: [foundBy(outcome.name, outcome.kind, trace)],
    outcomes: [outcome],
  }
}

function ownValue({ part, values }: ItfState, name: string, { type }: Variable) {
  const expression = values.get(name)
  if (expression === undefined) throw new FormatError('vars', `\`${name}\` is missing`)
  return typedValue(expression, type, `${part.path}.${name}`)
}

/** Whether a document is a trace in ITF rather than a report of ours. */
export function seemsItf({ value }: JsonPart): boolean {
  return isObject(value) && ('vars' in value || ('states' in value && !('results' in value)))
}
