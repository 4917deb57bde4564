import { explain } from '../../explain/explain.js'
import type { SweepRow } from '../../run/sweep.js'
import { gridsOf } from '../sweep/sweep-text.js'
import { sweptParams, type SweepOutcome } from '../sweep/sweep-outcome.js'
import { storyOf, type Story } from '../trace/story.js'
import { footer, heading, type PageLayout } from './check-page.js'
import { HEAT_STYLE, heatLegend, heatMap } from './heat-map.js'
import { element } from './markup.js'
import { page } from './page.js'
import { STORY_SCRIPT } from './story-script.js'
import { storySection } from './story-section.js'
import { STORY_STYLE } from './story-style.js'

/** A violation that a sweep has found. */
interface FoundStory {
  readonly id: string
  readonly row: SweepRow
  readonly story: Story
}

/** A sweep as a page: a map of verdicts for each property, and below them the story of each violation, to which its fields lead. */
export function sweepPage(
  { model, depths, rows }: SweepOutcome,
  { version, showPlace, quote }: PageLayout,
): string {
  const { fixed, varying } = sweptParams(rows)
  const grids = gridsOf(rows)
  const found = violations(rows)
  const stories = found.map(({ id, row, story }) => ({
    id,
    ...storySection(row.system, story, {
      id,
      explanation: explain(row.system, story.property, story.trace),
      showPlace,
      quote,
      context: varying.map((name) => `${name}=${String(row.params[name])}`).join('  '),
    }),
  }))
  return page({
    title: `${model}: a sweep`,
    style: STORY_STYLE + HEAT_STYLE,
    script: STORY_SCRIPT,
    data: { stories: Object.fromEntries(stories.map(({ id, data }) => [id, data])) },
    body: [
      heading({ model, params: fixed }),
      element(
        'main',
        {},
        grids.map((grid) =>
          heatMap(grid, {
            varying,
            depths,
            storyOfCell: (row, property) =>
              found.find((one) => one.row === row && one.story.property.name === property)?.id,
          }),
        ),
        heatLegend(grids, depths),
        stories.map(({ markup }) => markup),
      ),
      footer(version),
    ],
  })
}

function violations(rows: readonly SweepRow[]): readonly FoundStory[] {
  const told = rows.flatMap((row) =>
    row.results.flatMap((result) => {
      const story = result.verdict.kind === 'violated' ? storyOf(row.system, result) : undefined
      return story === undefined ? [] : [{ row, story }]
    }),
  )
  return told.map((one, place) => ({ id: `story-${String(place + 1)}`, ...one }))
}
