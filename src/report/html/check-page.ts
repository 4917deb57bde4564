import { explain } from '../../explain/explain.js'
import type { Explanation } from '../../explain/explanation.js'
import type { Claim } from '../../engine/verdict.js'
import type { CheckOutcome } from '../check/check-text.js'
import type { Quote } from '../explanation/quotation.js'
import type { Subject } from '../check/subject.js'
import { storyOf } from '../trace/story.js'
import type { ShowPlace } from '../trace/trace-row.js'
import { byGravity } from '../verdict/exit-code.js'
import { certificateLines } from '../verdict/certificate-text.js'
import { confirmationSentence } from '../verdict/confirmation-text.js'
import { warningSentences } from '../verdict/warning-text.js'
import { lineMarkup } from './line-markup.js'
import { element, type Content, type Markup } from './markup.js'
import { page } from './page.js'
import { STORY_SCRIPT } from './story-script.js'
import { storySection } from './story-section.js'
import { STORY_STYLE } from './story-style.js'
import { verdictSection } from './verdict-section.js'

/** How a page names the program and places in the model. */
export interface PageLayout {
  readonly version: string
  readonly showPlace: ShowPlace
  /** The text of a property in the model's file. */
  readonly quote?: Quote | undefined
}

/**
 * The report of a check as a page: the verdicts, then every story, the gravest first, then proofs.
 * @param explained explanations that were saved, by property, where the system cannot make them.
 */
export function checkPage(
  { subject, report, sentences = [], strict = false }: CheckOutcome,
  {
    version,
    showPlace,
    quote,
    explained,
  }: PageLayout & { readonly explained?: ReadonlyMap<string, Explanation> | undefined },
): string {
  const { system, results, stopped } = report
  const told = results.toSorted(byGravity).flatMap((result) => {
    const story = storyOf(system, result)
    return story === undefined ? [] : [{ result, story }]
  })
  const stories = told.map(({ result, story }, place) => {
    const id = `story-${String(place + 1)}`
    const saved = explained?.get(result.property)
    const explanation = saved ?? explain(system, story.property, story.trace)
    const isSaved = saved !== undefined
    return { id, result, ...storySection(system, story, { id, explanation, isSaved, showPlace, quote }) }
  })
  const confirmed = confirmationSentence(results)
  const warnings = [...warningSentences(report, { strict }), ...sentences]
  return page({
    title: `${subject.model}: ${verdictInShort(results)}`,
    style: STORY_STYLE,
    script: STORY_SCRIPT,
    data: { stories: Object.fromEntries(stories.map(({ id, data }) => [id, data])) },
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
        verdictSection(results, (property) => stories.find(({ result }) => result.property === property)?.id),
        confirmed === undefined ? [] : element('p', {}, confirmed),
        warnings.map((sentence) => element('p', { class: 'open' }, sentence)),
        stories.length < 2
          ? []
          : element(
              'nav',
              { class: 'stories', 'aria-label': 'Stories' },
              stories.map(({ id, result }) =>
                element('a', { href: `#${id}`, 'data-story': id }, result.property),
              ),
            ),
        stories.map(({ markup }) => markup),
        results.map(certificate),
      ),
      footer(version),
    ],
  })
}

/** The model and its parameters. */
export function heading({ model, params }: Subject): Markup {
  const values = Object.entries(params).map(([name, value]) => `${name}=${String(value)}`)
  return element(
    'header',
    {},
    element('h1', {}, model),
    element('p', { class: 'params mono' }, values.join('  ')),
  )
}

export function footer(version: string): Markup {
  return element('footer', {}, `premortem ${version}`)
}

function verdictInShort(results: readonly Claim[]): string {
  const violated = results.filter(({ verdict }) => verdict.kind === 'violated').length
  if (violated > 0) return `${String(violated)} violated`
  return results.some(({ verdict }) => verdict.kind === 'undecided') ? 'undecided' : 'nothing violated'
}

/** Columns after which nothing is folded: the browser does that. */
const ENDLESS = 1_000_000

function certificate(result: Claim): Content {
  const [title, , sentence, ...clauses] = certificateLines(result, ENDLESS)
  if (title === undefined || sentence === undefined) return []
  return element(
    'section',
    { class: 'certificate' },
    element('h2', {}, title.map(({ text }) => text).join('')),
    element('p', {}, lineMarkup(sentence)),
    element(
      'ul',
      {},
      clauses.map((clause) =>
        element(
          'li',
          {},
          element(
            'code',
            {},
            clause
              .map(({ text }) => text)
              .join('')
              .trim(),
          ),
        ),
      ),
    ),
  )
}
