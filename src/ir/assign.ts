import { assertNever } from './assert-never.js'
import { locate, meet, noPart, partAt, showCell, withPart, type Keys } from './cell.js'
import type { Environment } from './environment.js'
import { add, divide, isInteger, subtract } from './integer.js'
import { EvaluationFault, conditionIn, faulty, valueIn } from './interpret.js'
import type { State } from './state.js'
import type { SourcePlace, Update } from './system.js'
import { cardinality, showType, type RangeType, type Type, type Value } from './type.js'
import { isArrayValue } from './value.js'

/** One assignment with everything evaluated. */
export interface Assignment {
  readonly variable: string
  readonly keys: Keys
  /** The declared type of the cell. */
  readonly type: Type
  readonly value: Value
  readonly source?: SourcePlace
}

/**
 * Evaluates the updates whose condition holds, in order: condition, indices of the target, value.
 * @throws EvaluationFault where something is undefined.
 */
export function activeAssignments(updates: readonly Update[], env: Environment): readonly Assignment[] {
  const assignments: Assignment[] = []
  for (const { target, value, condition, source } of updates) {
    locating(source, () => {
      if (condition !== undefined && !conditionIn(env, condition)) return
      const { keys, type } = locate(target, env)
      const placed = source === undefined ? {} : { source }
      assignments.push({ variable: target.variable, keys, type, value: valueIn(env, value), ...placed })
    })
  }
  return assignments
}

/**
 * The state after all assignments at once.
 * @throws EvaluationFault when two of them meet, or a value leaves the range of its cell.
 */
export function assign(state: State, assignments: readonly Assignment[], env: Environment): State {
  refuseConflicts(assignments, env)
  const after: Record<string, Value> = { ...state }
  for (const { variable, keys, type, value, source } of assignments) {
    locating(source, () => {
      const fitting = fit(value, type, (inner) => showCell(env, variable, [...keys, ...inner]), [])
      after[variable] = withPart(after[variable], keys, 0, fitting)
    })
  }
  return after
}

/** What a cell of this type holds after the value was assigned to it: leaf by leaf, by the cell's own overflow rules. */
function fit(value: Value, type: Type, name: (inner: Keys) => string, inner: Keys): Value {
  switch (type.kind) {
    case 'bool':
    case 'enum':
    case 'bits':
    case 'integer':
      return value
    case 'range':
      return fitRange(value, type, () => name(inner))
    case 'record': {
      const record: Record<string, Value> = {}
      for (const [field, part] of Object.entries(type.fields)) {
        record[field] = fit(partAt(value, [field]), part, name, [...inner, field])
      }
      return record
    }
    case 'array':
      if (!isArrayValue(value)) return noPart(inner)
      return value.map((item, place) => fit(item, type.element, name, [...inner, place]))
    default:
      return assertNever(type)
  }
}

function fitRange(value: Value, type: RangeType, name: () => string): Value {
  if (!isInteger(value)) throw new TypeError(`${name()} takes integers: the system was not validated`)
  if (value >= type.lo && value <= type.hi) return value
  switch (type.overflow) {
    case 'error':
      throw faulty('out-of-range', `${name()} := ${String(value)} leaves ${showType(type)}`)
    case 'wrap':
      return add(type.lo, divide(subtract(value, type.lo), cardinality(type)).remainder)
    case 'saturate':
      return value < type.lo ? type.lo : type.hi
    default:
      return assertNever(type.overflow)
  }
}

function refuseConflicts(assignments: readonly Assignment[], env: Environment): void {
  for (const [at, later] of assignments.entries()) {
    const earlier = assignments.findIndex(
      ({ variable, keys }) => variable === later.variable && meet(keys, later.keys),
    )
    if (earlier < at) throw conflict(assignments[earlier] ?? later, later, env)
  }
}

function conflict(earlier: Assignment, later: Assignment, env: Environment): EvaluationFault {
  const first = showCell(env, earlier.variable, earlier.keys)
  const second = showCell(env, later.variable, later.keys)
  const clash = first === second ? `${first} is assigned twice` : `${first} and ${second} are both assigned`
  const message = `${clash} in one step`
  const code = 'conflicting-updates'
  return new EvaluationFault(
    later.source === undefined ? { code, message } : { code, message, source: later.source },
  )
}

/** Runs a part of an update, so that a fault in it points to the update's own place. */
function locating(source: SourcePlace | undefined, run: () => void): void {
  try {
    run()
  } catch (error) {
    if (!(error instanceof EvaluationFault) || source === undefined) throw error
    throw new EvaluationFault({ ...error.fault, source })
  }
}
