import { explain } from '../../explain/explain.js'
import type { Explanation } from '../../explain/explanation.js'
import { isStated, type Property, type TransitionSystem } from '../../ir/system.js'
import { replay } from '../../trace/replay.js'
import type { Trace } from '../../trace/trace.js'
import { EMPTY, folded, indented, lineOf, span, type Line } from '../line/styled-line.js'
import { AS_SAVED } from './as-saved.js'
import { formulaRows } from './formula-rows.js'
import { needLines, needSentence } from './need-text.js'
import { originRow } from './origin-text.js'
import type { Quote } from './quotation.js'
import { raceSentence } from './race-text.js'
import { endingLines, outcomeLines } from '../trace/ending-text.js'
import type { ShowPlace } from '../trace/trace-row.js'
import { valueLines, type ValueRow } from './value-rows.js'

/** Rows that values get unless all is asked for. */
const MOST_ROWS = 16

/** How an explanation is to look. */
export interface ExplanationLayout {
  readonly width: number
  /** Leave nothing out. */
  readonly full: boolean
  readonly showPlace: ShowPlace
  readonly quote?: Quote | undefined
}

/**
 * Why a trace ends where it does: the property that fails there, or the goal that is reached, as its author wrote it, the values that
 * make it so and where they come from; then the race that led there, and which steps it takes. Of what the system does not do, only the
 * ending.
 * @param saved an explanation that nobody can make again, as it was saved.
 */
export function explanationLines(
  system: TransitionSystem,
  property: Property,
  trace: Trace,
  layout: ExplanationLayout,
  saved?: Explanation,
): readonly Line[] {
  // A saved trace may not be one of this system any more.
  if (saved === undefined && replay(system, property, trace).kind !== 'confirmed')
    return endingLines(system, property, trace, layout)
  const explanation = saved ?? explain(system, property, trace)
  return [
    ...outcomeLines(system, property, trace, layout),
    ...quotedLines(property, trace, layout),
    ...(saved === undefined ? [] : [lineOf('  ', span(AS_SAVED, 'faint')), EMPTY]),
    ...formulaLines(system, explanation, trace, layout),
    ...causeLines(system, property, explanation, trace, layout),
  ]
}

/** The property in the words of the model's file, where it is what failed. */
function quotedLines(
  property: Property,
  { fault }: Trace,
  { width, quote }: ExplanationLayout,
): readonly Line[] {
  if (fault !== undefined || !isStated(property) || property.source === undefined) return []
  const text = quote?.(property.source)
  if (text === undefined) return []
  const lines = text.split('\n').flatMap((line) => folded(lineOf(line), width - 2))
  return [...indented(lines, 2), EMPTY]
}

/** The values that make the outcome what it is, part by part, each with the step that it came from. */
function formulaLines(
  system: TransitionSystem,
  { formula, origins }: Explanation,
  trace: Trace,
  { width, full }: { readonly width: number; readonly full: boolean },
): readonly Line[] {
  const rows =
    formula === undefined
      ? origins.map((origin) => originRow(system, origin, trace))
      : formulaRows(formula, trace)
  return indented(valueLines(full ? rows : abridged(rows), width - 2), 2)
}

function abridged(rows: readonly ValueRow[]): readonly ValueRow[] {
  if (rows.length <= MOST_ROWS) return rows
  const rest = `and ${String(rows.length - MOST_ROWS + 1)} more (--verbose)`
  return [...rows.slice(0, MOST_ROWS - 1), { depth: 0, text: lineOf(span(rest, 'faint')) }]
}

/** What led to the outcome: the race, if there is one to tell of, and which steps it takes. */
function causeLines(
  system: TransitionSystem,
  property: Property,
  { staleReads, needs }: Explanation,
  trace: Trace,
  { width, full }: { readonly width: number; readonly full: boolean },
): readonly Line[] {
  const [race] = property.kind === 'reachable' ? [] : staleReads
  const needed = needSentence(property, needs)
  return [
    ...(race === undefined
      ? []
      : [EMPTY, ...folded(lineOf(span('The race: ', 'strong'), raceSentence(system, trace, race)), width)]),
    ...(needed === undefined ? [] : [EMPTY, ...folded(lineOf(needed), width)]),
    ...(full && needed !== undefined
      ? needLines(property, trace, needs).flatMap((line) =>
          indented(folded(lineOf(span(line, 'faint')), width - 2), 2),
        )
      : []),
  ]
}
