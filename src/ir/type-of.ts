import { assertNever } from './assert-never.js'
import { checkName, checkType } from './check-type.js'
import { resultWidth } from './bits.js'
import type { ArrayLiteral, BitsOperation, Expr, Literal } from './expr.js'
import { childrenInScope, foundBottomUp } from './fold.js'
import { bindIn, complaint, enterNext, type Scope } from './scope.js'
import type { Cell } from './system.js'
import {
  BOOL,
  INTEGER,
  bitsType,
  cardinality,
  compatible,
  isNumeric,
  showType,
  type IndexType,
  type RecordType,
  type Type,
} from './type.js'
import { isValueOf } from './value.js'

/**
 * The type of an expression, which is checked throughout on the way. Integers of all sorts count as one type, so the bounds in a
 * type that comes from `ite` or an array literal are those of its first alternative.
 * @throws ModelError naming the scope's subject and place.
 */
export function typeOf(expr: Expr, scope: Scope): Type {
  return foundBottomUp(expr, scope.known, childrenInScope, (node) => infer(node, scope))
}

/** Checks that the expression is a condition. */
export function expectCondition(expr: Expr, scope: Scope): void {
  const type = typeOf(expr, scope)
  if (type.kind !== 'bool') throw mismatch(scope, `has ${quote(type)} where a condition is expected.`)
}

/** Checks that the expression's value may be assigned to something of this type. */
export function expectCompatible(expr: Expr, expected: Type, scope: Scope): void {
  const type = typeOf(expr, scope)
  if (!compatible(type, expected)) {
    throw mismatch(scope, `has ${quote(type)} where ${quote(expected)} is expected.`)
  }
}

/** The declared type of the part of a variable that a cell names; its index expressions are checked on the way. */
export function typeOfCell(cell: Cell, scope: Scope): Type {
  let type = variable(cell.variable, scope)
  for (const step of cell.path) {
    type = step.kind === 'field' ? field(type, step.field, scope) : element(type, step.index, scope)
  }
  return type
}

function infer(expr: Expr, scope: Scope): Type {
  switch (expr.kind) {
    case 'literal':
      return literal(expr, scope)
    case 'variable':
      return variable(expr.name, scope)
    case 'bound':
      return bound(expr.name, scope)
    case 'next':
      return next(expr.body, scope)
    case 'not':
      expectCondition(expr.body, scope)
      return BOOL
    case 'and':
    case 'or':
      for (const operand of expr.operands) expectCondition(operand, scope)
      return BOOL
    case 'implies':
      expectCondition(expr.left, scope)
      expectCondition(expr.right, scope)
      return BOOL
    case 'ite':
      expectCondition(expr.condition, scope)
      return common([expr.whenTrue, expr.whenFalse], 'a choice between', scope)
    case 'eq':
      common([expr.left, expr.right], 'a comparison of', scope)
      return BOOL
    case 'lt':
    case 'le':
      expectInteger(expr.left, scope)
      expectInteger(expr.right, scope)
      return BOOL
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
    case 'mod':
      expectInteger(expr.left, scope)
      expectInteger(expr.right, scope)
      return INTEGER
    case 'neg':
      expectInteger(expr.body, scope)
      return INTEGER
    case 'min':
    case 'max':
      if (expr.operands.length === 0) throw mismatch(scope, `takes the \`${expr.kind}\` of nothing.`)
      for (const operand of expr.operands) expectInteger(operand, scope)
      return INTEGER
    case 'bits':
      return bits(expr, scope)
    case 'field':
      return field(typeOf(expr.record, scope), expr.field, scope)
    case 'element':
      return element(typeOf(expr.array, scope), expr.index, scope)
    case 'record':
      return record(expr.fields, scope)
    case 'array':
      return array(expr, scope)
    case 'forall':
    case 'exists':
    case 'count':
      checkType(expr.over, scope.subject, scope.place)
      expectCondition(expr.body, bindIn(scope, expr.bound, expr.over))
      return expr.kind === 'count' ? INTEGER : BOOL
    default:
      return assertNever(expr)
  }
}

function literal(expr: Literal, scope: Scope): Type {
  checkType(expr.type, scope.subject, scope.place)
  if (!isValueOf(expr.value, expr.type)) {
    throw complaint(
      scope,
      expr.type.kind === 'enum' ? 'unknown-member' : 'type-mismatch',
      `has the literal ${String(expr.value)}, which is no value of ${showType(expr.type)}.`,
      'Write a value of the type; integers are whole, and bigints only beyond 2^53 - 1.',
    )
  }
  return expr.type
}

