import { assertNever } from '../ir/assert-never.js'
import type { Keys } from '../ir/cell.js'
import { indexValues, type IndexType, type Type } from '../ir/type.js'

/** A scalar part of the state, or a run of neighbouring ones for which the same is to be said. */
export interface Entry<Fact> {
  /** For example `endpoint[0].active`, or `tree[0..3]` for a run. */
  readonly cell: string
  readonly fact: Fact
}

/**
 * What is to be said about the scalar parts of a variable, in their order; what is the same for neighbouring elements is said once.
 * @param factAt what there is to say about the part that the keys lead to; undefined for nothing.
 * @param same whether two facts read the same.
 */
export function entriesOf<Fact>(
  variable: { readonly name: string; readonly type: Type },
  factAt: (keys: Keys) => Fact | undefined,
  same: (a: Fact, b: Fact) => boolean,
): readonly Entry<Fact>[] {
  const below = (type: Type, keys: Keys): readonly Entry<Fact>[] => {
    switch (type.kind) {
      case 'bool':
      case 'enum':
      case 'range':
      case 'integer': {
        const fact = factAt(keys)
        return fact === undefined ? [] : [{ cell: '', fact }]
      }
      case 'record':
        return Object.entries(type.fields).flatMap(([field, fieldType]) =>
          below(fieldType, [...keys, field]).map(({ cell, fact }) => ({ cell: `.${field}${cell}`, fact })),
        )
      case 'array': {
        const elements = [...indexValues(type.index)].map((_, place) => below(type.element, [...keys, place]))
        return runs(elements, (a, b) => sameEntries(a, b, same)).flatMap(({ from, to, item }) =>
          item.map(({ cell, fact }) => ({ cell: `[${showRun(type.index, from, to)}]${cell}`, fact })),
        )
      }
      default:
        return assertNever(type)
    }
  }
  return below(variable.type, []).map(({ cell, fact }) => ({ cell: variable.name + cell, fact }))
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
