import { assertNever } from '../../ir/assert-never.js'
import { FALSE, type Expr } from '../../ir/expr.js'
import { indexValues, rangeType, type Type } from '../../ir/type.js'
import { indexLiteral } from '../formula.js'

/**
 * The first value of a type: false, the first member, the lower bound, 0, and of these throughout in a record or an array. It fills
 * the parts of a derived sort that mean nothing at the time, so that equal values are equal in every part.
 */
export function firstValue(type: Type): Expr {
  switch (type.kind) {
    case 'bool':
      return FALSE
    case 'enum':
      return { kind: 'literal', type, value: type.values[0] ?? '' }
    case 'range':
      return indexLiteral(type, type.lo)
    case 'integer':
      return { kind: 'literal', type: rangeType(0, 0), value: 0 }
    case 'bits':
      return { kind: 'literal', type, value: 0 }
    case 'record': {
      const fields = Object.entries(type.fields).map(([name, field]) => [name, firstValue(field)] as const)
      return { kind: 'record', fields: Object.fromEntries(fields) }
    }
    case 'array': {
      const element = firstValue(type.element)
      return {
        kind: 'array',
        index: type.index,
        elements: Array.from(indexValues(type.index), () => element),
      }
    }
    default:
      return assertNever(type)
  }
}
