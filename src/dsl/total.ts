import type { Expr } from '../ir/expr.js'
import type { Clause } from './clause.js'
import { complaint } from './complaint.js'
import { eachSaid, itself, type Items, type Saying } from './items.js'
import { constant, liftInteger } from './lift.js'
import { num } from './symbolic.js'
import type { Num, Quantity } from './value.js'

/** These added up; or what each item counts. */
export function sum(numbers: Iterable<Quantity>): Num
export function sum<Item, Index>(
  items: Items<Item, Index>,
  value: (item: Item, index: Index) => Quantity,
): Num
export function sum(items: Iterable<unknown>, value: Saying = itself): Num {
  const [first = constant(0), ...rest] = eachSaid(items, value).map(liftInteger)
  return num(rest.reduce((left, right): Expr => ({ kind: 'add', left, right }), first))
}

/** The smallest of these; or of what the items count. */
export function min(numbers: Iterable<Quantity>): Num
export function min<Item, Index>(
  items: Items<Item, Index>,
  value: (item: Item, index: Index) => Quantity,
): Num
export function min(items: Iterable<unknown>, value: Saying = itself): Num {
  return extreme('min', items, value)
}

/** The largest of these; or of what the items count. */
export function max(numbers: Iterable<Quantity>): Num
export function max<Item, Index>(
  items: Items<Item, Index>,
  value: (item: Item, index: Index) => Quantity,
): Num
export function max(items: Iterable<unknown>, value: Saying = itself): Num {
  return extreme('max', items, value)
}

/** What happens to each item, all in one step. */
export function each<Item, Index>(
  items: Items<Item, Index>,
  happens: (item: Item, index: Index) => Clause,
): readonly Clause[]
export function each(
  items: Iterable<unknown>,
  happens: (item: unknown, index: unknown) => Clause,
): readonly Clause[] {
  return eachSaid(items, happens)
}

function extreme(kind: 'min' | 'max', items: Iterable<unknown>, value: Saying): Num {
  const operands = eachSaid(items, value).map(liftInteger)
  if (operands.length > 0) return num({ kind, operands })
  throw complaint('empty-domain', `The ${kind} of nothing is asked for.`, 'Give at least one number.')
}
