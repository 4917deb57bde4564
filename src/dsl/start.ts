import type { Expr } from '../ir/expr.js'
import type { Cell, PathStep, Update } from '../ir/system.js'
import { assertNever } from '../ir/assert-never.js'
import { indexValues, type RecordType, type ScalarType, type Type } from '../ir/type.js'
import { indexLiteral } from './formula.js'
import { lift, unknownField } from './lift.js'

/** In place of a start value: every value of the sort, as far as the assumptions allow. */
export const anything: unique symbol = Symbol('anything')
export type Anything = typeof anything

/** How a part of the state starts. */
export type Start =
  | { readonly kind: 'anything' }
  | { readonly kind: 'value'; readonly value: Expr }
  | { readonly kind: 'record'; readonly fields: Readonly<Record<string, Start>> }
  /** Elements in the order of their index values. */
  | { readonly kind: 'array'; readonly elements: readonly Start[] }

const FREE: Start = Object.freeze({ kind: 'anything' })

/** The first value of the type: false, the first member, the lower bound, 0. */
export function firstStart(type: ScalarType): Start {
  switch (type.kind) {
    case 'bool':
      return { kind: 'value', value: lift(false, type) }
    case 'enum':
      return { kind: 'value', value: lift(type.values[0], type) }
    case 'range':
      return { kind: 'value', value: lift(type.lo, type) }
    case 'integer':
      return { kind: 'value', value: lift(0, type) }
    default:
      return assertNever(type)
  }
}

/**
 * What a user wrote as a start value.
 * @param fallback what starts as it did: the fields that a record leaves out.
 * @throws ModelError when it does not fit the type.
 */
export function startOf(written: unknown, type: Type, fallback: Start): Start {
  if (written === anything) return FREE
  if (type.kind === 'record' && isObject(written)) return recordStart(written, type, fallback)
  if (
    type.kind === 'array' &&
    Array.isArray(written) &&
    [...indexValues(type.index)].length === written.length
  ) {
    const before = fallback.kind === 'array' ? fallback.elements : []
    return {
      kind: 'array',
      elements: written.map((element, place) => startOf(element, type.element, before[place] ?? FREE)),
    }
  }
  return { kind: 'value', value: lift(written, type) }
}

function recordStart(written: Readonly<Record<string, unknown>>, type: RecordType, fallback: Start): Start {
  const extra = Object.keys(written).find((name) => !Object.hasOwn(type.fields, name))
  if (extra !== undefined) throw unknownField(extra, type)
  const fields = Object.entries(type.fields).map(([name, field]) => {
    const before = (fallback.kind === 'record' ? fallback.fields[name] : undefined) ?? FREE
    return [name, Object.hasOwn(written, name) ? startOf(written[name], field, before) : before] as const
  })
  return { kind: 'record', fields: Object.fromEntries(fields) }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The start as assignments to the scalars inside the cell; what may be anything is left out. */
export function startUpdates(target: Cell, type: Type, start: Start): readonly Update[] {
  const inside = (step: PathStep): Cell => ({ ...target, path: [...target.path, step] })
  if (start.kind === 'anything') return []
  if (start.kind === 'record' && type.kind === 'record') {
    return Object.entries(type.fields).flatMap(([field, part]) =>
      startUpdates(inside({ kind: 'field', field }), part, start.fields[field] ?? FREE),
    )
  }
  if (start.kind === 'array' && type.kind === 'array') {
    return [...indexValues(type.index)].flatMap((value, place) =>
      startUpdates(
        inside({ kind: 'index', index: indexLiteral(type.index, value) }),
        type.element,
        start.elements[place] ?? FREE,
      ),
    )
  }
  return start.kind === 'value' ? [{ target, value: start.value }] : []
}
