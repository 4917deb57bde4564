import { assertNever } from '../ir/assert-never.js'
import { FALSE, TRUE, type Expr } from '../ir/expr.js'
import type { Cell, PathStep } from '../ir/system.js'
import { cardinality, indexOf, indexValues, type RangeType, type Type } from '../ir/type.js'
import { alternative, conjunction, equality, indexLiteral, isFalse } from './formula.js'
import { constant } from './lift.js'

/** The part of the state that an expression names; undefined where it computes something. */
export function cellOf(expr: Expr): Cell | undefined {
  switch (expr.kind) {
    case 'variable':
      return { variable: expr.name, path: [] }
    case 'field':
      return inside(cellOf(expr.record), { kind: 'field', field: expr.field })
    case 'element':
      return inside(cellOf(expr.array), { kind: 'index', index: expr.index })
    default:
      return undefined
  }
}

/** Reads a cell. */
export function valueOf({ variable, path }: Cell): Expr {
  return partOf({ kind: 'variable', name: variable }, path)
}

/** The condition under which one cell is the other, or one a part of the other. */
export function overlap(a: Cell, b: Cell): Expr {
  if (a.variable !== b.variable) return FALSE
  const conditions = a.path.flatMap((step, at) => {
    const other = b.path[at]
    return other === undefined ? [] : [sameStep(step, other)]
  })
  return conditions.some(isFalse) ? FALSE : conjunction(conditions)
}

/** The part of a value that a path leads to. */
export function partOf(value: Expr, path: readonly PathStep[]): Expr {
  return path.reduce(childOf, value)
}

/** The value with the part at the path replaced where the condition holds. `type` is the value's. */
export function withPart(
  value: Expr,
  type: Type,
  path: readonly PathStep[],
  part: Expr,
  condition: Expr,
): Expr {
  const [step, ...rest] = path
  if (step === undefined) return alternative(condition, part, value)
  const replaced = (at: PathStep, child: Type): Expr => {
    const here = sameStep(at, step)
    return isFalse(here)
      ? childOf(value, at)
      : withPart(childOf(value, at), child, rest, part, conjunction([condition, here]))
  }
  if (type.kind === 'record') {
    const fields = Object.entries(type.fields).map(
      ([field, child]) => [field, replaced({ kind: 'field', field }, child)] as const,
    )
    return { kind: 'record', fields: Object.fromEntries(fields) }
  }
  if (type.kind === 'array') {
    const elements = Array.from(indexValues(type.index), (place) =>
      replaced({ kind: 'index', index: indexLiteral(type.index, place) }, type.element),
    )
    return { kind: 'array', index: type.index, elements }
  }
  return value
}

/** The declared type of the part that a path leads to. */
export function typeAt(type: Type, path: readonly PathStep[]): Type {
  return path.reduce((whole, step) => {
    if (step.kind === 'index') return whole.kind === 'array' ? whole.element : whole
    return (whole.kind === 'record' ? whole.fields[step.field] : undefined) ?? whole
  }, type)
}

/** What a cell of the type holds after the value was assigned to it. A value outside a range that allows none is left as it is. */
export function fitted(value: Expr, type: Type): Expr {
  if (!adjusts(type)) return value
  switch (type.kind) {
    case 'bool':
    case 'enum':
    case 'bits':
    case 'integer':
      return value
    case 'range':
      return fittedRange(value, type)
    case 'record': {
      const fields = Object.entries(type.fields).map(
        ([field, child]) => [field, fitted(childOf(value, { kind: 'field', field }), child)] as const,
      )
      return { kind: 'record', fields: Object.fromEntries(fields) }
    }
    case 'array': {
      const elements = Array.from(indexValues(type.index), (place) =>
        fitted(childOf(value, { kind: 'index', index: indexLiteral(type.index, place) }), type.element),
      )
      return { kind: 'array', index: type.index, elements }
    }
    default:
      return assertNever(type)
  }
}

function fittedRange(value: Expr, type: RangeType): Expr {
  const lo = constant(type.lo)
  switch (type.overflow) {
    case 'error':
      return value
    case 'wrap': {
      const offset: Expr = { kind: 'sub', left: value, right: lo }
      return {
        kind: 'add',
        left: lo,
        right: { kind: 'mod', left: offset, right: constant(cardinality(type)) },
      }
    }
    case 'saturate':
      return { kind: 'max', operands: [lo, { kind: 'min', operands: [constant(type.hi), value] }] }
    default:
      return assertNever(type.overflow)
  }
}

/** Whether assigning to a cell of the type can change the value. */
function adjusts(type: Type): boolean {
  switch (type.kind) {
    case 'bool':
    case 'enum':
    case 'bits':
    case 'integer':
      return false
    case 'range':
      return type.overflow !== 'error'
    case 'record':
      return Object.values(type.fields).some(adjusts)
    case 'array':
      return adjusts(type.element)
    default:
      return assertNever(type)
  }
}

function childOf(value: Expr, step: PathStep): Expr {
  if (step.kind === 'field') {
    const field = value.kind === 'record' ? value.fields[step.field] : undefined
    return field ?? { kind: 'field', record: value, field: step.field }
  }
  const { index } = step
  const element =
    value.kind === 'array' && index.kind === 'literal'
      ? value.elements[indexOf(value.index, index.value)]
      : undefined
  return element ?? { kind: 'element', array: value, index }
}

function sameStep(a: PathStep, b: PathStep): Expr {
  if (a.kind === 'field' || b.kind === 'field') {
    return a.kind === 'field' && b.kind === 'field' && a.field === b.field ? TRUE : FALSE
  }
  if (a.index.kind === 'literal' && b.index.kind === 'literal') {
    return a.index.value === b.index.value ? TRUE : FALSE
  }
  return written(a.index) === written(b.index) ? TRUE : equality(a.index, b.index)
}

/** The same text for the same expression. */
function written(expr: Expr): string {
  return JSON.stringify(expr, (_, part: unknown) => (typeof part === 'bigint' ? `${String(part)}n` : part))
}

function inside(cell: Cell | undefined, step: PathStep): Cell | undefined {
  return cell === undefined ? undefined : { ...cell, path: [...cell.path, step] }
}
