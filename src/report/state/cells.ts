import { assertNever } from '../../ir/assert-never.js'
import type { Keys } from '../../ir/cell.js'
import { indexValues, type IndexType, type Type } from '../../ir/type.js'

/** A part of the state that is shown as one, or a run of neighbouring ones for which the same is to be said. */
export interface Entry<Fact> {
  /** For example `endpoint[0].active`, or `tree[0..3]` for a run. */
  readonly cell: string
  readonly type: Type
  readonly fact: Fact
  /** It is there for properties only. */
  readonly ghost?: true
}

/**
 * What is to be said about the parts of a variable, in their order: its scalars, and what stands for a sequence, a set and so on as a whole; what is the same for neighbouring elements is said once.
 * @param factAt what there is to say about the part of this type that the keys lead to; undefined for nothing.
 * @param same whether two facts read the same.
 */
export function entriesOf<Fact>(
  variable: { readonly name: string; readonly type: Type; readonly ghost?: true },
  factAt: (keys: Keys, type: Type) => Fact | undefined,
  same: (a: Fact, b: Fact) => boolean,
): readonly Entry<Fact>[] {
  const whole = (type: Type, keys: Keys): readonly Entry<Fact>[] => {
    const fact = factAt(keys, type)
    return fact === undefined ? [] : [{ cell: '', type, fact }]
  }
  const below = (type: Type, keys: Keys): readonly Entry<Fact>[] => {
    switch (type.kind) {
      case 'bool':
      case 'enum':
      case 'range':
      case 'bits':
      case 'integer':
        return whole(type, keys)
      case 'record':
        if (type.reads !== undefined) return whole(type, keys)
        return Object.entries(type.fields).flatMap(([field, fieldType]) =>
          below(fieldType, [...keys, field]).map((entry) => ({ ...entry, cell: `.${field}${entry.cell}` })),
        )
      case 'array': {
        if (type.reads !== undefined) return whole(type, keys)
        const elements = [...indexValues(type.index)].map((_, place) => below(type.element, [...keys, place]))
        return runs(elements, (a, b) => sameEntries(a, b, same)).flatMap(({ from, to, item }) =>
          item.map((entry) => ({ ...entry, cell: `[${showRun(type.index, from, to)}]${entry.cell}` })),
        )
      }
      default:
        return assertNever(type)
    }
  }
  const mark = variable.ghost === undefined ? {} : { ghost: variable.ghost }
  return below(variable.type, []).map((entry) => ({ ...entry, ...mark, cell: variable.name + entry.cell }))
}

/** The keys of the scalars inside a part, relative to it. */
export function scalarKeys(type: Type): readonly Keys[] {
  switch (type.kind) {
    case 'bool':
    case 'enum':
    case 'range':
    case 'bits':
    case 'integer':
      return [[]]
    case 'record':
      return Object.entries(type.fields).flatMap(([field, part]) =>
        scalarKeys(part).map((keys) => [field, ...keys]),
      )
    case 'array': {
      const inner = scalarKeys(type.element)
      return [...indexValues(type.index)].flatMap((_, place) => inner.map((keys) => [place, ...keys]))
    }
    default:
      return assertNever(type)
  }
}

interface Run<Item> {
  readonly from: number
  readonly to: number
  readonly item: Item
}

function runs<Item>(items: readonly Item[], same: (a: Item, b: Item) => boolean): readonly Run<Item>[] {
  const found: Run<Item>[] = []
  for (const [place, item] of items.entries()) {
    const last = found.at(-1)
    if (last !== undefined && same(last.item, item)) found[found.length - 1] = { ...last, to: place }
    else found.push({ from: place, to: place, item })
  }
  return found
}

function sameEntries<Fact>(
  a: readonly Entry<Fact>[],
  b: readonly Entry<Fact>[],
  same: (a: Fact, b: Fact) => boolean,
): boolean {
  return (
    a.length === b.length &&
    a.every((entry, place) => {
      const other = b[place]
      return other?.cell === entry.cell && same(entry.fact, other.fact)
    })
  )
}

function showRun(index: IndexType, from: number, to: number): string {
  const names = [...indexValues(index)].slice(from, to + 1).map(String)
  if (names.length < 3 || index.kind !== 'range') return names.join(',')
  return `${names[0] ?? ''}..${names.at(-1) ?? ''}`
}
