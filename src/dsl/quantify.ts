import { TRUE, type Expr } from '../ir/expr.js'
import { rangeType } from '../ir/type.js'
import { anyItem, type Collection } from './family.js'
import { conjunction, disjunction, isTrue, negation } from './formula.js'
import { eachSaid, itself, type Items, type Saying } from './items.js'
import { constant, liftCondition } from './lift.js'
import { bool, num } from './symbolic.js'
import type { Bool, Condition, Num } from './value.js'

/** Every one of these holds; or it holds of every item. */
export function all(conditions: Iterable<Condition>): Bool
export function all<Item, Index>(
  items: Items<Item, Index> | Collection<Item, Index>,
  holds: (item: Item, index: Index) => Condition,
): Bool
export function all(items: Things, holds: Saying = itself): Bool {
  return bool(quantified('forall', conjunction, items, holds))
}

/** At least one of these holds; or it holds of at least one item. */
export function some(conditions: Iterable<Condition>): Bool
export function some<Item, Index>(
  items: Items<Item, Index> | Collection<Item, Index>,
  holds: (item: Item, index: Index) => Condition,
): Bool
export function some(items: Things, holds: Saying = itself): Bool {
  return bool(quantified('exists', disjunction, items, holds))
}

/** None of these holds; or it holds of no item. */
export function none(conditions: Iterable<Condition>): Bool
export function none<Item, Index>(
  items: Items<Item, Index> | Collection<Item, Index>,
  holds: (item: Item, index: Index) => Condition,
): Bool
export function none(items: Things, holds: Saying = itself): Bool {
  return bool(negation(quantified('exists', disjunction, items, holds)))
}

/** How many of these hold; or of how many items it holds. */
export function howMany(conditions: Iterable<Condition>): Num
export function howMany<Item, Index>(
  items: Items<Item, Index> | Collection<Item, Index>,
  holds: (item: Item, index: Index) => Condition,
): Num
export function howMany(items: Things, holds: Saying = itself): Num {
  return num(counted(items, holds))
}

/** No two of these hold; or it holds of no two items. */
export function atMostOne(conditions: Iterable<Condition>): Bool
export function atMostOne<Item, Index>(
  items: Items<Item, Index> | Collection<Item, Index>,
  holds: (item: Item, index: Index) => Condition,
): Bool
export function atMostOne(items: Things, holds: Saying = itself): Bool {
  return bool({ kind: 'le', left: counted(items, holds), right: constant(1) })
}

/** One of these holds and no other; or it holds of a single item. */
export function exactlyOne(conditions: Iterable<Condition>): Bool
export function exactlyOne<Item, Index>(
  items: Items<Item, Index> | Collection<Item, Index>,
  holds: (item: Item, index: Index) => Condition,
): Bool
export function exactlyOne(items: Things, holds: Saying = itself): Bool {
  return bool({ kind: 'eq', left: counted(items, holds), right: constant(1) })
}

/** A collection is quantified over, so that the system stays as small as the model; a list is written out. */
function quantified(
  kind: 'forall' | 'exists',
  joined: (operands: readonly Expr[]) => Expr,
  items: Things,
  holds: Saying,
): Expr {
  if (!isCollection(items)) return joined(eachSaid(items, holds).map(liftCondition))
  return binding((bound) => {
    const { over, present = TRUE, pair } = items[anyItem](bound)
    const said = liftCondition(holds(...pair))
    if (isTrue(present)) return { kind, bound, over, body: said }
    const body: Expr =
      kind === 'forall' ? { kind: 'implies', left: present, right: said } : conjunction([present, said])
    return { kind, bound, over, body }
  })
}

function counted(items: Things, holds: Saying): Expr {
  if (isCollection(items)) {
    return binding((bound) => {
      const { over, present = TRUE, pair } = items[anyItem](bound)
      return { kind: 'count', bound, over, body: conjunction([present, liftCondition(holds(...pair))]) }
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

/** What can be quantified over. */
type Things = Iterable<unknown> | Collection<unknown, unknown>

function isCollection(items: Things): items is Collection<unknown, unknown> {
  return typeof items === 'object' && anyItem in items
}

let depth = 0

/** Names what a quantifier binds by how deep it stands. No choice is called like that, and an inner quantifier never gets an outer's name. */
export function binding(build: (bound: string) => Expr): Expr {
  depth += 1
  try {
    return build(`$${String(depth)}`)
  } finally {
    depth -= 1
  }
}
