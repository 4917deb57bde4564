import type { Environment } from './environment.js'
import type { Expr } from './expr.js'
import { placeOf, valueIn } from './interpret.js'
import type { Cell, PathStep } from './system.js'
import { indexValues, type Type, type Value } from './type.js'
import { isArrayValue, isRecordValue } from './value.js'

/** How to get from a variable's value to a part of it: field names, and the places of elements. */
export type Keys = readonly (string | number)[]

/** Picks scalar parts of the state. What is shown as one is picked with any scalar in it. */
export type PartFilter = (variable: string, keys: Keys) => boolean

/** Evaluates the indices on the way to a cell. */
export function locate(cell: Cell, env: Environment): { readonly keys: Keys; readonly type: Type } {
  let type = env.layout.variables.get(cell.variable)
  const keys: (string | number)[] = []
  for (const step of cell.path) {
    if (step.kind === 'field') keys.push(step.field)
    else if (type?.kind === 'array') {
      keys.push(placeOf(type.index, valueIn(env, step.index), () => showCell(env, cell.variable, keys)))
    }
    type = partType(type, step)
  }
  return { keys, type: type ?? noCell(cell) }
}

/** The cell whose value the expression is; undefined where it is calculated. */
export function cellNamedBy(expr: Expr): Cell | undefined {
  switch (expr.kind) {
    case 'variable':
      return { variable: expr.name, path: [] }
    case 'field': {
      const whole = cellNamedBy(expr.record)
      return whole && { ...whole, path: [...whole.path, { kind: 'field', field: expr.field }] }
    }
    case 'element': {
      const whole = cellNamedBy(expr.array)
      return whole && { ...whole, path: [...whole.path, { kind: 'index', index: expr.index }] }
    }
    default:
      return undefined
  }
}

/** The declared type of a cell, wherever its indices point. */
export function declaredType(cell: Cell, variables: ReadonlyMap<string, Type>): Type {
  let type = variables.get(cell.variable)
  for (const step of cell.path) type = partType(type, step)
  return type ?? noCell(cell)
}

/** The part of a value that the keys lead to. */
export function partAt(value: Value | undefined, keys: Keys): Value {
  let part = value
  for (const key of keys) part = part === undefined ? undefined : childAt(part, key)
  return part ?? noPart(keys)
}

/** A cell in the words of traces: `endpoint[0].active`. */
export function showCell(env: Environment, variable: string, keys: Keys): string {
  let text = variable
  let type = env.layout.variables.get(variable)
  for (const key of keys) {
    if (typeof key === 'string') {
      text += `.${key}`
      type = type?.kind === 'record' ? type.fields[key] : undefined
    } else {
      text += `[${type?.kind === 'array' ? String([...indexValues(type.index)][key]) : String(key)}]`
      type = type?.kind === 'array' ? type.element : undefined
    }
  }
  return text
}

/** The whole with one part replaced; what is not on the way to it is shared. */
export function withPart(whole: Value | undefined, keys: Keys, from: number, part: Value): Value {
  const key = keys[from]
  if (key === undefined) return part
  if (typeof key === 'number' && whole !== undefined && isArrayValue(whole)) {
    const copy = [...whole]
    copy[key] = withPart(copy[key], keys, from + 1, part)
    return copy
  }
  if (typeof key === 'string' && whole !== undefined && isRecordValue(whole)) {
    return { ...whole, [key]: withPart(whole[key], keys, from + 1, part) }
  }
  return noPart(keys)
}

/** Whether the cells are one, or one is a part of the other. */
export function meet(a: Keys, b: Keys): boolean {
  const shorter = Math.min(a.length, b.length)
  for (let at = 0; at < shorter; at += 1) if (a[at] !== b[at]) return false
  return true
}

function childAt(value: Value, key: string | number): Value | undefined {
  if (typeof key === 'number') return isArrayValue(value) ? value[key] : undefined
  return isRecordValue(value) ? value[key] : undefined
}

function partType(type: Type | undefined, step: PathStep): Type | undefined {
  if (step.kind === 'field') return type?.kind === 'record' ? type.fields[step.field] : undefined
  return type?.kind === 'array' ? type.element : undefined
}

function noCell(cell: Cell): never {
  throw new TypeError(`there is no such cell in ${cell.variable}: the system was not validated`)
}

/** The end of a way that validated systems never take. */
export function noPart(keys: Keys): never {
  throw new TypeError(`there is no part ${keys.join('.')}: the value is not of the declared type`)
}
