import type { FormulaValue, Need, Origin, Part, StaleRead } from '../../explain/explanation.js'
import {
  countOf,
  fieldOf,
  FormatError,
  itemsOf,
  knownField,
  optionalField,
  textOf,
  wordOf,
  type JsonPart,
} from '../json/json-part.js'
import { readUntypedScalar, readUntypedValue, readValue } from './value-json.js'

/** What a file says of why a trace ends as it does; what it does not speak of is absent. */
export interface SavedExplanation {
  /** Null where the property has no formula of its own, or the trace ends in a fault. */
  readonly formula?: FormulaValue | null
  readonly origins?: readonly Origin[]
  readonly staleReads?: readonly StaleRead[]
  readonly needs?: readonly Need[]
}

/** What an explanation speaks of. */
interface Trail {
  readonly parts: ReadonlyMap<string, Part>
  /** How many steps the trace has. */
  readonly steps: number
}

const NEEDS: readonly Need['kind'][] = ['enables', 'decides', 'nothing']

/** @throws FormatError for what does not fit the parts of the state, or the steps. */
export function readExplanation(part: JsonPart, trail: Trail): SavedExplanation {
  const formula = optionalField(part, 'formula')
  const origins = optionalField(part, 'origins')
  const staleReads = optionalField(part, 'staleReads')
  const needs = optionalField(part, 'needs')
  return {
    ...(formula === undefined
      ? {}
      : { formula: formula.value === null ? null : readFormula(formula, trail) }),
    ...(origins === undefined
      ? {}
      : { origins: itemsOf(origins).map((origin) => readOrigin(origin, trail)) }),
    ...(staleReads === undefined
      ? {}
      : { staleReads: itemsOf(staleReads).map((staleRead) => readStaleRead(staleRead, trail)) }),
    ...(needs === undefined ? {} : { needs: readNeeds(needs, trail) }),
  }
}

function readFormula(part: JsonPart, trail: Trail): FormulaValue {
  const value = knownField(part, 'value')
  const fault = knownField(part, 'fault')
  const binding = knownField(part, 'binding')
  const origin = knownField(part, 'origin')
  const read = origin === undefined ? undefined : readOrigin(origin, trail)
  return {
    text: textOf(fieldOf(part, 'text')),
    ...(value === undefined
      ? {}
      : { value: read === undefined ? readUntypedValue(value) : readValue(value, read.part.type) }),
    ...(fault === undefined ? {} : { fault: { message: textOf(fault) } }),
    ...(binding === undefined
      ? {}
      : {
          binding: {
            name: textOf(fieldOf(binding, 'name')),
            value: readUntypedScalar(fieldOf(binding, 'value')),
          },
        }),
    ...(read === undefined ? {} : { origin: read }),
    parts: itemsOf(fieldOf(part, 'parts')).map((inner) => readFormula(inner, trail)),
  }
}

function readOrigin(part: JsonPart, { parts, steps }: Trail): Origin {
  const of = readPart(fieldOf(part, 'part'), parts)
  return {
    part: of,
    value: readValue(fieldOf(part, 'value'), of.type),
    step: stepIn(fieldOf(part, 'step'), 0, steps),
  }
}

function readStaleRead(part: JsonPart, { parts, steps }: Trail): StaleRead {
  const read = readPart(fieldOf(part, 'read'), parts)
  const changedBy = knownField(part, 'changedBy')
  const readIn = stepIn(fieldOf(part, 'readIn'), 1, steps)
  const changedIn = stepIn(fieldOf(part, 'changedIn'), readIn + 1, steps)
  return {
    process: textOf(fieldOf(part, 'process')),
    read,
    value: readValue(fieldOf(part, 'value'), read.type),
    readIn,
    changedIn,
    ...(changedBy === undefined ? {} : { changedBy: textOf(changedBy) }),
    changedTo: readValue(fieldOf(part, 'changedTo'), read.type),
    actedIn: stepIn(fieldOf(part, 'actedIn'), changedIn + 1, steps),
    wrote: itemsOf(fieldOf(part, 'wrote')).map((cell) => readPart(cell, parts)),
  }
}

function readNeeds(part: JsonPart, { steps }: Trail): readonly Need[] {
  const needs = itemsOf(part)
  if (needs.length !== steps) {
    throw new FormatError(
      part.path,
      `${String(steps)} items are expected, one a step, not ${String(needs.length)}`,
    )
  }
  return needs.map((need, at) => {
    stepIn(fieldOf(need, 'without'), at + 1, at + 1)
    const kind = wordOf(fieldOf(need, 'kind'), NEEDS)
    return kind === 'enables' ? { kind, step: stepIn(fieldOf(need, 'step'), at + 2, steps) } : { kind }
  })
}

function readPart(part: JsonPart, parts: ReadonlyMap<string, Part>): Part {
  const found = parts.get(textOf(part))
  if (found === undefined) throw new FormatError(part.path, 'there is no such part of the state')
  return found
}

/** The number of a step between two others, counted from 1. */
function stepIn(part: JsonPart, first: number, last: number): number {
  const step = countOf(part)
  if (step >= first && step <= last) return step
  throw new FormatError(part.path, `there is no step ${String(step)} that it could be`)
}
