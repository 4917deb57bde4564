import { assertNever } from './assert-never.js'
import { bitsValue } from './bits.js'
import { afterStep, withBinding, type Environment } from './environment.js'
import type {
  ArrayLiteral,
  BitsOperation,
  Count,
  ElementOf,
  Expr,
  FieldOf,
  Quantified,
  RecordLiteral,
} from './expr.js'
import type { Fault, FaultCode } from './fault.js'
import { add, divide, larger, multiply, negate, smaller, subtract, type Integer } from './integer.js'
import { outermostScope } from './scope.js'
import { indexOf, indexValues, showType, type IndexType, type ScalarType, type Value } from './type.js'
import { typeOf } from './type-of.js'
import { equalValues, isArrayValue, isRecordValue, showValue } from './value.js'

/** How an undefined value travels inside the interpreter. It never leaves: whoever calls from outside gets a `Fault`. */
export class EvaluationFault extends Error {
  override readonly name = 'EvaluationFault'

  constructor(readonly fault: Fault) {
    super(fault.message)
  }
}

export function faulty(code: FaultCode, message: string): EvaluationFault {
  return new EvaluationFault({ code, message })
}

/**
 * The value of an expression of a validated system.
 * @throws EvaluationFault where it has none, TypeError where validation was skipped.
 */
export function valueIn(env: Environment, expr: Expr): Value {
  if (env.memo === undefined) return compute(env, expr)
  const known = env.memo.get(expr)
  if (known !== undefined) return known
  for (const landing of env.layout.landings.get(expr) ?? []) rest(env, landing)
  const value = compute(env, expr)
  env.memo.set(expr, value)
  return value
}

/** Evaluates what may be needed. Where it has no value, that is of interest only to who needs it. */
function rest(env: Environment, landing: Expr): void {
  try {
    valueIn(env, landing)
  } catch (error) {
    if (!(error instanceof EvaluationFault)) throw error
  }
}

export function conditionIn(env: Environment, expr: Expr): boolean {
  const value = valueIn(env, expr)
  return typeof value === 'boolean' ? value : ill('a condition', value)
}

export function integerIn(env: Environment, expr: Expr): Integer {
  const value = valueIn(env, expr)
  return typeof value === 'number' || typeof value === 'bigint' ? value : ill('an integer', value)
}

function compute(env: Environment, expr: Expr): Value {
  switch (expr.kind) {
    case 'literal':
      return expr.value
    case 'variable':
      return env.state[expr.name] ?? missing(expr.name)
    case 'bound':
      return boundValue(env, expr.name)
    case 'next':
      return valueIn(afterStep(env), expr.body)
    case 'not':
      return !conditionIn(env, expr.body)
    case 'and':
      for (const operand of expr.operands) if (!conditionIn(env, operand)) return false
      return true
    case 'or':
      for (const operand of expr.operands) if (conditionIn(env, operand)) return true
      return false
    case 'implies':
      return !conditionIn(env, expr.left) || conditionIn(env, expr.right)
    case 'ite':
      return valueIn(env, conditionIn(env, expr.condition) ? expr.whenTrue : expr.whenFalse)
    case 'eq':
      return equalValues(valueIn(env, expr.left), valueIn(env, expr.right))
    case 'lt':
      return integerIn(env, expr.left) < integerIn(env, expr.right)
    case 'le':
      return integerIn(env, expr.left) <= integerIn(env, expr.right)
    case 'add':
      return add(integerIn(env, expr.left), integerIn(env, expr.right))
    case 'sub':
      return subtract(integerIn(env, expr.left), integerIn(env, expr.right))
    case 'mul':
      return multiply(integerIn(env, expr.left), integerIn(env, expr.right))
    case 'div':
    case 'mod':
      return quotient(expr.kind, integerIn(env, expr.left), integerIn(env, expr.right))
    case 'neg':
      return negate(integerIn(env, expr.body))
    case 'min':
      return extremum(env, expr.operands, smaller)
    case 'max':
      return extremum(env, expr.operands, larger)
    case 'bits':
      return operatorValue(env, expr)
    case 'field':
      return fieldValue(env, expr)
    case 'element':
      return elementValue(env, expr)
    case 'record':
      return recordValue(env, expr)
    case 'array':
      return arrayValue(env, expr)
    case 'forall':
      return !someValue(env, expr, false)
    case 'exists':
      return someValue(env, expr, true)
    case 'count':
      return countValues(env, expr)
    default:
      return assertNever(expr)
  }
}

