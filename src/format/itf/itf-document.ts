import {
  countOf,
  fieldOf,
  FormatError,
  itemsOf,
  knownField,
  textOf,
  type JsonPart,
} from '../json/json-part.js'
import { readExpression, type ItfExpression } from './itf-expression.js'

/** What the specification says a document has. */
export interface ItfDocument {
  readonly meta: JsonPart | undefined
  /** Constants of the model; their values are in the first state. */
  readonly params: readonly string[]
  readonly vars: readonly string[]
  readonly states: readonly ItfState[]
  readonly loop: number | undefined
}

export interface ItfState {
  readonly part: JsonPart
  readonly meta: JsonPart | undefined
  readonly values: ReadonlyMap<string, ItfExpression>
}

/** @throws FormatError for what is no trace in ITF. */
export function readDocument(part: JsonPart): ItfDocument {
  const meta = knownField(part, '#meta')
  const params = namesIn(knownField(part, 'params'))
  const vars = namesIn(fieldOf(part, 'vars'))
  const states = fieldOf(part, 'states')
  const loop = knownField(part, 'loop')
  const read = itemsOf(states).map((state, index): ItfState => {
    const names = index === 0 ? [...params, ...vars] : vars
    return {
      part: state,
      meta: knownField(state, '#meta'),
      values: new Map(names.map((name) => [name, readExpression(fieldOf(state, name))])),
    }
  })
  if (read.length === 0) throw new FormatError(states.path, 'a trace has one state or more')
  const start = loop === undefined ? undefined : countOf(loop)
  if (loop !== undefined && start !== undefined && start >= read.length) {
    throw new FormatError(loop.path, `there is no state ${String(start)} for the loop to begin at`)
  }
  return { meta, params, vars, states: read, loop: start }
}

function namesIn(part: JsonPart | undefined): readonly string[] {
  const names = part === undefined ? [] : itemsOf(part)
  for (const [place, name] of names.entries()) {
    if (textOf(name).startsWith('#')) throw new FormatError(name.path, 'a name cannot begin with #')
    if (names.findIndex(({ value }) => value === name.value) < place) {
      throw new FormatError(name.path, `\`${textOf(name)}\` is there twice`)
    }
  }
  return names.map(textOf)
}
