import type { Candidate, Comparison } from '../../run/compare/comparison.js'
import type { ScheduleReplay } from '../../run/compare/schedule-replay.js'
import { heading, type TextLayout } from '../check/check-text.js'
import type { Subject } from '../check/subject.js'
import { EMPTY, folded, lineOf, rendered, span, type Line } from '../line/styled-line.js'
import { storyLines, storyOf } from '../trace/story.js'
import { traceLines } from '../trace/trace-text.js'
import { certificateLines } from '../verdict/certificate-text.js'
import { byGravity } from '../verdict/exit-code.js'
import { conclusion } from './conclusion.js'
import { fixesTable } from './fixes-table.js'
import { replaySentences, type ReplayScene } from './replay-text.js'
import { sideBySide } from './side-by-side.js'
import { workSentences } from './work-text.js'

/** A comparison with what it is about: the parameters are those that all sides share. */
export interface ComparisonOutcome {
  readonly subject: Subject
  /** What the candidates differ in, where they are values of one parameter. */
  readonly parameter?: string
  readonly comparison: Comparison
}

/** A comparison for a person at a terminal: of one fix everything, of several a table. */
export function compareText(
  { subject, parameter, comparison }: ComparisonOutcome,
  layout: Omit<TextLayout, 'stories'>,
): string {
  const { width, palette, detail } = layout
  const { broken, candidates, stopped } = comparison
  const [only, ...others] = candidates
  const isPair = only !== undefined && others.length === 0
  const told = detail === 'full' || (isPair && detail === 'usual') ? candidates : []
  const table = isPair
    ? sideBySide(broken, only, width)
    : fixesTable({ ...(parameter === undefined ? {} : { parameter }), sides: [broken, ...candidates] }, width)
  const conclusions = candidates.flatMap((candidate) => folded(lineOf(conclusion(candidate)), width))
  return rendered(
    [
      ...(detail === 'brief' ? [] : [...heading(subject, width), EMPTY]),
      ...table,
      ...(stopped === undefined
        ? []
        : [EMPTY, ...folded(lineOf(span(stoppedWords(stopped), 'open')), width)]),
      ...told.flatMap((candidate) => candidateLines(comparison, candidate, layout)),
      ...(conclusions.length === 0 ? [] : [EMPTY, ...conclusions]),
    ],
    palette,
  )
}

function stoppedWords(stopped: NonNullable<Comparison['stopped']>): string {
  const why = stopped === 'timeout' ? 'The time was up' : 'Interrupted'
  return `${why}: this is what was established until then.`
}

/** What there is to tell of one fix: its schedules, what still goes wrong, and what is lost. */
function candidateLines(
  { broken }: Comparison,
  candidate: Candidate,
  { width, detail, showPlace }: Omit<TextLayout, 'stories'>,
): readonly Line[] {
  const { report, label } = candidate
  const scene = { broken: broken.report.system, fixed: report.system, label, showPlace }
  const isFull = detail === 'full'
  const layout = { width, showPlace, full: isFull }
  const leading = broken.report.results
    .filter(({ verdict }) => verdict.kind === 'violated')
    .toSorted(byGravity)[0]
  const violated = report.results.filter(({ verdict }) => verdict.kind === 'violated').toSorted(byGravity)
  const stories = (isFull ? violated : violated.slice(0, 1)).flatMap(
    (result) => storyOf(report.system, result) ?? [],
  )
  return [
    ...candidate.replays.flatMap((replay) => {
      const isTold = isFull || (replay.property === leading?.property && replay.ending.kind !== 'violated')
      return [
        EMPTY,
        ...replayLines(
          replay,
          { ...scene, broken: broken.report.system },
          { ...layout, isTold, from: broken.label },
        ),
      ]
    }),
    ...stories.flatMap((story) => [
      EMPTY,
      ...folded(lineOf(span(`With ${label}:`, 'faint')), width),
      ...storyLines(report.system, story, layout),
    ]),
    ...(isFull ? report.results.map((result) => certificateLines(result, width)) : [])
      .filter((lines) => lines.length > 0)
      .flatMap((lines) => [EMPTY, ...lines]),
    EMPTY,
    ...workSentences(candidate).flatMap((sentence) => folded(lineOf(sentence), width)),
  ]
}

function replayLines(
  replay: ScheduleReplay,
  scene: ReplayScene,
  {
    width,
    full,
    isTold,
    from,
  }: { readonly width: number; readonly full: boolean; readonly isTold: boolean; readonly from: string },
): readonly Line[] {
  const title = lineOf(
    span(`The schedule that violates ${replay.property} with ${from}, taken with ${scene.label}`, 'strong'),
  )
  const rows =
    isTold && replay.run.states.length > 0
      ? [EMPTY, ...traceLines(scene.fixed, replay.run, { width, full, showPlace: scene.showPlace }), EMPTY]
      : []
  return [
    ...folded(title, width),
    ...rows,
    ...replaySentences(replay, scene).flatMap((sentence) => folded(sentence, width)),
  ]
}
