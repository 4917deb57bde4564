import type { Expr } from '../ir/expr.js'
import type { Cell } from '../ir/system.js'
import type { Type } from '../ir/type.js'

/** What a symbolic value stands for. */
export interface Meaning {
  readonly expr: Expr
  readonly type: Type
  /** The part of the state it names, if it can be assigned to. */
  readonly cell?: Cell
}

const meanings = new WeakMap<object, Meaning>()

/** Makes an object stand for something. Kept outside the object, whose properties belong to the model's own names. */
export function giveMeaning(value: object, meaning: Meaning): void {
  meanings.set(value, meaning)
}

/** What the value stands for; undefined for everything that is not symbolic. */
export function meaningOf(value: unknown): Meaning | undefined {
  return typeof value === 'object' && value !== null ? meanings.get(value) : undefined
}

/** What a field of a record stands for. */
export function fieldMeaning({ expr, cell }: Meaning, field: string, type: Type): Meaning {
  const part: Expr = { kind: 'field', record: expr, field }
  if (cell === undefined) return { expr: part, type }
  return { expr: part, type, cell: { ...cell, path: [...cell.path, { kind: 'field', field }] } }
}

/** What an element of an array stands for. */
export function elementMeaning({ expr, cell }: Meaning, index: Expr, type: Type): Meaning {
  const part: Expr = { kind: 'element', array: expr, index }
  if (cell === undefined) return { expr: part, type }
  return { expr: part, type, cell: { ...cell, path: [...cell.path, { kind: 'index', index }] } }
}
