import { BOOL, INTEGER, bitsType, type ScalarType } from '../../ir/type.js'
import type { SExpression } from '../../smt/s-expression.js'
import type { SortDefinition } from './read-script.js'
import { listItems, symbolName, written, type Source } from './source.js'

/** Wider words than any machine's; the largest width that solvers are sure to take is smaller. */
const MOST_BITS = 65_536

/**
 * The type that a sort stands for: Bool, Int, a bit-vector, or a name that is defined as one.
 * @throws VmtError for another one.
 */
export function readSort(
  source: Source,
  sorts: ReadonlyMap<string, SortDefinition>,
  expression: SExpression,
): ScalarType {
  const read = (
    sort: SExpression,
    arguments_: ReadonlyMap<string, SExpression>,
    depth: number,
  ): ScalarType => {
    const name = symbolName(sort)
    if (name === 'Bool') return BOOL
    if (name === 'Int') return INTEGER
    if (name === 'Real') {
      return source.refuse('Reals are not supported: only Bool, Int and bit-vectors are.', expression)
    }
    const items = listItems(sort) ?? [sort]
    const [head, ...rest] = items
    const width = wordWidth(items)
    if (width !== undefined) {
      if (width >= 1 && width <= MOST_BITS) return bitsType(width)
      return source.refuse(
        `A bit-vector has 1 to ${String(MOST_BITS)} bits, not ${String(width)}.`,
        expression,
      )
    }
    const argument = name === undefined ? undefined : arguments_.get(name)
    if (argument !== undefined) return read(argument, new Map(), depth + 1)
    const definition = sorts.get(symbolName(head) ?? '')
    if (
      definition?.body === undefined ||
      definition.parameters.length !== rest.length ||
      depth > sorts.size
    ) {
      return source.refuse(
        `The sort ${written(expression)} is not supported: only Bool, Int and bit-vectors are.`,
        expression,
      )
    }
    const inner = new Map(definition.parameters.map((parameter, place) => [parameter, rest[place] ?? sort]))
    return read(definition.body, inner, depth + 1)
  }
  return read(expression, new Map(), 0)
}

/** Of `(_ BitVec n)`. */
function wordWidth([underscore, name, width, ...more]: readonly SExpression[]): number | undefined {
  if (symbolName(underscore) !== '_' || symbolName(name) !== 'BitVec' || more.length > 0) return undefined
  return width?.kind === 'numeral' ? Number(width.value) : undefined
}
