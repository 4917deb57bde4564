import type { Keys } from '../../ir/cell.js'
import type { Expr } from '../../ir/expr.js'
import type { Cell, PathStep, Variable } from '../../ir/system.js'
import { indexValues, type Scalar, type ScalarType, type Type } from '../../ir/type.js'
import type { Json } from '../json/json.js'
import { FormatError, itemsOf, wrong, type JsonPart } from '../json/json-part.js'

/** A part of the state: the variable, and how to get from its value to the part. */
export interface PlacedCell {
  readonly variable: string
  readonly keys: Keys
  readonly type: Type
}

/** As a list: the variable's name, then field names and the places of elements. */
export function cellJson({ variable, keys }: Omit<PlacedCell, 'type'>): Json {
  return [variable, ...keys]
}

/** @throws FormatError when the variables have no such part. */
export function readCell(part: JsonPart, variables: readonly Variable[]): PlacedCell {
  const [first, ...rest] = itemsOf(part)
  const variable = variables.find(({ name }) => name === first?.value)
  if (first === undefined || variable === undefined)
    throw new FormatError(part.path, 'there is no such variable')
  let { type } = variable
  const keys = rest.map((step) => {
    const inner =
      typeof step.value === 'string' || typeof step.value === 'number' ? step.value : wrong(step, 'a key')
    const next = partType(type, inner)
    if (next === undefined) throw new FormatError(step.path, 'there is no such part')
    type = next
    return inner
  })
  return { variable: variable.name, keys, type }
}

/** The cell as an action's update names it. */
export function cellOf({ variable, keys }: PlacedCell, variables: readonly Variable[]): Cell {
  return { variable, path: pathOf({ variable, keys }, variables) }
}

/** The part's value as an expression. */
export function exprOf({ variable, keys }: PlacedCell, variables: readonly Variable[]): Expr {
  return pathOf({ variable, keys }, variables).reduce<Expr>(
    (whole, step) =>
      step.kind === 'field'
        ? { kind: 'field', record: whole, field: step.field }
        : { kind: 'element', array: whole, index: step.index },
    { kind: 'variable', name: variable },
  )
}

/** All scalar parts of variables, in their order. */
export function scalarCells(
  variables: readonly Variable[],
): readonly (PlacedCell & { readonly type: ScalarType })[] {
  return variables.flatMap(({ name, type }) => below(name, [], type))
}

function below(
  variable: string,
  keys: Keys,
  type: Type,
): readonly (PlacedCell & { readonly type: ScalarType })[] {
  if (type.kind === 'record') {
    return Object.entries(type.fields).flatMap(([field, inner]) => below(variable, [...keys, field], inner))
  }
  if (type.kind === 'array') {
    return [...indexValues(type.index)].flatMap((_, place) => below(variable, [...keys, place], type.element))
  }
  return [{ variable, keys, type }]
}

function pathOf(
  { variable, keys }: Omit<PlacedCell, 'type'>,
  variables: readonly Variable[],
): readonly PathStep[] {
  let type = variables.find(({ name }) => name === variable)?.type
  return keys.map((key): PathStep => {
    const whole = type
    type = whole === undefined ? undefined : partType(whole, key)
    if (typeof key === 'string') return { kind: 'field', field: key }
    if (whole?.kind !== 'array') throw new TypeError(`${variable} has no such part`)
    const value = [...indexValues(whole.index)][key]
    if (value === undefined) throw new TypeError(`${variable} has no such element`)
    return { kind: 'index', index: literal(whole.index, value) }
  })
}

function partType(type: Type, key: string | number): Type | undefined {
  if (typeof key === 'string') {
    return type.kind === 'record' && Object.hasOwn(type.fields, key) ? type.fields[key] : undefined
  }
  if (type.kind !== 'array') return undefined
  return [...indexValues(type.index)][key] === undefined ? undefined : type.element
}

/** A constant. */
export function literal(type: ScalarType, value: Scalar): Expr {
  return { kind: 'literal', type, value }
}
