import { isFound, type Claim } from '../../engine/verdict.js'
import type { Explanation } from '../../explain/explanation.js'
import type { Property, TransitionSystem } from '../../ir/system.js'
import type { Trace } from '../../trace/trace.js'
import { explanationLines } from '../explanation/explanation-text.js'
import { EMPTY, folded, lineOf, span, type Line } from '../line/styled-line.js'
import { traceLines, type TraceLayout } from './trace-text.js'

/** A property with the trace that its verdict carries. */
export interface Story {
  readonly property: Property
  readonly trace: Trace
  /** As in the verdict. */
  readonly minimal?: boolean
  /** As it was saved with the trace, where nobody can make it again. */
  readonly explanation?: Explanation
}

/** The story that a result tells, if it has one. */
export function storyOf(system: TransitionSystem, { property: name, verdict }: Claim): Story | undefined {
  if (!isFound(verdict)) return undefined
  const property = system.properties.find((candidate) => candidate.name === name)
  if (property === undefined) return undefined
  const { trace, minimal } = verdict
  return { property, trace, ...(minimal === undefined ? {} : { minimal }) }
}

/** A story in full: what happens, step by step, and what that amounts to. */
export function storyLines(
  system: TransitionSystem,
  { property, trace, minimal, explanation }: Story,
  layout: TraceLayout,
): readonly Line[] {
  return [
    ...folded(lineOf(span(storyTitle(property, trace.steps.length), 'strong')), layout.width),
    EMPTY,
    ...traceLines(system, trace, layout),
    EMPTY,
    ...explanationLines(system, property, trace, layout, explanation),
    ...(minimal === false ? [EMPTY, ...folded(lineOf(span(NOT_MINIMAL, 'faint')), layout.width)] : []),
  ]
}

const NOT_MINIMAL = 'There may be a simpler trace of this length: there was no time to look for it.'

export function storyTitle({ kind, name }: Property, steps: number): string {
  const time = steps === 0 ? 'at the very start' : steps === 1 ? 'in 1 step' : `in ${String(steps)} steps`
  if (kind === 'deadlock') return `How everything comes to a halt, ${time}`
  return `How ${name} is ${kind === 'reachable' ? 'reached' : 'violated'}, ${time}`
}
