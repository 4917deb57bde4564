import { building, placeholderFor } from './building.js'
import { standFor } from './declaration.js'
import type { Fields } from './keyed.js'
import { callerPlace } from './place.js'
import { record, type RecordCell } from './record.js'
import { DeclaredSort, declared, makesCell, type Sort } from './sort.js'

/** A part of the shared state: of one sort, or with named fields. Its name is its key in what `build` returns. */
export function state<Cell extends object>(sort: Sort<Cell, never>): Cell
export function state<F extends Fields>(fields: F): RecordCell<F>
export function state(written: Sort<object, never> | Fields): object {
  const current = building('State')
  const sort: Sort<object, never> = isSort(written) ? written : record(written)
  const { type, start } = declared(sort)
  const placeholder = placeholderFor(type, current)
  const cell = sort[makesCell]({
    expr: { kind: 'variable', name: placeholder },
    type,
    cell: { variable: placeholder, path: [] },
  })
  const declaration = { kind: 'state', placeholder, type, start, place: callerPlace() } as const
  current.declarations.set(placeholder, declaration)
  standFor(cell, declaration)
  return cell
}

function isSort(written: Sort<object, never> | Fields): written is Sort<object, never> {
  return written instanceof DeclaredSort
}
