import type { SExpression } from '../../../src/smt/s-expression.js'

/** Picks a whole number from 0 to the given one. */
export type Pick = (most: number) => number

/** The expression as text. */
export function textOf(expression: SExpression): string {
  switch (expression.kind) {
    case 'symbol':
      return /^[\w<>=+*/?!-]+$/.test(expression.name) ? expression.name : `|${expression.name}|`
    case 'numeral':
      return String(expression.value)
    case 'bits':
      return `#b${expression.value.toString(2).padStart(expression.width, '0')}`
    case 'list':
      return `(${expression.items.map(textOf).join(' ')})`
    default:
      throw new Error(`what is a ${expression.kind} doing here?`)
  }
}

/**
 * The formula with something wrong in one place, or something that makes no difference: an operator replaced by its neighbour, a part
 * negated, left out, exchanged for another part, for a truth, for another name or another number.
 * @param names of cells.
 */
export function mutant(formula: SExpression, names: readonly string[], pick: Pick): SExpression {
  const places = placesIn(formula)
  const place = places[pick(places.length - 1)]!
  const donor = at(formula, places[pick(places.length - 1)]!)
  return replacedAt(formula, place, (part) => changed(part, donor, names, pick))
}

function changed(part: SExpression, donor: SExpression, names: readonly string[], pick: Pick): SExpression {
  const choices: (() => SExpression)[] = [
    () => symbol('true'),
    () => symbol('false'),
    () => ({ kind: 'list', items: [symbol('not'), part] }),
    () => ({ kind: 'list', items: [symbol(['and', 'or'][pick(1)]!), part, donor] }),
    () => donor,
  ]
  if (part.kind === 'symbol') {
    const other = (): SExpression => symbol(names[pick(names.length - 1)]!)
    choices.push(other, other, other)
  }
  if (part.kind === 'bits') {
    const size = 2 ** part.width
    const moved = (by: number) => (): SExpression => ({
      ...part,
      value: (Number(part.value) + by + size) % size,
    })
    choices.push(moved(1), moved(-1), moved(1))
  }
  if (part.kind === 'numeral') {
    choices.push(() => ({ ...part, value: Number(part.value) + 1 }))
    if (part.value > 0) choices.push(() => ({ ...part, value: Number(part.value) - 1 }))
  }
  if (part.kind === 'list') {
    const [operator, ...operands] = part.items
    const neighbours =
      operator?.kind === 'symbol' ? NEIGHBOURS.find((all) => all.includes(operator.name)) : []
    for (const name of neighbours ?? [])
      choices.push(() => ({ kind: 'list', items: [symbol(name), ...operands] }))
    if (operands.length > 1 && operator !== undefined) {
      const gone = pick(operands.length - 1)
      const fewer = operands.filter((_, each) => each !== gone)
      const less = (): SExpression => ({ kind: 'list', items: [operator, ...fewer] })
      choices.push(
        less,
        less,
        () => operands[gone]!,
        () => ({ kind: 'list', items: [operator, ...operands.toReversed()] }),
      )
    }
  }
  return choices[pick(choices.length - 1)]!()
}

const NEIGHBOURS = [
  ['and', 'or', '=>', 'xor', '='],
  ['bvult', 'bvule', 'bvslt', 'bvsle', 'bvugt', '=', 'distinct'],
  ['<', '<=', '>', '>=', '=', 'distinct'],
  ['bvadd', 'bvsub', 'bvmul'],
  ['+', '-'],
]

type Place = readonly number[]

/** The ways to all operands, however deep; operators are no places. */
function placesIn(expression: SExpression): readonly Place[] {
  if (expression.kind !== 'list') return [[]]
  const inner = expression.items.flatMap((item, at) =>
    at === 0 && item.kind !== 'list' ? [] : placesIn(item).map((place) => [at, ...place]),
  )
  return [[], ...inner]
}

function at(expression: SExpression, [first, ...rest]: Place): SExpression {
  if (first === undefined || expression.kind !== 'list') return expression
  return at(expression.items[first]!, rest)
}

function replacedAt(
  expression: SExpression,
  [first, ...rest]: Place,
  change: (part: SExpression) => SExpression,
): SExpression {
  if (first === undefined || expression.kind !== 'list') return change(expression)
  const items = expression.items.map((item, place) =>
    place === first ? replacedAt(item, rest, change) : item,
  )
  return { kind: 'list', items }
}

function symbol(name: string): SExpression {
  return { kind: 'symbol', name }
}
