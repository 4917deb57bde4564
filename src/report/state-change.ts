import { partAt, type Keys } from '../ir/cell.js'
import type { State } from '../ir/state.js'
import type { Variable } from '../ir/system.js'
import type { Value } from '../ir/type.js'
import { equalValues, showValue } from '../ir/value.js'
import { entriesOf, type Entry } from './cells.js'
import { span, type Line } from './styled-line.js'

export interface Change {
  readonly from: Value
  readonly to: Value
}

/** Picks scalar parts of the state. */
export type PartFilter = (variable: string, keys: Keys) => boolean

/** The scalar parts in which two states differ. */
export function changesBetween(
  variables: readonly Variable[],
  before: State,
  after: State,
  told: PartFilter,
): readonly Entry<Change>[] {
  const changed = variables.filter(({ name }) => before[name] !== after[name])
  return pairsOf(changed, before, after, told, ({ from, to }) => !equalValues(from, to))
}

/** Scalar parts before and after a step, changed or not. */
export function valuesAcross(
  variables: readonly Variable[],
  before: State,
  after: State,
  told: PartFilter,
): readonly Entry<Change>[] {
  return pairsOf(variables, before, after, told, () => true)
}

/** Scalar parts of a state with their values. */
export function valuesIn(
  variables: readonly Variable[],
  state: State,
  told: PartFilter,
): readonly Entry<Value>[] {
  return variables.flatMap((variable) => {
    const whole = state[variable.name]
    if (whole === undefined) return []
    return entriesOf(
      variable,
      (keys) => (told(variable.name, keys) ? partAt(whole, keys) : undefined),
      equalValues,
    )
  })
}

/** `endpoint[0].active 3 -> 1`, or `endpoint[0].active = 3` for what stays. */
export function showChange({ cell, fact: { from, to } }: Entry<Change>): Line {
  if (equalValues(from, to)) return showCellValue({ cell, fact: to })
  return [span(`${cell} ${showValue(from)} -> `), span(showValue(to), 'strong')]
}

/** `endpoint[0].active = 3` */
export function showCellValue({ cell, fact }: Entry<Value>): Line {
  return [span(`${cell} = `), span(showValue(fact), 'strong')]
}

function pairsOf(
  variables: readonly Variable[],
  before: State,
  after: State,
  told: PartFilter,
  wanted: (change: Change) => boolean,
): readonly Entry<Change>[] {
  return variables.flatMap((variable) => {
    const old = before[variable.name]
    const now = after[variable.name]
    if (old === undefined || now === undefined) return []
    const changeAt = (keys: Keys): Change | undefined => {
      if (!told(variable.name, keys)) return undefined
      const change = { from: partAt(old, keys), to: partAt(now, keys) }
      return wanted(change) ? change : undefined
    }
    return entriesOf(variable, changeAt, (a, b) => equalValues(a.from, b.from) && equalValues(a.to, b.to))
  })
}
