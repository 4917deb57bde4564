import type { Claim } from '../../engine/verdict.js'
import { verdictWords } from '../verdict/verdict-line.js'
import { element, type Markup } from './markup.js'

/** A row for each property: the verdict in the words of the terminal, and a link to its story where there is one. */
export function verdictSection(
  results: readonly Claim[],
  storyId: (property: string) => string | undefined,
): Markup {
  const headings = ['Property', 'Verdict', 'Why', 'Kind', 'Decided by']
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
          headings.map((text) => element('th', { scope: 'col' }, text)),
          element('th', { scope: 'col', class: 'number' }, 'Seconds'),
        ),
      ),
      element(
        'tbody',
        {},
        results.map((result) => {
          const { finding, style, meaning } = verdictWords(result)
          const id = storyId(result.property)
          return element(
            'tr',
            {},
            element('th', { scope: 'row' }, result.property),
            element(
              'td',
              { class: style },
              id === undefined
                ? finding
                : element('a', { href: `#${id}`, 'data-story': id, class: style }, finding),
            ),
            element('td', { class: 'why' }, meaning),
            element('td', { class: 'faint' }, result.kind),
            element('td', { class: 'faint' }, result.engine),
            element('td', { class: 'number faint' }, result.seconds.toFixed(2)),
          )
        }),
      ),
    ),
  )
}
