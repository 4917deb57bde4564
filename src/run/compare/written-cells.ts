import { cellNamedBy } from '../../ir/cell.js'
import type { Expr } from '../../ir/expr.js'
import { children } from '../../ir/fold.js'
import type { Action, Cell, StatedProperty, TransitionSystem } from '../../ir/system.js'
import type { Type } from '../../ir/type.js'
import { stepName } from './own-steps.js'

/** The way to a cell by names alone: elements of an array are not told apart. */
type Way = readonly string[]

/** What a step of the broken model writes and no step of the fixed one does: names such as `endpoint.active`. */
export interface Unwritten {
  /** It is there, and nothing writes it. */
  readonly unwritten: readonly string[]
  /** The fixed model does not have it, and no goal that it reaches is about it: whether its work is done otherwise is not known. */
  readonly gone: readonly string[]
  /** The goals that are about what the fixed model does not have. */
  readonly goals: readonly string[]
}

/**
 * What is not written any more without a step. Program counters and what is there for properties only do not count.
 * @param isPossible whether a step of the fixed model counts.
 * @param goals of the broken model, which the fixed one reaches, too.
 */
export function unwritten(
  { broken, fixed }: { readonly broken: TransitionSystem; readonly fixed: TransitionSystem },
  step: string,
  isPossible: (step: string) => boolean,
  goals: readonly StatedProperty[],
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
  const gone = missing.filter((way) => !isThere(types, way))
  const about = goals.map(({ name, expr }) => ({ name, ways: waysRead(expr) }))
  const isAbout = (ways: readonly Way[], way: Way): boolean => ways.some((other) => meet(other, way))
  return {
    unwritten: namesOf(missing.filter((way) => isThere(types, way))),
    gone: namesOf(gone.filter((way) => !about.some(({ ways }) => isAbout(ways, way)))),
    goals: about.flatMap(({ name, ways }) => (gone.some((way) => isAbout(ways, way)) ? [name] : [])),
  }
}

function namesOf(ways: readonly Way[]): readonly string[] {
  return [...new Set(ways.map((way) => way.join('.')))]
}

function waysWritten(actions: readonly Action[]): readonly Way[] {
  return actions.flatMap(({ updates }) => updates.map(({ target }) => wayTo(target)))
}

function waysRead(formula: Expr): readonly Way[] {
  const ways: Way[] = []
  const seen = new Set<Expr>()
  const pending = [formula]
  for (let expr = pending.pop(); expr !== undefined; expr = pending.pop()) {
    if (seen.has(expr)) continue
    seen.add(expr)
    const cell = cellNamedBy(expr)
    if (cell === undefined) pending.push(...children(expr))
    else {
      ways.push(wayTo(cell))
      pending.push(...cell.path.flatMap((step) => (step.kind === 'index' ? [step.index] : [])))
    }
  }
  return ways
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
