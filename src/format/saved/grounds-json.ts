import { activeAssignments } from '../../ir/assign.js'
import { bindChoices } from '../../ir/choices.js'
import { environment } from '../../ir/environment.js'
import { contains } from '../../ir/fold.js'
import {
  isStated,
  type Property,
  type SourcePlace,
  type TransitionSystem,
  type Variable,
} from '../../ir/system.js'
import { evidenceFor } from '../../explain/evidence.js'
import type { Step, Trace } from '../../trace/trace.js'
import type { State } from '../../ir/state.js'
import type { Json, JsonObject } from '../json/json.js'
import { fieldOf, FormatError, itemsOf, knownField, type JsonPart } from '../json/json-part.js'
import { cellJson, readCell, scalarCells, type PlacedCell } from './cell-json.js'
import { readPlace, type WritePlace } from './outline.js'

/** What only the model knows of a trace: on which values the outcome rests, and what each step wrote. */
export interface Grounds {
  /** The place of the property. */
  readonly source?: SourcePlace
  /** Whether the property is about the last step rather than about the last state. */
  readonly isAboutSteps: boolean
  /** Scalar parts of the state; none where the property has no formula of its own, or the trace ends in a fault. */
  readonly restsOn: readonly PlacedCell[]
  /** For each step what it assigned, changed or not. */
  readonly writes: readonly (readonly PlacedCell[])[]
}

export function groundsJson(
  system: TransitionSystem,
  property: Property,
  trace: Trace,
  write: WritePlace,
): JsonObject {
  const source = isStated(property) ? property.source : undefined
  return {
    source: source === undefined ? null : write(source),
    about: isAboutSteps(property) ? 'step' : 'state',
    restsOn: restsOn(system, property, trace),
    writes: trace.steps.map((step, place) => written(system, step, trace.states[place])),
  }
}

/** @throws FormatError for what does not fit the variables or the steps. */
export function readGrounds(part: JsonPart, variables: readonly Variable[], steps: number): Grounds {
  const source = knownField(part, 'source')
  const writes = fieldOf(part, 'writes')
  const lists = itemsOf(writes)
  if (lists.length !== steps) {
    throw new FormatError(
      writes.path,
      `${String(steps)} lists are expected, one a step, not ${String(lists.length)}`,
    )
  }
  return {
    ...(source === undefined ? {} : { source: readPlace(source) }),
    isAboutSteps: fieldOf(part, 'about').value === 'step',
    restsOn: itemsOf(fieldOf(part, 'restsOn')).map((cell) => readCell(cell, variables)),
    writes: lists.map((cells) => itemsOf(cells).map((cell) => readCell(cell, variables))),
  }
}

function restsOn(system: TransitionSystem, property: Property, { states, fault }: Trace): readonly Json[] {
  const last = states.at(-1)
  const before = states.at(-2)
  if (!isStated(property) || fault !== undefined || last === undefined) return []
  const where =
    before === undefined || !isAboutSteps(property) ? { state: last } : { state: before, next: last }
  const evidence = evidenceFor(system, property.expr, where)
  return scalarCells(system.variables)
    .filter(({ variable, keys }) => evidence.restsOn(variable, keys))
    .map(cellJson)
}

function isAboutSteps(property: Property): boolean {
  return (
    property.kind === 'transition' ||
    (property.kind === 'reachable' && contains(property.expr, ({ kind }) => kind === 'next'))
  )
}

function written(system: TransitionSystem, step: Step, before: State | undefined): readonly Json[] {
  const action = system.actions.find(({ name }) => name === step.action)
  if (action === undefined || before === undefined) return []
  const env = environment(system, { state: before, bound: bindChoices(action, step.choices) })
  return activeAssignments(action.updates, env).map(cellJson)
}
