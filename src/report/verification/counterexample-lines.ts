import type { CellValues } from '../../engine/decide-obligations.js'
import type { TransitionSystem } from '../../ir/system.js'
import type { Verification } from '../../run/verify.js'
import { EMPTY, flowed, folded, indented, lineOf, span, type Line } from '../line/styled-line.js'
import { storyLines } from '../trace/story.js'
import type { TraceLayout } from '../trace/trace-text.js'

/** What shows that a claim is not so; nothing for other claims, and where nothing but the words show it. */
export function counterexampleLines(
  system: TransitionSystem,
  { claim, conclusion }: Verification,
  layout: TraceLayout,
): readonly Line[] {
  if (conclusion.kind !== 'fails' || conclusion.shownBy === undefined) return []
  const { shownBy } = conclusion
  if (shownBy.kind === 'execution') {
    const property = system.properties.find(({ name }) => name === claim.property)
    return property === undefined ? [] : storyLines(system, { property, trace: shownBy.trace }, layout)
  }
  const { states } = shownBy
  const what = states.length === 1 ? 'this state' : 'this path'
  return [
    lineOf(span(`Why the certificate of ${claim.property} does not hold`, 'strong')),
    EMPTY,
    ...folded(
      lineOf(`Not so: "${conclusion.claim}". It is ${what} that shows it, reachable or not:`),
      layout.width,
    ),
    ...states.flatMap((state, k) => stateLines(state, states[k - 1], k, layout.width)),
  ]
}

/** All values of the first state, and what has changed in each after it. */
function stateLines(
  state: CellValues,
  before: CellValues | undefined,
  k: number,
  width: number,
): readonly Line[] {
  const items = Object.entries(state).flatMap(([name, value]) => {
    if (before === undefined) return [lineOf(`${name} = ${String(value)}`)]
    const old = before[name]
    if (old === value) return []
    return [
      lineOf(old === undefined ? `${name} = ${String(value)}` : `${name} ${String(old)} -> ${String(value)}`),
    ]
  })
  const [first = lineOf(span('as before', 'faint')), ...others] = flowed(items, width - 6)
  return [lineOf('  ', String(k).padStart(2), '  ', ...first), ...indented(others, 6)]
}
