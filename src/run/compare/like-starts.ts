import { startSpace, startStates, withCell } from '../../ir/start.js'
import type { State } from '../../ir/state.js'
import type { TransitionSystem } from '../../ir/system.js'
import { isValueOf } from '../../ir/value.js'
import { partOf } from './shared-cells.js'

/** Where a start leaves more open than a state of another system says, so many ways to fill it in are tried. */
const MOST_STARTS = 16

/** Starts of the system that are like a state of another system: what the system leaves open is as it is there. */
export function startsLike(system: TransitionSystem, state: State): readonly State[] {
  const space = startSpace(system)
  let { fixed } = space
  const free = space.free.filter((cell) => {
    const value = partOf(state[cell.variable], cell.keys)
    if (value === undefined || !isValueOf(value, cell.type)) return true
    fixed = withCell(fixed, cell, value)
    return false
  })
  const starts: State[] = []
  for (const start of startStates(system, { fixed, free })) {
    starts.push(start)
    if (starts.length === MOST_STARTS) break
  }
  return starts
}
