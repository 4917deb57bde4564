import { explain } from '../../explain/explain.js'
import type { Candidate, CheckedSide } from '../../run/compare/comparison.js'
import type { ScheduleReplay } from '../../run/compare/schedule-replay.js'
import type { ComparisonOutcome } from '../compare/compare-text.js'
import { conclusion } from '../compare/conclusion.js'
import { replaySentences } from '../compare/replay-text.js'
import { propertiesOf, resultOf } from '../compare/side-by-side.js'
import { workSentences } from '../compare/work-text.js'
import { propertyValues } from '../trace/property-values.js'
import { storyOf } from '../trace/story.js'
import { byGravity } from '../verdict/exit-code.js'
import { verdictWords } from '../verdict/verdict-line.js'
import { footer, heading, type PageLayout } from './check-page.js'
import { lineMarkup } from './line-markup.js'
import { element, type Content, type Markup } from './markup.js'
import { page } from './page.js'
import { stepTable } from './step-table.js'
import { STORY_SCRIPT } from './story-script.js'
import { storySection, type StorySection } from './story-section.js'
import { STORY_STYLE } from './story-style.js'

/** What only comparisons have. */
const COMPARISON_STYLE = `
.replay { margin: 1rem 0 2rem; }
.obstacle { margin: 0.5rem 0; padding: 0.6rem 1rem; max-width: none; border-left: 4px solid var(--good); background: var(--good-wash); }
.obstacle.failing { border-color: var(--bad); background: var(--bad-wash); }
@media screen { .js .replay .table { display: block; } }
@media print { .obstacle { break-inside: avoid; print-color-adjust: exact; } }
`

/** A comparison as a page: the conclusions, the verdicts side by side, then for each candidate its schedules and what still goes wrong. */
export function comparePage({ subject, comparison }: ComparisonOutcome, layout: PageLayout): string {
  const { broken, candidates, stopped } = comparison
  const told = candidates.map((candidate, place) =>
    candidateSection(broken, candidate, `fix-${String(place + 1)}`, layout),
  )
  const [only] = candidates
  return page({
    title: `${subject.model}: ${broken.label} and ${candidates.length === 1 ? (only?.label ?? '') : 'its fixes'}`,
    style: `${STORY_STYLE}${COMPARISON_STYLE}`,
    script: STORY_SCRIPT,
    data: {
      stories: Object.fromEntries(
        told.flatMap(({ stories }) => stories.map(({ id, section }) => [id, section.data])),
      ),
    },
    body: [
      heading(subject),
      element(
        'main',
        {},
        stopped === undefined
          ? []
          : element(
              'p',
              { class: 'open' },
              stopped === 'timeout' ? 'The time was up' : 'Interrupted',
              ': this is what was established until then.',
            ),
        candidates.map((candidate) =>
          element('p', { class: 'conclusion' }, element('b', {}, conclusion(candidate))),
        ),
        verdicts([broken, ...candidates]),
        told.map(({ markup }) => markup),
        storyLinks(told.flatMap(({ stories }) => stories)),
        told.flatMap(({ stories }) => stories.map(({ section }) => section.markup)),
      ),
      footer(layout.version),
    ],
  })
}

interface ToldStory {
  readonly id: string
  readonly name: string
  readonly section: StorySection
}

function storyLinks(stories: readonly ToldStory[]): Content {
  if (stories.length < 2) return []
  return element(
    'nav',
    { class: 'stories scripted', 'aria-label': 'Stories' },
    stories.map(({ id, name }) => element('a', { href: `#${id}`, 'data-story': id }, name)),
  )
}

/** A column for each model. */
function verdicts(sides: readonly CheckedSide[]): Markup {
  const cell = (side: CheckedSide, name: string): Markup => {
    const result = resultOf(side, name)
    if (result === undefined) return element('td', { class: 'open' }, 'no such property')
    const { finding, style } = verdictWords(result)
    return element('td', { class: style }, finding)
  }
  return element(
    'div',
    { class: 'scroll' },
    element(
      'table',
      { class: 'verdicts' },
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ['Property', ...sides.map(({ label }) => label)].map((text) =>
            element('th', { scope: 'col' }, text),
          ),
        ),
      ),
      element(
        'tbody',
        {},
        propertiesOf(sides).map((name) =>
          element(
            'tr',
            {},
            element('th', { scope: 'row' }, name),
            sides.map((side) => cell(side, name)),
          ),
        ),
      ),
    ),
  )
}

function candidateSection(
  broken: CheckedSide,
  candidate: Candidate,
  id: string,
  { showPlace }: PageLayout,
): { readonly markup: Markup; readonly stories: readonly ToldStory[] } {
  const { label, report, replays } = candidate
  const stories = report.results
    .filter(({ verdict }) => verdict.kind === 'violated')
    .toSorted(byGravity)
    .flatMap((result, place): readonly ToldStory[] => {
      const story = storyOf(report.system, result)
      if (story === undefined) return []
      const explanation = explain(report.system, story.property, story.trace)
      const told = {
        id: `${id}-story-${String(place + 1)}`,
        explanation,
        showPlace,
        context: `With ${label}.`,
      }
      return [
        {
          id: told.id,
          name: `${label}: ${result.property}`,
          section: storySection(report.system, story, told),
        },
      ]
    })
  const markup = element(
    'section',
    { class: 'candidate', id, 'aria-labelledby': `${id}-title` },
    element('h2', { id: `${id}-title` }, label),
    workSentences(candidate).map((sentence) => element('p', {}, sentence)),
    replays.map((replay, place) =>
      replayMarkup(broken, candidate, replay, { id: `${id}-replay-${String(place + 1)}`, showPlace }),
    ),
  )
  return { markup, stories }
}

/** The old schedule as far as it can be taken, and at its end what stands in the way. */
function replayMarkup(
  broken: CheckedSide,
  { label, report: { system } }: Candidate,
  replay: ScheduleReplay,
  { id, showPlace }: { readonly id: string; readonly showPlace: PageLayout['showPlace'] },
): Markup {
  const sentences = replaySentences(replay, { broken: broken.report.system, fixed: system, label, showPlace })
  const properties = propertyValues(system, replay.run).filter(
    ({ property }) => property.name === replay.property,
  )
  return element(
    'div',
    { class: 'replay', id },
    element(
      'h3',
      {},
      `The schedule that violates ${replay.property} with ${broken.label}, taken with ${label}`,
    ),
    replay.run.states.length === 0
      ? []
      : element(
          'div',
          { class: 'scroll table' },
          stepTable(system, replay.run, { id, properties, showPlace }),
        ),
    sentences.slice(0, -1).map((sentence) => element('p', {}, lineMarkup(sentence))),
    element(
      'p',
      { class: replay.ending.kind === 'violated' ? 'obstacle failing' : 'obstacle' },
      lineMarkup(sentences.at(-1) ?? []),
    ),
  )
}
