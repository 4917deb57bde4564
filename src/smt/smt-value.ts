import { type Integer, integer, negate } from '../ir/integer.js'
import type { SExpression } from './s-expression.js'

/** A constant of sort Bool, Int or BitVec, the last read as unsigned. */
export type SmtValue = boolean | Integer

/** The constant that an expression writes, or undefined when it writes none. */
export function smtValue(expression: SExpression): SmtValue | undefined {
  switch (expression.kind) {
    case 'numeral':
    case 'bits':
      return expression.value
    case 'symbol':
      return expression.name === 'true' ? true : expression.name === 'false' ? false : undefined
    case 'list':
      return negated(expression.items) ?? indexed(expression.items)
    case 'keyword':
    case 'string':
    case 'decimal':
      return undefined
  }
}

/** `(- 3)`: SMT-LIB has no negative numerals. */
function negated(items: readonly SExpression[]): Integer | undefined {
  const [minus, operand] = items
  if (items.length !== 2 || !isSymbol(minus, '-') || operand?.kind !== 'numeral') return undefined
  return negate(operand.value)
}

/** `(_ bv5 8)`: five in eight bits. */
function indexed(items: readonly SExpression[]): Integer | undefined {
  const [underscore, constant, width] = items
  if (items.length !== 3 || !isSymbol(underscore, '_') || width?.kind !== 'numeral') return undefined
  if (constant?.kind !== 'symbol' || !/^bv\d+$/.test(constant.name)) return undefined
  const value = BigInt(constant.name.slice(2))
  return value < 1n << BigInt(width.value) ? integer(value) : undefined
}

function isSymbol(expression: SExpression | undefined, name: string): boolean {
  return expression?.kind === 'symbol' && expression.name === name
}
