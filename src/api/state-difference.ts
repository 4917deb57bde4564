import { integer, isInteger } from '../ir/integer.js'
import type { State } from '../ir/state.js'
import type { Value } from '../ir/type.js'
import { isArrayValue, isRecordValue, showValue } from '../ir/value.js'

/** A part of the state that is not the same in the code and in the model. */
export interface StateDifference {
  /** `account.balance`, `queue[2]` */
  readonly path: string
  /** In the model; undefined where the model has no such part. */
  readonly expected: Value | undefined
  /** In the code. */
  readonly actual: unknown
}

/**
 * Compares what code says of its state with a state of a model. Parts that the code says nothing of are left out: a variable, or a field
 * of a record. Lists are compared whole.
 */
export function differencesFrom(
  expected: State,
  actual: Readonly<Record<string, unknown>>,
): { readonly compared: number; readonly differences: readonly StateDifference[] } {
  const differences: StateDifference[] = []
  let compared = 0
  const enter = (path: string, model: Value | undefined, code: unknown): void => {
    if (model !== undefined && isRecordValue(model) && isPlainObject(code)) {
      for (const [field, part] of Object.entries(code)) {
        enter(`${path}.${field}`, Object.hasOwn(model, field) ? model[field] : undefined, part)
      }
      return
    }
    compared += 1
    if (model !== undefined && isArrayValue(model) && Array.isArray(code) && code.length === model.length) {
      model.forEach((item, place) => {
        enter(`${path}[${String(place)}]`, item, code[place])
      })
    } else if (model === undefined || !isSameScalar(model, code)) {
      differences.push({ path, expected: model, actual: code })
    }
  }
  for (const [name, part] of Object.entries(actual)) {
    enter(name, Object.hasOwn(expected, name) ? expected[name] : undefined, part)
  }
  return { compared, differences }
}

/** The difference in a line. */
export function showDifference({ path, expected, actual }: StateDifference): string {
  if (expected === undefined) return `${path}: the model has no such part`
  if (isArrayValue(expected) && Array.isArray(actual)) {
    return `${path}: expected ${String(expected.length)} elements, actual ${String(actual.length)}`
  }
  const wanted = typeof expected === 'object' ? showValue(expected) : showScalar(expected)
  return `${path}: expected ${wanted}, actual ${showScalar(actual)}`
}

function isSameScalar(expected: Value, actual: unknown): boolean {
  if (isInteger(expected))
    return typeof actual === 'bigint' ? integer(actual) === expected : actual === expected
  return typeof expected !== 'object' && actual === expected
}

/** A Map, a Set or another class of its own has no fields to compare. */
function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** Of a thing that is no scalar what it is, not what is in it: `[object Map]`. */
function showScalar(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value)
    case 'number':
    case 'bigint':
    case 'boolean':
    case 'undefined':
      return String(value)
    default:
      return Object.prototype.toString.call(value)
  }
}
