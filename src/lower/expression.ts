import { assertNever } from '../ir/assert-never.js'
import { resultWidth } from '../ir/bits.js'
import type { Count, ElementOf, Expr, Quantified } from '../ir/expr.js'
import { childrenInScope, foundBottomUp } from '../ir/fold.js'
import type { LoweredNumber } from './arithmetic.js'
import type { Lowered, LoweredArray } from './lowered.js'
import {
  asBits,
  asBool,
  asNumber,
  choose,
  elementAt,
  equal,
  fieldOf,
  lowerIndexValues,
  lowerScalar,
  outsideOf,
  type Defined,
  type Lowering,
  type Scope,
} from './lowering.js'
import { BOOL_SORT, bitVecSort, type Term } from './term.js'

/**
 * Lowers an expression to terms: records and arrays fall apart into scalars, quantifiers are expanded, and what can be undefined is
 * collected path by path, as `and`, `or`, `implies`, `ite` and the quantifiers are lazy from left to right.
 */
export function lowerExpr(lowering: Lowering, expr: Expr, scope: Scope): Defined {
  const known = lowering.known.get(scope) ?? new Map<Expr, Defined>()
  lowering.known.set(scope, known)
  return foundBottomUp(expr, known, childrenInScope, (node) => lowerNode(lowering, node, scope))
}

/** What stands directly below is lowered already. */
function lowerNode(lowering: Lowering, expr: Expr, scope: Scope): Defined {
  const { terms, arithmetic } = lowering
  const lower = (operand: Expr): Defined => lowerExpr(lowering, operand, scope)
  const ofBool = (term: Term, fault: Term): Defined => ({ value: { kind: 'bool', term }, fault })
  const ofTwo = (
    { left, right }: { readonly left: Expr; readonly right: Expr },
    combine: (a: Lowered, b: Lowered) => Lowered,
  ): Defined => {
    const [a, b] = [lower(left), lower(right)]
    return { value: combine(a.value, b.value), fault: terms.or(a.fault, b.fault) }
  }
  const ofNumbers = (
    operands: { readonly left: Expr; readonly right: Expr },
    combine: (a: LoweredNumber, b: LoweredNumber) => Lowered,
  ): Defined => ofTwo(operands, (a, b) => combine(asNumber(a), asNumber(b)))

  switch (expr.kind) {
    case 'literal':
      return { value: lowerScalar(lowering, expr.type, expr.value), fault: terms.false }
    case 'variable':
      return { value: named(scope.current, expr.name), fault: terms.false }
    case 'bound':
      return { value: named(scope.bound, expr.name), fault: terms.false }
    case 'next':
      if (scope.next === undefined) throw new TypeError('`next` outside a property of steps: not validated')
      return lowerExpr(lowering, expr.body, { current: scope.next, bound: scope.bound })
    case 'not': {
      const body = lower(expr.body)
      return ofBool(terms.not(asBool(body.value)), body.fault)
    }
    case 'and':
    case 'or':
      return lowerJunction(lowering, expr.kind, expr.operands.map(lower))
    case 'implies': {
      const left = lower(expr.left)
      const negated: Defined = ofBool(terms.not(asBool(left.value)), left.fault)
      return lowerJunction(lowering, 'or', [negated, lower(expr.right)])
    }
    case 'ite': {
      const [condition, a, b] = [lower(expr.condition), lower(expr.whenTrue), lower(expr.whenFalse)]
      const test = asBool(condition.value)
      return {
        value: choose(lowering, test, a.value, b.value),
        fault: terms.or(condition.fault, terms.ite(test, a.fault, b.fault)),
      }
    }
    case 'eq':
      return ofTwo(expr, (a, b) => ({ kind: 'bool', term: equal(lowering, a, b) }))
    case 'lt':
      return ofNumbers(expr, (a, b) => ({ kind: 'bool', term: arithmetic.lessThan(a, b) }))
    case 'le':
      return ofNumbers(expr, (a, b) => ({ kind: 'bool', term: terms.not(arithmetic.lessThan(b, a)) }))
    case 'add':
      return ofNumbers(expr, (a, b) => arithmetic.add(a, b))
    case 'sub':
      return ofNumbers(expr, (a, b) => arithmetic.subtract(a, b))
    case 'mul':
      return ofNumbers(expr, (a, b) => arithmetic.multiply(a, b))
    case 'div':
    case 'mod': {
      const [a, b] = [lower(expr.left), lower(expr.right)]
      const divisor = asNumber(b.value)
      const { quotient, remainder } = arithmetic.divide(asNumber(a.value), divisor)
      const byZero = arithmetic.equal(divisor, arithmetic.constant(0))
      return {
        value: expr.kind === 'div' ? quotient : remainder,
        fault: terms.or(a.fault, b.fault, byZero),
      }
    }
    case 'neg': {
      const body = lower(expr.body)
      return { value: arithmetic.subtract(arithmetic.constant(0), asNumber(body.value)), fault: body.fault }
    }
    case 'min':
    case 'max': {
      const operands = expr.operands.map(lower)
      const value = operands
        .map((operand) => asNumber(operand.value))
        .reduce((best, other) =>
          arithmetic.choose(
            expr.kind === 'min' ? arithmetic.lessThan(other, best) : arithmetic.lessThan(best, other),
            other,
            best,
          ),
        )
      return { value, fault: terms.or(...operands.map((operand) => operand.fault)) }
    }
    case 'bits': {
      const operands = expr.operands.map(lower)
      const words = operands.map((operand) => asBits(operand.value))
      const result = resultWidth(expr.operator, expr.widths, expr.indices)
      if (typeof result === 'string') throw new TypeError(result)
      const sort = result.width === undefined ? BOOL_SORT : bitVecSort(result.width)
      const term = terms.apply(expr.operator, sort, words, expr.indices)
      return {
        value: { kind: result.width === undefined ? 'bool' : 'bits', term },
        fault: terms.or(...operands.map((operand) => operand.fault)),
      }
    }
    case 'field': {
      const record = lower(expr.record)
      return { value: fieldOf(record.value, expr.field), fault: record.fault }
    }
    case 'element':
      return lowerElement(lowering, expr, scope)
    case 'record': {
      const fields = Object.entries(expr.fields).map(([name, field]) => [name, lower(field)] as const)
      return {
        value: {
          kind: 'record',
          fields: Object.fromEntries(fields.map(([name, field]) => [name, field.value])),
        },
        fault: terms.or(...fields.map(([, field]) => field.fault)),
      }
    }
    case 'array': {
      const elements = expr.elements.map(lower)
      return {
        value: { kind: 'array', index: expr.index, elements: elements.map((element) => element.value) },
        fault: terms.or(...elements.map((element) => element.fault)),
      }
    }
    case 'forall':
    case 'exists':
      return lowerJunction(lowering, expr.kind === 'forall' ? 'and' : 'or', instances(lowering, expr, scope))
    case 'count': {
      const bodies = instances(lowering, expr, scope)
      const [zero, one] = [arithmetic.constant(0), arithmetic.constant(1)]
      const value = balancedSum(
        lowering,
        bodies.map((body) => arithmetic.choose(asBool(body.value), one, zero)),
      )
      return { value, fault: terms.or(...bodies.map((body) => body.fault)) }
    }
    default:
      return assertNever(expr)
  }
}

