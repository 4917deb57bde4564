import type { PropertyResult } from '../../engine/verdict.js'
import type { Property, TransitionSystem } from '../../ir/system.js'
import type { Trace } from '../../trace/trace.js'
import { explanationLines } from '../explanation/explanation-text.js'
import { EMPTY, lineOf, span, type Line } from '../line/styled-line.js'
import { traceLines, type TraceLayout } from './trace-text.js'

/** A property with the trace that its verdict carries. */
export interface Story {
  readonly property: Property
  readonly trace: Trace
}

/** The story that a result tells, if it has one. */
export function storyOf(
  system: TransitionSystem,
  { property: name, verdict }: PropertyResult,
): Story | undefined {
  if (verdict.kind !== 'violated' && verdict.kind !== 'reached') return undefined
  const property = system.properties.find((candidate) => candidate.name === name)
  return property === undefined ? undefined : { property, trace: verdict.trace }
}

/** A story in full: what happens, step by step, and what that amounts to. */
export function storyLines(
  system: TransitionSystem,
  { property, trace }: Story,
  layout: TraceLayout,
): readonly Line[] {
  return [
    lineOf(span(storyTitle(property, trace.steps.length), 'strong')),
    EMPTY,
    ...traceLines(system, trace, layout),
    EMPTY,
    ...explanationLines(system, property, trace, layout),
  ]
}

export function storyTitle({ kind, name }: Property, steps: number): string {
  const time = steps === 0 ? 'at the very start' : steps === 1 ? 'in 1 step' : `in ${String(steps)} steps`
  if (kind === 'deadlock') return `How everything comes to a halt, ${time}`
  return `How ${name} is ${kind === 'reachable' ? 'reached' : 'violated'}, ${time}`
}
