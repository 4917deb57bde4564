import type { Explanation } from '../../explain/explanation.js'
import { isStated, type TransitionSystem } from '../../ir/system.js'
import type { Json } from '../check/result-json.js'
import { AS_SAVED } from '../explanation/as-saved.js'
import type { Quote } from '../explanation/quotation.js'
import { endingLines } from '../trace/ending-text.js'
import { lanesOf } from '../trace/lane.js'
import { propertyValues } from '../trace/property-values.js'
import { storyTitle, type Story } from '../trace/story.js'
import type { ShowPlace } from '../trace/trace-row.js'
import { diagram } from './diagram/diagram.js'
import { explanationSection } from './explanation-section.js'
import { lineMarkup } from './line-markup.js'
import { element, type Content, type Markup } from './markup.js'
import { controls, inspector } from './player.js'
import { stepTable } from './step-table.js'

/** A story on a page. */
export interface StorySection {
  readonly markup: Markup
  /** For the script of the page. */
  readonly data: Json
}

/** Columns after which nothing is folded: the browser does that. */
const ENDLESS = 1_000_000

/**
 * A story as a section: a diagram and all that is so at each step, what the end amounts to, and the whole trace as a table.
 * @param told.id unique in the page, and part of its links.
 * @param told.isSaved the explanation was saved, and not made again.
 * @param told.context what the story is about where the page is about several cases.
 */
export function storySection(
  system: TransitionSystem,
  { property, trace }: Story,
  told: {
    readonly id: string
    readonly explanation: Explanation | undefined
    readonly isSaved?: boolean
    readonly showPlace: ShowPlace
    readonly quote?: Quote | undefined
    readonly context?: string
  },
): StorySection {
  const { id, explanation, isSaved = false, showPlace, quote, context } = told
  const title = storyTitle(property, trace.steps.length)
  const properties = propertyValues(system, trace)
  const { markup, data } = inspector(system, trace, properties)
  const table = `${id}-table`
  const [ending = [], ...values] = endingLines(system, property, trace, { width: ENDLESS, showPlace })
  const text =
    isStated(property) && property.source !== undefined && trace.fault === undefined
      ? quote?.(property.source)
      : undefined
  return {
    markup: element(
      'section',
      { class: 'story', id, 'aria-labelledby': `${id}-title` },
      element('h2', { id: `${id}-title` }, title),
      context === undefined ? [] : element('p', { class: 'faint' }, context),
      controls(trace.steps.length),
      element('div', { class: 'stage' }, diagram(system, trace, { title, explanation, showPlace }), markup),
      idleSentence(system, new Set(trace.steps.map(({ process }) => process))),
      element(
        'div',
        { class: property.kind === 'reachable' ? 'ending' : 'ending failing' },
        element('p', {}, lineMarkup(ending)),
        text === undefined ? [] : element('pre', {}, text),
        values.map((line) => element('p', { class: 'mono' }, lineMarkup(line))),
      ),
      isSaved ? element('p', { class: 'faint' }, AS_SAVED) : [],
      explanation === undefined ? [] : explanationSection(system, property, trace, { explanation, id }),
      element(
        'button',
        { type: 'button', class: 'toggle scripted', 'aria-expanded': 'false', 'aria-controls': table },
        'All steps as a table',
      ),
      element(
        'div',
        { class: 'scroll table', id: table },
        element('h3', {}, 'All steps'),
        stepTable(system, trace, { id, properties, showPlace }),
      ),
    ),
    data,
  }
}

function idleSentence(system: TransitionSystem, moving: ReadonlySet<string | undefined>): Content {
  const idle = lanesOf(system).flatMap(({ process }) =>
    process === undefined || moving.has(process) ? [] : [process],
  )
  if (idle.length === 0) return []
  return element(
    'p',
    { class: 'faint' },
    `${idle.join(', ')} ${idle.length === 1 ? 'takes' : 'take'} no step here.`,
  )
}
