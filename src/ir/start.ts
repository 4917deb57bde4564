import { assertNever } from './assert-never.js'
import { activeAssignments, assign } from './assign.js'
import { meet, partAt, withPart, type Keys } from './cell.js'
import { environment } from './environment.js'
import { truth } from './evaluate.js'
import { multiply, type Integer } from './integer.js'
import type { State } from './state.js'
import type { TransitionSystem } from './system.js'
import { cardinality, indexValues, type ScalarType, type Type, type Value } from './type.js'

/** A scalar part of the state that nothing fixes at the start. */
export interface FreeCell {
  readonly variable: string
  readonly keys: Keys
  readonly type: ScalarType
}

/** Where executions may start, before the assumptions are asked. */
export interface StartSpace {
  /** A state with everything that is fixed in place. */
  readonly fixed: State
  readonly free: readonly FreeCell[]
}

/**
 * The start of a system whose initial values have been validated.
 * @param known variables whose value is given from outside; start values of the system's own take precedence.
 * @throws EvaluationFault when an initial value is undefined or does not fit, which validation rules out.
 */
export function startSpace(system: TransitionSystem, known: State = {}): StartSpace {
  const env = environment(system, { state: {} })
  const assignments = activeAssignments(system.init.updates, env)
  const unassigned: Record<string, Value> = {}
  for (const { name, type } of system.variables) unassigned[name] = known[name] ?? firstValue(type)
  const free = system.variables
    .filter(({ name }) => known[name] === undefined)
    .flatMap(({ name, type }) => leaves(name, [], type))
    .filter(
      (leaf) =>
        !assignments.some(({ variable, keys }) => variable === leaf.variable && meet(keys, leaf.keys)),
    )
  return { fixed: assign(unassigned, assignments, env), free }
}

/** How many states are to be tried as start states; undefined where an unbounded integer is free. */
export function startCount({ free }: StartSpace): Integer | undefined {
  let count: Integer = 1
  for (const { type } of free) {
    if (type.kind === 'integer') return undefined
    count = multiply(count, cardinality(type))
  }
  return count
}

/**
 * The start states in order, the last free cell varying fastest. Of a free unbounded integer, only 0 is tried: ask `startCount`.
 * An assumption that is undefined in a state is one that the state does not satisfy.
 */
export function* startStates(system: TransitionSystem, space: StartSpace): Generator<State> {
  for (const state of completions(space.fixed, space.free, 0)) {
    if (satisfiesAssumptions(system, state)) yield state
  }
}

export function satisfiesAssumptions(system: TransitionSystem, state: State): boolean {
  return system.init.assumptions.every(({ expr }) => truth(system, expr, { state }) === true)
}

/** The state with one cell set. */
export function withCell(state: State, { variable, keys }: FreeCell, value: Value): State {
  return { ...state, [variable]: withPart(state[variable], keys, 0, value) }
}

function* completions(state: State, free: readonly FreeCell[], from: number): Generator<State> {
  const cell = free[from]
  if (cell === undefined) {
    yield state
    return
  }
  const values = cell.type.kind === 'integer' ? [0] : indexValues(cell.type)
  for (const value of values) yield* completions(withCell(state, cell, value), free, from + 1)
}

function leaves(variable: string, keys: Keys, type: Type): readonly FreeCell[] {
  switch (type.kind) {
    case 'bool':
    case 'enum':
    case 'range':
    case 'bits':
    case 'integer':
      return [{ variable, keys, type }]
    case 'record':
      return Object.entries(type.fields).flatMap(([name, field]) => leaves(variable, [...keys, name], field))
    case 'array':
      return [...indexValues(type.index)].flatMap((_, place) =>
        leaves(variable, [...keys, place], type.element),
      )
    default:
      return assertNever(type)
  }
}

function firstValue(type: Type): Value {
  switch (type.kind) {
    case 'bool':
      return false
    case 'enum':
      return partAt(type.values, [0])
    case 'range':
      return type.lo
    case 'bits':
    case 'integer':
      return 0
    case 'record':
      return Object.fromEntries(Object.entries(type.fields).map(([name, field]) => [name, firstValue(field)]))
    case 'array':
      return Array.from(indexValues(type.index), () => firstValue(type.element))
    default:
      return assertNever(type)
  }
}
