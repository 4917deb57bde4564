import { assertNever } from '../ir/assert-never.js'
import { add, subtract } from '../ir/integer.js'
import type { PathStep, Update } from '../ir/system.js'
import type { RangeType, Type } from '../ir/type.js'
import { number } from './arithmetic.js'
import { lowerExpr } from './expression.js'
import { shapeMismatch, type Lowered } from './lowered.js'
import {
  asBool,
  asNumber,
  choose,
  elementAt,
  equal,
  fieldOf,
  lowerIndexValues,
  outsideOf,
  type Lowering,
  type Scope,
} from './lowering.js'
import type { Term } from './term.js'

/** What a list of simultaneous updates makes of the variables, and when it cannot be carried out. */
export interface Assigned {
  /** The new values of the variables that some update names. */
  readonly values: ReadonlyMap<string, Lowered>
  readonly fault: Term
}

/** Lowers updates that all read `scope`; `types` are the variables' types. */
export function lowerUpdates(
  lowering: Lowering,
  updates: readonly Update[],
  types: ReadonlyMap<string, Type>,
  scope: Scope,
): Assigned {
  const { terms } = lowering
  const values = new Map<string, Lowered>()
  const placed = updates.map((update) => lowerPlaced(lowering, update, scope))
  const faults: Term[] = []
  placed.forEach(({ update, active, path, fault }, position) => {
    const { variable } = update.target
    const type = types.get(variable)
    const old = values.get(variable) ?? scope.current.get(variable)
    if (type === undefined || old === undefined) throw new TypeError(`unknown variable ${variable}`)
    const value = lowerExpr(lowering, update.value, scope)
    const written = write(lowering, type, old, path, value.value)
    values.set(variable, choose(lowering, active, written.value, old))
    faults.push(fault, terms.and(active, terms.or(value.fault, written.fault)))
    for (const earlier of placed.slice(0, position)) {
      if (earlier.update.target.variable === variable) {
        faults.push(terms.and(active, earlier.active, overlap(lowering, path, earlier.path)))
      }
    }
  })
  return { values, fault: terms.or(...faults) }
}

type LoweredStep =
  { readonly kind: 'field'; readonly field: string } | { readonly kind: 'index'; readonly index: Lowered }

interface PlacedUpdate {
  readonly update: Update
  readonly active: Term
  readonly path: readonly LoweredStep[]
  readonly fault: Term
}

function lowerPlaced(lowering: Lowering, update: Update, scope: Scope): PlacedUpdate {
  const { terms } = lowering
  const condition = update.condition === undefined ? undefined : lowerExpr(lowering, update.condition, scope)
  const active = condition === undefined ? terms.true : asBool(condition.value)
  const faults: Term[] = []
  const path = update.target.path.map((step: PathStep): LoweredStep => {
    if (step.kind === 'field') return step
    const index = lowerExpr(lowering, step.index, scope)
    faults.push(index.fault)
    return { kind: 'index', index: index.value }
  })
  return {
    update,
    active,
    path,
    fault: terms.or(condition?.fault ?? terms.false, terms.and(active, terms.or(...faults))),
  }
}

/** Whether two paths into one variable hit a common cell. Behind different fields, indices may be of different types. */
function overlap(lowering: Lowering, a: readonly LoweredStep[], b: readonly LoweredStep[]): Term {
  const meets: Term[] = []
  for (const [depth, step] of a.slice(0, b.length).entries()) {
    const other = b[depth]
    if (step.kind === 'field' && other?.kind === 'field') {
      if (step.field !== other.field) return lowering.terms.false
    } else if (step.kind === 'index' && other?.kind === 'index') {
      meets.push(equal(lowering, step.index, other.index))
    } else throw shapeMismatch()
  }
  return lowering.terms.and(...meets)
}

interface Written {
  readonly value: Lowered
  readonly fault: Term
}

function write(
  lowering: Lowering,
  type: Type,
  old: Lowered,
  path: readonly LoweredStep[],
  value: Lowered,
): Written {
  const { terms } = lowering
  const [step, ...rest] = path
  if (step === undefined) return coerce(lowering, type, value)
  if (step.kind === 'field') {
    const fieldType = type.kind === 'record' ? type.fields[step.field] : undefined
    if (old.kind !== 'record' || fieldType === undefined) throw shapeMismatch()
    const written = write(lowering, fieldType, fieldOf(old, step.field), rest, value)
    return { value: { ...old, fields: { ...old.fields, [step.field]: written.value } }, fault: written.fault }
  }
  if (old.kind !== 'array' || type.kind !== 'array') throw shapeMismatch()
  const faults = [outsideOf(lowering, type.index, step.index)]
  const elements = lowerIndexValues(lowering, type.index).map((place, position) => {
    const element = elementAt(old, position)
    const hit = equal(lowering, place, step.index)
    if (hit === terms.false) return element
    const written = write(lowering, type.element, element, rest, value)
    faults.push(terms.and(hit, written.fault))
    return choose(lowering, hit, written.value, element)
  })
  return { value: { ...old, elements }, fault: terms.or(...faults) }
}

/** A value brought into the representation of the cell that it is assigned to, as the cell's overflow rule says. */
export function coerce(lowering: Lowering, type: Type, value: Lowered): Written {
  const { terms } = lowering
  switch (type.kind) {
    case 'bool':
    case 'enum':
    case 'bits':
    case 'integer':
      return { value, fault: terms.false }
    case 'range':
      return coerceRange(lowering, type, value)
    case 'record': {
      const fields = Object.entries(type.fields).map(
        ([name, field]) => [name, coerce(lowering, field, fieldOf(value, name))] as const,
      )
      return {
        value: {
          kind: 'record',
          fields: Object.fromEntries(fields.map(([name, field]) => [name, field.value])),
        },
        fault: terms.or(...fields.map(([, field]) => field.fault)),
      }
    }
    case 'array': {
      if (value.kind !== 'array') throw shapeMismatch()
      const elements = value.elements.map((element) => coerce(lowering, type.element, element))
      return {
        value: { ...value, index: type.index, elements: elements.map((element) => element.value) },
        fault: terms.or(...elements.map((element) => element.fault)),
      }
    }
    default:
      return assertNever(type)
  }
}

function coerceRange(lowering: Lowering, type: RangeType, value: Lowered): Written {
  const { terms, arithmetic } = lowering
  const [lo, hi] = [arithmetic.constant(type.lo), arithmetic.constant(type.hi)]
  const assigned = asNumber(value)
  const tooLow = arithmetic.lessThan(assigned, lo)
  const tooHigh = arithmetic.lessThan(hi, assigned)
  const inRange = (result: typeof assigned): Lowered => number(arithmetic.represent(result, type), type)
  switch (type.overflow) {
    case 'error':
      return { value: inRange(assigned), fault: terms.or(tooLow, tooHigh) }
    case 'wrap': {
      if (tooLow === terms.false && tooHigh === terms.false) {
        return { value: inRange(assigned), fault: terms.false }
      }
      const size = arithmetic.constant(add(subtract(type.hi, type.lo), 1))
      const offset = arithmetic.divide(arithmetic.subtract(assigned, lo), size).remainder
      return { value: inRange(arithmetic.add(lo, offset)), fault: terms.false }
    }
    case 'saturate': {
      const clamped = arithmetic.choose(tooLow, lo, arithmetic.choose(tooHigh, hi, assigned))
      return { value: inRange(clamped), fault: terms.false }
    }
    default:
      return assertNever(type.overflow)
  }
}