function boundValue(env: Environment, name: string): Value {
  for (let binding = env.bound; binding !== undefined; binding = binding.outer) {
    if (binding.name === name) return binding.value
  }
  return missing(name)
}

function quotient(kind: 'div' | 'mod', dividend: Integer, divisor: Integer): Integer {
  if (divisor === 0) throw faulty('division-by-zero', `${String(dividend)} ${kind} 0 has no value`)
  const { quotient, remainder } = divide(dividend, divisor)
  return kind === 'div' ? quotient : remainder
}

function extremum(
  env: Environment,
  operands: readonly Expr[],
  better: (a: Integer, b: Integer) => Integer,
): Integer {
  return operands.map((operand) => integerIn(env, operand)).reduce(better)
}

function operatorValue(env: Environment, { operator, operands, widths, indices }: BitsOperation): Value {
  const words = operands.map((operand, place) => ({
    width: widths[place] ?? 0,
    value: integerIn(env, operand),
  }))
  return bitsValue(operator, words, indices)
}

function fieldValue(env: Environment, { record, field }: FieldOf): Value {
  const value = valueIn(env, record)
  return isRecordValue(value) ? (value[field] ?? missing(field)) : ill('a record', value)
}

function elementValue(env: Environment, expr: ElementOf): Value {
  const array = valueIn(env, expr.array)
  const index = valueIn(env, expr.index)
  if (!isArrayValue(array)) return ill('an array', array)
  const place = placeOf(indexTypeOf(env, expr.array), index, () => nameOf(expr.array))
  return array[place] ?? missing(`${nameOf(expr.array)}[${showValue(index)}]`)
}

/**
 * Where the element of an index value stands.
 * @param name of the array, for the complaint.
 * @throws EvaluationFault when the index is outside its type.
 */
export function placeOf(type: IndexType, index: Value, name: () => string): number {
  const place = indexOf(type, index)
  if (place >= 0) return place
  throw faulty('index-out-of-range', `${name()}[${showValue(index)}] is indexed by ${showType(type)}`)
}

function indexTypeOf(env: Environment, array: Expr): IndexType {
  const { variables, indexTypes } = env.layout
  const known = indexTypes.get(array)
  if (known !== undefined) return known
  const bound = new Map<string, ScalarType>()
  for (let binding = env.bound; binding !== undefined; binding = binding.outer) {
    if (!bound.has(binding.name)) bound.set(binding.name, binding.over)
  }
  const scope = { variables, bound, next: 'allowed', subject: 'An array', place: undefined } as const
  const type = typeOf(array, outermostScope(scope))
  if (type.kind !== 'array') throw new TypeError('an array was expected')
  indexTypes.set(array, type.index)
  return type.index
}

/** The array in the words of the model, as far as it has a name. */
function nameOf(expr: Expr): string {
  switch (expr.kind) {
    case 'variable':
      return expr.name
    case 'next':
      return nameOf(expr.body)
    case 'field':
      return `${nameOf(expr.record)}.${expr.field}`
    case 'element':
      return `${nameOf(expr.array)}[${indexName(expr.index)}]`
    default:
      return 'array'
  }
}

function indexName(index: Expr): string {
  return index.kind === 'literal' ? String(index.value) : index.kind === 'bound' ? index.name : '…'
}

function recordValue(env: Environment, { fields }: RecordLiteral): Value {
  const record: Record<string, Value> = {}
  for (const [name, field] of Object.entries(fields)) record[name] = valueIn(env, field)
  return record
}

function arrayValue(env: Environment, { elements }: ArrayLiteral): Value {
  return elements.map((element) => valueIn(env, element))
}

/** Whether some value of the bound name makes the body come out as wanted, looking no further than the first. */
function someValue(env: Environment, { bound, over, body }: Quantified, wanted: boolean): boolean {
  for (const value of indexValues(over)) {
    if (conditionIn(withBinding(env, bound, over, value), body) === wanted) return true
  }
  return false
}

function countValues(env: Environment, { bound, over, body }: Count): number {
  let count = 0
  for (const value of indexValues(over)) {
    if (conditionIn(withBinding(env, bound, over, value), body)) count += 1
  }
  return count
}

function missing(name: string): never {
  throw new TypeError(
    `\`${name}\` has no value: the system was not validated, or the state is not one of its own`,
  )
}

function ill(expected: string, value: Value): never {
  throw new TypeError(`${expected} was expected, not ${showValue(value)}: the system was not validated`)
}
