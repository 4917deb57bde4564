import type { Action, Cell, TransitionSystem } from '../../ir/system.js'
import type { Type } from '../../ir/type.js'
import { stepName } from './own-steps.js'

/** The way to a cell by names alone: elements of an array are not told apart. */
type Way = readonly string[]

/** What a step of the broken model writes and no step of the fixed one does: names such as `endpoint.active`. */
export interface Unwritten {
  /** It is there, and nothing writes it. */
  readonly unwritten: readonly string[]
  /** The fixed model does not have it. */
  readonly gone: readonly string[]
}

/**
 * What is not written any more without a step. Program counters and what is there for properties only do not count.
 * @param isPossible whether a step of the fixed model counts.
 */
export function unwritten(
  { broken, fixed }: { readonly broken: TransitionSystem; readonly fixed: TransitionSystem },
  step: string,
  isPossible: (step: string) => boolean,
): Unwritten {
  const was = waysWritten(broken.actions.filter((action) => stepName(action) === step))
  const is = waysWritten(fixed.actions.filter((action) => isPossible(stepName(action))))
  const ghosts = new Set(
    [...broken.variables, ...fixed.variables].flatMap(({ name, ghost }) => (ghost === true ? [name] : [])),
  )
  const counters = [...broken.actions, ...fixed.actions].flatMap(({ control }) =>
    control === undefined ? [] : [wayTo(control.cell)],
  )
  const types = new Map(fixed.variables.map(({ name, type }) => [name, type]))
  const missing = was.filter(
    (way) =>
      !ghosts.has(way[0] ?? '') &&
      !counters.some((counter) => meet(counter, way)) &&
      !is.some((other) => meet(other, way)),
  )
  const names = (ways: readonly Way[]): readonly string[] => [...new Set(ways.map((way) => way.join('.')))]
  return {
    unwritten: names(missing.filter((way) => isThere(types, way))),
    gone: names(missing.filter((way) => !isThere(types, way))),
  }
}

function waysWritten(actions: readonly Action[]): readonly Way[] {
  return actions.flatMap(({ updates }) => updates.map(({ target }) => wayTo(target)))
}

function wayTo({ variable, path }: Cell): Way {
  return [variable, ...path.flatMap((step) => (step.kind === 'field' ? [step.field] : []))]
}

function isThere(types: ReadonlyMap<string, Type>, [variable = '', ...fields]: Way): boolean {
  let type = types.get(variable)
  for (const field of fields) {
    while (type?.kind === 'array') type = type.element
    type = type?.kind === 'record' && Object.hasOwn(type.fields, field) ? type.fields[field] : undefined
  }
  return type !== undefined
}

/** Whether one leads to the other, or both to one. */
function meet(one: Way, other: Way): boolean {
  return one.slice(0, other.length).every((name, place) => name === other[place])
}
