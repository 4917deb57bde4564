/** How the operations of sequences, sets, options, unions and maps look as formulas. */

import type { Expr } from '../ir/expr.js'
import type { TransitionSystem } from '../ir/system.js'
import type { Type } from '../ir/type.js'
import { childType } from './part.js'

/** What a formula says about a value of a derived sort. */
export type DerivedShape =
  /** `queue.length`, `set.size` */
  | { readonly kind: 'size'; readonly whole: Expr; readonly word: 'length' | 'size' }
  /** `x in set` */
  | { readonly kind: 'member'; readonly item: Expr; readonly whole: Expr }
  /** `queue[0]`, `map[key]` */
  | { readonly kind: 'at'; readonly whole: Expr; readonly index: Expr }
  /** `slot is something` */
  | { readonly kind: 'something'; readonly whole: Expr }
  /** `message is accepted` */
  | { readonly kind: 'case'; readonly whole: Expr; readonly name: string }
  /** The value of something that may have none: shown as the thing itself. */
  | { readonly kind: 'value'; readonly of: Expr }

/** The operation that a formula stands for, where it is one. */
export function derivedShape(system: TransitionSystem, expr: Expr): DerivedShape | undefined {
  switch (expr.kind) {
    case 'field':
      return fieldShape(system, expr.record, expr.field)
    case 'element':
      return elementShape(system, expr.array, expr.index)
    case 'count':
      return countShape(system, expr.bound, expr.body)
    case 'or':
      return membership(system, expr.operands)
    case 'eq': {
      const { left, right } = expr
      if (left.kind !== 'field' || left.field !== 'tag' || right.kind !== 'literal') return undefined
      if (readingOf(typeOfPath(system, left.record)) !== 'union') return undefined
      return { kind: 'case', whole: left.record, name: String(right.value) }
    }
    default:
      return undefined
  }
}

function fieldShape(system: TransitionSystem, whole: Expr, field: string): DerivedShape | undefined {
  switch (readingOf(typeOfPath(system, whole))) {
    case 'sequence':
    case 'channel':
      return field === 'length' ? { kind: 'size', whole, word: 'length' } : undefined
    case 'option': {
      const inMap = whole.kind === 'element' && readingOf(typeOfPath(system, whole.array)) === 'map'
      if (field === 'value') return { kind: 'value', of: whole }
      if (field !== 'some') return undefined
      return inMap ? { kind: 'member', item: whole.index, whole: whole.array } : { kind: 'something', whole }
    }
    case 'union':
      return field === 'tag' ? undefined : { kind: 'value', of: whole }
    default:
      return undefined
  }
}

function elementShape(system: TransitionSystem, array: Expr, index: Expr): DerivedShape | undefined {
  // `valueWhere`: the only element of an array, at a place that is there under a condition.
  if (array.kind === 'array' && index.kind === 'ite') {
    const [only, another] = array.elements
    return only === undefined || another !== undefined ? undefined : { kind: 'value', of: only }
  }
  if (readingOf(typeOfPath(system, array)) === 'set') return { kind: 'member', item: index, whole: array }
  if (array.kind === 'field' && array.field === 'items' && isSequence(system, array.record)) {
    return { kind: 'at', whole: array.record, index: index.kind === 'ite' ? index.whenTrue : index }
  }
  return undefined
}

/** How many flags of a set, or values of a map, are there. */
function countShape(system: TransitionSystem, bound: string, body: Expr): DerivedShape | undefined {
  const shape = derivedShape(system, body)
  return shape?.kind === 'member' && shape.item.kind === 'bound' && shape.item.name === bound
    ? { kind: 'size', whole: shape.whole, word: 'size' }
    : undefined
}

/** One of the slots that are filled holds the item. */
function membership(system: TransitionSystem, operands: readonly Expr[]): DerivedShape | undefined {
  const slots = operands.map((operand, place) => {
    if (operand.kind !== 'and' || operand.operands.length !== 2) return undefined
    const [filled, same] = operand.operands
    if (filled?.kind !== 'lt' || same?.kind !== 'eq') return undefined
    if (filled.left.kind !== 'literal' || filled.left.value !== place) return undefined
    const slot = derivedShape(system, same.left)
    return slot?.kind === 'at' ? { item: same.right, whole: slot.whole } : undefined
  })
  const [first] = slots
  return first === undefined || slots.includes(undefined) ? undefined : { kind: 'member', ...first }
}

function isSequence(system: TransitionSystem, expr: Expr): boolean {
  const reading = readingOf(typeOfPath(system, expr))
  return reading === 'sequence' || reading === 'channel'
}

function readingOf(type: Type | undefined): string | undefined {
  return type?.kind === 'record' || type?.kind === 'array' ? type.reads : undefined
}

/** The type of what names a part of the state, or the value of something that may have none. */
function typeOfPath(system: TransitionSystem, expr: Expr): Type | undefined {
  switch (expr.kind) {
    case 'variable':
      return system.variables.find(({ name }) => name === expr.name)?.type
    case 'next':
      return typeOfPath(system, expr.body)
    case 'field': {
      const whole = typeOfPath(system, expr.record)
      return whole === undefined ? undefined : childType(whole, expr.field)
    }
    case 'element': {
      const [only, another] = expr.array.kind === 'array' ? expr.array.elements : []
      if (only !== undefined && another === undefined) return typeOfPath(system, only)
      const whole = typeOfPath(system, expr.array)
      return whole === undefined ? undefined : childType(whole, 0)
    }
    default:
      return undefined
  }
}
