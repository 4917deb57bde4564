import { partAt } from '../../ir/cell.js'
import type { State } from '../../ir/state.js'
import type { Variable } from '../../ir/system.js'
import type { Value } from '../../ir/type.js'
import { equalValues } from '../../ir/value.js'
import { entriesOf } from './cells.js'
import { showPart } from './shown-part.js'

/** A part of the state over a whole trace. */
export interface Timeline {
  /** For example `endpoint[0].active`, or `tree[0..3]` for neighbours that go together throughout. */
  readonly cell: string
  readonly variable: string
  readonly ghost: boolean
  /** Its value in each state. */
  readonly values: readonly string[]
}

/** All parts of the state. */
export function timelines(variables: readonly Variable[], states: readonly State[]): readonly Timeline[] {
  const same = (a: readonly Value[], b: readonly Value[]): boolean =>
    a.every((value, place) => {
      const other = b[place]
      return other !== undefined && equalValues(value, other)
    })
  return variables.flatMap((variable) =>
    entriesOf(variable, (keys) => states.map((state) => partAt(state[variable.name], keys)), same).map(
      ({ cell, type, fact, ghost }) => ({
        cell,
        variable: variable.name,
        ghost: ghost === true,
        values: fact.map((value) => showPart(value, type)),
      }),
    ),
  )
}
