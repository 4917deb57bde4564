import type { Claim, Proof } from '../../engine/verdict.js'
import type { CheckReport } from '../../run/check.js'
import { certificateLines } from '../verdict/certificate-text.js'
import { confirmationSentence } from '../verdict/confirmation-text.js'
import { byGravity } from '../verdict/exit-code.js'
import { metOnTheWay } from '../verdict/on-the-way.js'
import type { Quote } from '../explanation/quotation.js'
import type { Palette } from '../line/palette.js'
import { storyLines, storyOf, type Story } from '../trace/story.js'
import { EMPTY, folded, lineOf, rendered, span, type Line } from '../line/styled-line.js'
import type { Subject } from './subject.js'
import type { ShowPlace } from '../trace/trace-row.js'
import { verdictTable } from '../verdict/verdict-table.js'
import { warningSentences } from '../verdict/warning-text.js'

/** How a report is to look. */
export interface TextLayout {
  /** Columns to fill at most. */
  readonly width: number
  readonly palette: Palette
  /** `brief`: verdicts only. `full`: leave nothing out, and say how each verdict came about. */
  readonly detail: 'brief' | 'usual' | 'full'
  /** Tell only the gravest violation in full, or every trace and proof there is. */
  readonly stories: 'gravest' | 'all'
  readonly showPlace: ShowPlace
  readonly quote?: Quote | undefined
}

/**
 * The report of a check for a person at a terminal: the verdicts, then the story of the gravest violation; of several equally grave ones
 * the first in the model's own order. What else could be told is named at the end.
 */
export function checkText(
  { subject, report, sentences = [], strict = false }: CheckOutcome,
  { width, palette, detail, stories: wanted, showPlace, quote }: TextLayout,
): string {
  const { system, results } = report
  const table = verdictTable(results, { width, full: detail === 'full' })
  const confirmed = confirmationSentence(results)
  const confirmedLines = confirmed === undefined ? [] : folded(lineOf(confirmed), width)
  const ending = [...warningSentences(report, { strict }), ...sentences].flatMap((sentence) =>
    folded(lineOf(sentence), width),
  )
  if (detail === 'brief') return rendered([...table, ...confirmedLines, ...ending], palette)
  const leading = results.filter(({ verdict }) => verdict.kind === 'violated').toSorted(byGravity)[0]
  const telling = results.filter((result) => result === leading || wanted === 'all')
  const [first, ...others] = telling.flatMap((result) => storyOf(system, result) ?? [])
  const { contained, further } = untold(
    report,
    results.filter((result) => !telling.includes(result)),
    first,
  )
  const layout = { width, showPlace, quote, full: detail === 'full' }
  return rendered(
    [
      ...heading(subject, width),
      EMPTY,
      ...table,
      ...(confirmedLines.length === 0 ? [] : [EMPTY, ...confirmedLines]),
      ...(report.stopped === undefined ? [] : [EMPTY, ...folded(stoppedLine(report.stopped), width)]),
      ...(first === undefined ? [] : [EMPTY, ...storyLines(system, first, layout)]),
      ...(contained.length === 0 ? [] : [EMPTY, ...contained.flatMap((line) => folded(line, width))]),
      ...others.flatMap((story) => [EMPTY, ...storyLines(system, story, layout)]),
      ...(wanted === 'all' ? results.map((result) => certificateLines(result, width)) : [])
        .filter((lines) => lines.length > 0)
        .flatMap((lines) => [EMPTY, ...lines]),
      ...(further === undefined ? [] : [EMPTY, ...folded(further, width)]),
      ...(ending.length === 0 ? [] : [EMPTY, ...ending]),
    ],
    palette,
  )
}

/** What was checked, and what came of it. */
export interface CheckOutcome {
  readonly subject: Subject
  readonly report: CheckReport<Proof>
  /** Whether warnings are failures. */
  readonly strict?: boolean
  /** What is to be said at the very end, after the warnings. */
  readonly sentences?: readonly string[]
}

/** What the report is about, in a line. */
export function heading({ model, params }: Subject, width: number): readonly Line[] {
  const values = Object.entries(params).map(([name, value]) => `${name}=${String(value)}`)
  return folded(lineOf(span(model, 'strong'), '  ', span(values.join(' '), 'faint')), width)
}

function stoppedLine(stopped: NonNullable<CheckReport['stopped']>): Line {
  const why = stopped === 'timeout' ? 'The time was up' : 'Interrupted'
  return lineOf(span(`${why}: this is what was established until then.`, 'open'))
}

/** The stories not told: those that the first told one contains are placed in it, the others are named. */
function untold(
  { system }: CheckReport<Proof>,
  results: readonly Claim[],
  shown: Story | undefined,
): { readonly contained: readonly Line[]; readonly further: Line | undefined } {
  const contained: Line[] = []
  const others: string[] = []
  for (const result of results) {
    const story = storyOf(system, result)
    if (story === undefined) continue
    const { property, trace } = story
    const met = shown === undefined ? undefined : metOnTheWay(system, property, shown.trace)
    if (met === undefined) {
      others.push(`--property ${property.name} (${String(trace.steps.length)} steps)`)
      continue
    }
    const what = property.kind === 'reachable' ? 'reached' : 'violated'
    const when = met === 0 ? 'at the start' : `by step ${String(met)}`
    contained.push(lineOf(span(property.name, 'strong'), ` is ${what} on the way, ${when}.`))
  }
  const further = lineOf(span(`Further traces: ${others.join(', ')}`, 'faint'))
  return { contained, further: others.length === 0 ? undefined : further }
}