function named(values: ReadonlyMap<string, Lowered>, name: string): Lowered {
  const value = values.get(name)
  if (value === undefined) throw new TypeError(`unknown name ${name}: the system was not validated`)
  return value
}

function instances(
  lowering: Lowering,
  { bound, over, body }: Quantified | Count,
  scope: Scope,
): readonly Defined[] {
  return lowerIndexValues(lowering, over).map((value) =>
    lowerExpr(lowering, body, { ...scope, bound: new Map(scope.bound).set(bound, value) }),
  )
}

/** Lazily, from left to right: an operand counts only while those before it leave the result open. */
function lowerJunction({ terms }: Lowering, operator: 'and' | 'or', operands: readonly Defined[]): Defined {
  const junction = operator === 'and' ? terms.and.bind(terms) : terms.or.bind(terms)
  const fault = operands.reduceRight<Term>((later, operand) => {
    const test = asBool(operand.value)
    return terms.or(operand.fault, terms.and(operator === 'and' ? test : terms.not(test), later))
  }, terms.false)
  return {
    value: { kind: 'bool', term: junction(...operands.map((operand) => asBool(operand.value))) },
    fault,
  }
}

function lowerElement(lowering: Lowering, expr: ElementOf, scope: Scope): Defined {
  const { terms } = lowering
  const array = lowerExpr(lowering, expr.array, scope)
  const index = lowerExpr(lowering, expr.index, scope)
  if (array.value.kind !== 'array') throw new TypeError('indexing what is not an array: not validated')
  const { value, outside } = select(lowering, array.value, index.value)
  return { value, fault: terms.or(array.fault, index.fault, outside) }
}

/** The element at a place; where the place is outside the index type the value is arbitrary. */
function select(
  lowering: Lowering,
  array: LoweredArray,
  place: Lowered,
): { readonly value: Lowered; readonly outside: Term } {
  const { terms } = lowering
  const hits = lowerIndexValues(lowering, array.index).map((value) => equal(lowering, value, place))
  const possible = array.elements.flatMap((element, position) => {
    const hit = hits[position] ?? terms.false
    return hit === terms.false ? [] : [{ element, hit }]
  })
  const [last, ...others] = possible.reverse()
  if (last === undefined) return { value: elementAt(array, 0), outside: terms.true }
  const value = others.reduce((rest, { element, hit }) => choose(lowering, hit, element, rest), last.element)
  return { value, outside: outsideOf(lowering, array.index, place) }
}

/** Adds pairwise, so that widths grow with the logarithm of the number of summands. */
function balancedSum(lowering: Lowering, summands: readonly LoweredNumber[]): LoweredNumber {
  const [first, second] = summands
  if (first === undefined) return lowering.arithmetic.constant(0)
  if (second === undefined) return first
  const middle = summands.length >> 1
  return lowering.arithmetic.add(
    balancedSum(lowering, summands.slice(0, middle)),
    balancedSum(lowering, summands.slice(middle)),
  )
}