function variable(name: string, scope: Scope): Type {
  const type = scope.variables.get(name)
  if (type !== undefined) return type
  const names = [...scope.variables.keys()]
  throw complaint(
    scope,
    'unknown-variable',
    `mentions the variable \`${name}\`, which does not exist here.`,
    names.length === 0 ? 'No variable can be read here.' : `The variables are ${listed(names)}.`,
  )
}

function bound(name: string, scope: Scope): Type {
  const type = scope.bound.get(name)
  if (type !== undefined) return type
  throw complaint(
    scope,
    'unbound-name',
    `mentions \`${name}\`, which no quantifier or choice around it binds.`,
    scope.bound.size === 0
      ? 'No name is bound here.'
      : `The names bound here are ${listed([...scope.bound.keys()])}.`,
  )
}

function next(body: Expr, scope: Scope): Type {
  switch (scope.next) {
    case 'allowed':
      return typeOf(body, enterNext(scope))
    case 'entered':
      throw complaint(
        scope,
        'misplaced-next',
        'has a `next` inside a `next`.',
        'Only the state after one step can be spoken of; drop the inner one.',
      )
    case 'forbidden':
      throw complaint(
        scope,
        'misplaced-next',
        'speaks of the `next` state, but is about a single state.',
        'Use `next` in a property of steps or in a goal.',
      )
    default:
      return assertNever(scope.next)
  }
}

function field(type: Type, name: string, scope: Scope): Type {
  if (type.kind !== 'record') {
    throw mismatch(scope, `takes the field \`${name}\` of ${quote(type)}, which is not a record.`)
  }
  const found = Object.hasOwn(type.fields, name) ? type.fields[name] : undefined
  if (found !== undefined) return found
  throw complaint(
    scope,
    'unknown-member',
    `takes the field \`${name}\` of a record that has none of that name.`,
    `The fields are ${listed(Object.keys(type.fields))}.`,
  )
}

function element(type: Type, index: Expr, scope: Scope): Type {
  if (type.kind !== 'array') throw mismatch(scope, `indexes ${quote(type)}, which is not an array.`)
  expectCompatible(index, type.index, scope)
  return type.element
}

function bits({ operator, operands, widths, indices }: BitsOperation, scope: Scope): Type {
  const found = operands.map((operand) => {
    const type = typeOf(operand, scope)
    if (type.kind === 'bits') return type.width
    throw mismatch(scope, `has ${quote(type)} where \`${operator}\` expects a word of bits.`)
  })
  if (found.some((width, place) => width !== widths[place]) || found.length !== widths.length) {
    throw mismatch(scope, `has \`${operator}\` of words of other widths than it says.`)
  }
  const result = resultWidth(operator, widths, indices)
  if (typeof result === 'string') throw mismatch(scope, `has a wrong \`${operator}\`: ${result}.`)
  return result.width === undefined ? BOOL : bitsType(result.width)
}

function record(fields: Readonly<Record<string, Expr>>, scope: Scope): RecordType {
  const types: Record<string, Type> = {}
  for (const [name, value] of Object.entries(fields)) {
    checkName(name, `${scope.subject} has a field`, scope.place)
    types[name] = typeOf(value, scope)
  }
  return { kind: 'record', fields: types }
}

function array(expr: ArrayLiteral, scope: Scope): Type {
  const index: IndexType = expr.index
  checkType(index, scope.subject, scope.place)
  if (expr.elements.length !== cardinality(index)) {
    throw mismatch(
      scope,
      `lists ${String(expr.elements.length)} elements for an array indexed by ${showType(index)}.`,
      `List ${String(cardinality(index))} of them.`,
    )
  }
  return { kind: 'array', index, element: common(expr.elements, 'a list of', scope) }
}

/** The one type that all of the expressions have. */
function common(exprs: readonly Expr[], what: string, scope: Scope): Type {
  const [first, ...rest] = exprs.map((expr) => typeOf(expr, scope))
  if (first === undefined) throw mismatch(scope, 'has an empty list.')
  const other = rest.find((type) => !compatible(type, first))
  if (other !== undefined) throw mismatch(scope, `has ${what} ${quote(first)} and ${quote(other)}.`)
  return first
}

function expectInteger(expr: Expr, scope: Scope): void {
  const type = typeOf(expr, scope)
  if (!isNumeric(type)) throw mismatch(scope, `has ${quote(type)} where an integer is expected.`)
}

function mismatch(scope: Scope, problem: string, remedy = 'Make the two sides agree.') {
  return complaint(scope, 'type-mismatch', problem, remedy)
}

function quote(type: Type): string {
  return `\`${showType(type)}\``
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ')
}
