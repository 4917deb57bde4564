/** Partial values, made of what can be undefined already: an element outside its array. */

import { TRUE, type Expr } from '../../ir/expr.js'
import { contains } from '../../ir/fold.js'
import { indexOf, indexValues, rangeType, type IndexType } from '../../ir/type.js'
import { equality, indexLiteral, isTrue } from '../formula.js'

const ONLY = rangeType(0, 0)

/** What can be undefined where its parts are not. */
const PARTIAL: readonly Expr['kind'][] = ['element', 'div', 'mod']

/** The value where the condition holds; undefined elsewhere. */
export function valueWhere(condition: Expr, value: Expr): Expr {
  const place: Expr = {
    kind: 'ite',
    condition,
    whenTrue: indexLiteral(ONLY, 0),
    whenFalse: indexLiteral(ONLY, 1),
  }
  return { kind: 'element', array: { kind: 'array', index: ONLY, elements: [value] }, index: place }
}

/**
 * True where the array has this index; elsewhere not false but undefined.
 * @param named the array, if it is a part of the state: then the element itself is read, so that a report names it. Of what is
 * computed only the index is looked up, which keeps the expression small.
 */
export function hasIndex(over: IndexType, index: Expr, named?: Expr): Expr {
  if (isInside(over, index)) return TRUE
  if (named !== undefined) {
    const read: Expr = { kind: 'element', array: named, index }
    return equality(read, read)
  }
  const elements = Array.from(indexValues(over), () => TRUE)
  return { kind: 'element', array: { kind: 'array', index: over, elements }, index }
}

/** True where the expression has a value; elsewhere undefined. */
export function isDefined(expr: Expr): Expr {
  return contains(expr, ({ kind }) => PARTIAL.includes(kind)) ? equality(expr, expr) : TRUE
}

/** The elements where the condition holds; each of them undefined where it is undefined, so that no part of the whole has a value. */
export function elementsWhere(defined: Expr, elements: readonly Expr[]): readonly Expr[] {
  return isTrue(defined) ? elements : elements.map((element) => valueWhere(defined, element))
}

function isInside(over: IndexType, index: Expr): boolean {
  return over.kind !== 'range' || (index.kind === 'literal' && indexOf(over, index.value) >= 0)
}
