import type { TransitionSystem } from '../../ir/system.js'
import type { Trace } from '../../trace/trace.js'
import { GAP, numberWidth, numbered } from './arrangement.js'
import { showCellValue, valuesIn } from '../state/state-change.js'
import { flowed, indented, lineOf, span, type Line } from '../line/styled-line.js'
import { allButCounters } from './trace-row.js'

/** Lines that the initial state gets unless all of it is asked for. */
const MOST_LINES = 3

/** Row 0 of a trace. Where it would be long, only what changes later is shown: what never changes explains little. */
export function initialLines(
  system: TransitionSystem,
  { states, steps }: Trace,
  { width, full }: { readonly width: number; readonly full: boolean },
): readonly Line[] {
  const [initial] = states
  if (initial === undefined) return []
  const numbers = numberWidth(steps.length)
  const room = width - numbers - GAP
  const data = allButCounters(system)
  const all = valuesIn(system.variables, initial, data).map(showCellValue)
  const told =
    full || flowed(all, room).length <= MOST_LINES
      ? all
      : abridged(
          valuesIn(
            system.variables.filter(({ name }) => states.some((state) => state[name] !== initial[name])),
            initial,
            data,
          ).map(showCellValue),
          all.length,
          room,
        )
  const [first = [], ...others] = flowed(told, room)
  return [lineOf(...numbered(0, numbers), '  ', ...first), ...indented(others, numbers + GAP)]
}

/** As many of the items as fit, and how many of all there are left. */
function abridged(items: readonly Line[], total: number, room: number): readonly Line[] {
  const cut = (count: number): readonly Line[] => [
    ...items.slice(0, count),
    ...(count < total ? [lineOf(span(`and ${String(total - count)} more (--verbose)`, 'faint'))] : []),
  ]
  let count = items.length
  while (count > 1 && flowed(cut(count), room).length > MOST_LINES) count -= 1
  return cut(count)
}
