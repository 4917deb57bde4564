import type { Expr } from '../ir/expr.js'
import { rangeType } from '../ir/type.js'
import { IndexedFamily, anyItem } from './family.js'
import { conjunction, disjunction, negation } from './formula.js'
import { eachSaid, itself, type Items, type Saying } from './items.js'
import { constant, liftCondition } from './lift.js'
import { bool, num } from './symbolic.js'
import type { Bool, Condition, Num } from './value.js'

/** Every one of these holds; or it holds of every item. */
export function all(conditions: Iterable<Condition>): Bool
export function all<Item, Index>(
  items: Items<Item, Index>,
  holds: (item: Item, index: Index) => Condition,
): Bool
export function all(items: Iterable<unknown>, holds: Saying = itself): Bool {
  return bool(quantified('forall', conjunction, items, holds))
}

/** At least one of these holds; or it holds of at least one item. */
export function some(conditions: Iterable<Condition>): Bool
export function some<Item, Index>(
  items: Items<Item, Index>,
  holds: (item: Item, index: Index) => Condition,
): Bool
export function some(items: Iterable<unknown>, holds: Saying = itself): Bool {
  return bool(quantified('exists', disjunction, items, holds))
}

/** None of these holds; or it holds of no item. */
export function none(conditions: Iterable<Condition>): Bool
export function none<Item, Index>(
  items: Items<Item, Index>,
  holds: (item: Item, index: Index) => Condition,
): Bool
export function none(items: Iterable<unknown>, holds: Saying = itself): Bool {
  return bool(negation(quantified('exists', disjunction, items, holds)))
}

/** How many of these hold; or of how many items it holds. */
export function howMany(conditions: Iterable<Condition>): Num
export function howMany<Item, Index>(
  items: Items<Item, Index>,
  holds: (item: Item, index: Index) => Condition,
): Num
export function howMany(items: Iterable<unknown>, holds: Saying = itself): Num {
  return num(counted(items, holds))
}

/** No two of these hold; or it holds of no two items. */
export function atMostOne(conditions: Iterable<Condition>): Bool
export function atMostOne<Item, Index>(
  items: Items<Item, Index>,
  holds: (item: Item, index: Index) => Condition,
): Bool
export function atMostOne(items: Iterable<unknown>, holds: Saying = itself): Bool {
  return bool({ kind: 'le', left: counted(items, holds), right: constant(1) })
}

/** One of these holds and no other; or it holds of a single item. */
export function exactlyOne(conditions: Iterable<Condition>): Bool
export function exactlyOne<Item, Index>(
  items: Items<Item, Index>,
  holds: (item: Item, index: Index) => Condition,
): Bool
export function exactlyOne(items: Iterable<unknown>, holds: Saying = itself): Bool {
  return bool({ kind: 'eq', left: counted(items, holds), right: constant(1) })
}

/** A family is quantified over, so that the system stays as small as the model; a list is written out. */
function quantified(
  kind: 'forall' | 'exists',
  joined: (operands: readonly Expr[]) => Expr,
  items: Iterable<unknown>,
  holds: Saying,
): Expr {
  if (!(items instanceof IndexedFamily)) return joined(eachSaid(items, holds).map(liftCondition))
  return binding((bound) => {
    const { over, pair } = items[anyItem](bound)
    return { kind, bound, over, body: liftCondition(holds(...pair)) }
  })
}

function counted(items: Iterable<unknown>, holds: Saying): Expr {
  if (items instanceof IndexedFamily) {
    return binding((bound) => {
      const { over, pair } = items[anyItem](bound)
      return { kind: 'count', bound, over, body: liftCondition(holds(...pair)) }
    })
  }
  const elements = eachSaid(items, holds).map(liftCondition)
  if (elements.length === 0) return constant(0)
  const over = rangeType(0, elements.length - 1)
  return binding((bound) => ({
    kind: 'count',
    bound,
    over,
    body: {
      kind: 'element',
      array: { kind: 'array', index: over, elements },
      index: { kind: 'bound', name: bound },
    },
  }))
}

let depth = 0

/** Names what a quantifier binds by how deep it stands. No choice is called like that, and an inner quantifier never gets an outer's name. */
function binding(build: (bound: string) => Expr): Expr {
  depth += 1
  try {
    return build(`$${String(depth)}`)
  } finally {
    depth -= 1
  }
}
