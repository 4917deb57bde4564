import { building, placeholderFor } from './building.js'
import { standFor, type StateDeclaration } from './declaration.js'
import type { Fields } from './keyed.js'
import { callerPlace } from './place.js'
import { record, type RecordCell } from './data/record.js'
import { DeclaredSort, declared, makesCell, type Sort } from './sort.js'

/** A part of the shared state: of one sort, or with named fields. Its name is its key in what `build` returns. */
export function state<Cell extends object>(sort: Sort<Cell, never>): Cell
export function state<F extends Fields>(fields: F): RecordCell<F>
export function state(written: Sort<object, never> | Fields): object {
  return declare(written, { ghost: false })
}

/**
 * State that is there for properties only, such as what happened before. Steps assign to it like to other state, but no guard and no
 * assignment to anything else reads it, so that what can happen is the same without it.
 */
export function ghost<Cell extends object>(sort: Sort<Cell, never>): Cell
export function ghost<F extends Fields>(fields: F): RecordCell<F>
export function ghost(written: Sort<object, never> | Fields): object {
  return declare(written, { ghost: true })
}

function declare(
  written: Sort<object, never> | Fields,
  { ghost: isGhost }: { readonly ghost: boolean },
): object {
  const current = building('State')
  const sort: Sort<object, never> = isSort(written) ? written : record(written)
  const { type, start } = declared(sort)
  const placeholder = placeholderFor(type, current)
  const cell = sort[makesCell]({
    expr: { kind: 'variable', name: placeholder },
    type,
    cell: { variable: placeholder, path: [] },
  })
  const declaration: StateDeclaration = {
    kind: 'state',
    placeholder,
    type,
    start,
    ghost: isGhost,
    place: callerPlace(),
  }
  current.declarations.set(placeholder, declaration)
  standFor(cell, declaration)
  return cell
}

function isSort(written: Sort<object, never> | Fields): written is Sort<object, never> {
  return written instanceof DeclaredSort
}
