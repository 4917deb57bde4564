import { recordType, type Type } from '../../ir/type.js'
import { cellsOf, type Cells, type Fields } from '../keyed.js'
import { fieldMeaning, giveMeaning, type Meaning } from '../meaning.js'
import { checkName } from '../name.js'
import { callerPlace } from '../place.js'
import { DeclaredSort, declared, type PlainOf, type Sort } from '../sort.js'
import type { Start, Anything } from '../start.js'
import { assignment, refusePrimitive } from '../symbolic.js'
import type { Settable } from '../value.js'

/** A part of the state with named fields. */
export type RecordCell<F extends Fields> = Cells<F> & Settable<RecordInput<F>>

/** What can be assigned to a record: another one, or an object that names every field. */
export type RecordInput<F extends Fields> = {
  readonly [Name in keyof F]: Cells<F>[Name] extends Settable<infer Input> ? Input : never
}

/** How a record starts; the fields left out start as their own sorts say. */
export type RecordPlain<F extends Fields> = { readonly [Name in keyof F]?: PlainOf<F[Name]> | Anything }

/** Names that the cell of a record has already. */
const TAKEN = ['becomes', 'then']

/** Several named fields. */
export function record<F extends Fields>(fields: F): Sort<RecordCell<F>, RecordPlain<F>> {
  const place = callerPlace()
  for (const name of Object.keys(fields)) checkName('A field', name, TAKEN, place)
  const parts = Object.entries(fields).map(([name, sort]) => [name, declared(sort)] as const)
  const types: Record<string, Type> = {}
  const starts: Record<string, Start> = {}
  for (const [name, { type, start }] of parts) {
    types[name] = type
    starts[name] = start
  }
  return new DeclaredSort(recordType(types), { kind: 'record', fields: starts }, (meaning) =>
    cell(fields, meaning),
  )
}

function cell<F extends Fields>(fields: F, meaning: Meaning): RecordCell<F> {
  const cells = cellsOf(fields, (name, sort) => fieldMeaning(meaning, name, declared(sort).type))
  const whole = Object.assign(cells, {
    becomes: (value: RecordInput<F>) => assignment(whole, value),
    [Symbol.toPrimitive]: refusePrimitive,
  })
  giveMeaning(whole, meaning)
  return whole
}
