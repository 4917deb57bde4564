import { partAt, type Keys, type PartFilter } from '../../ir/cell.js'
import type { State } from '../../ir/state.js'
import type { Variable } from '../../ir/system.js'
import type { Type, Value } from '../../ir/type.js'
import { equalValues } from '../../ir/value.js'
import { entriesOf, scalarKeys, type Entry } from './cells.js'
import { showPart } from './shown-part.js'
import { span, type Line } from '../line/styled-line.js'

export interface Change {
  readonly from: Value
  readonly to: Value
}

/** The parts in which two states differ. */
export function changesBetween(
  variables: readonly Variable[],
  before: State,
  after: State,
  told: PartFilter,
): readonly Entry<Change>[] {
  const changed = variables.filter(({ name }) => before[name] !== after[name])
  return pairsOf(changed, before, after, told, ({ from, to }) => !equalValues(from, to))
}

/** Parts before and after a step, changed or not. */
export function valuesAcross(
  variables: readonly Variable[],
  before: State,
  after: State,
  told: PartFilter,
): readonly Entry<Change>[] {
  return pairsOf(variables, before, after, told, () => true)
}

/** Parts of a state with their values. */
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
      (keys, type) => (tells(told, variable.name, keys, type) ? partAt(whole, keys) : undefined),
      equalValues,
    )
  })
}

/** `endpoint[0].active 3 -> 1`, or `endpoint[0].active = 3` for what stays. */
export function showChange(entry: Entry<Change>): Line {
  const { cell, type, fact } = entry
  const { from, to } = fact
  if (equalValues(from, to)) return showCellValue({ ...entry, fact: to })
  return [
    span(`${cell} ${showPart(from, type)} -> `),
    span(showPart(to, type), 'strong'),
    ...ghostMark(entry),
  ]
}

/** `endpoint[0].active = 3` */
export function showCellValue(entry: Entry<Value>): Line {
  const { cell, type, fact } = entry
  return [span(`${cell} = `), span(showPart(fact, type), 'strong'), ...ghostMark(entry)]
}

function ghostMark({ ghost }: Entry<unknown>): Line {
  return ghost === true ? [span(' (ghost)', 'faint')] : []
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
    const changeAt = (keys: Keys, type: Type): Change | undefined => {
      if (!tells(told, variable.name, keys, type)) return undefined
      const change = { from: partAt(old, keys), to: partAt(now, keys) }
      return wanted(change) ? change : undefined
    }
    return entriesOf(variable, changeAt, (a, b) => equalValues(a.from, b.from) && equalValues(a.to, b.to))
  })
}

function tells(told: PartFilter, variable: string, keys: Keys, type: Type): boolean {
  return scalarKeys(type).some((inner) => told(variable, [...keys, ...inner]))
}
