import { INTEGER } from '../../ir/type.js'
import type { SExpression } from '../../smt/s-expression.js'
import { smtValue } from '../../smt/smt-value.js'
import type { Typed } from './operators/typed.js'
import { word } from './operators/words.js'
import { listItems, symbolName, type Source } from './source.js'

/**
 * A number, or a word of bits; undefined for what is neither.
 * @throws VmtError for a real.
 */
export function readConstant(source: Source, expression: SExpression): Typed | undefined {
  if (expression.kind === 'decimal') return source.refuse('Reals are not supported.', expression)
  const width = expression.kind === 'bits' ? expression.width : indexedWidth(expression)
  const value = smtValue(expression)
  if (value === undefined || typeof value === 'boolean') return undefined
  return width === undefined
    ? { expr: { kind: 'literal', type: INTEGER, value }, type: INTEGER }
    : word(width, BigInt(value))
}

/** Of `(_ bv5 8)`. */
function indexedWidth(expression: SExpression): number | undefined {
  const [underscore, name, width] = listItems(expression) ?? []
  if (symbolName(underscore) !== '_' || !/^bv\d+$/.test(symbolName(name) ?? '')) return undefined
  return width?.kind === 'numeral' ? Number(width.value) : undefined
}
