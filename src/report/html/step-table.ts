import type { TransitionSystem } from '../../ir/system.js'
import type { Trace } from '../../trace/trace.js'
import { visible } from '../line/display-width.js'
import { showCellValue, valuesIn } from '../state/state-change.js'
import { ENVIRONMENT } from '../trace/lane.js'
import { loopSentence } from '../trace/loop-text.js'
import type { PropertyValues } from '../trace/property-values.js'
import { allButCounters, traceTable, type ShowPlace } from '../trace/trace-row.js'
import { listMarkup } from './line-markup.js'
import { element, type Content, type Markup } from './markup.js'
import { linkedTo } from './step-links.js'

/** The whole trace as a table, for paper and for readers without scripts: the start, then a row a step. */
export function stepTable(
  system: TransitionSystem,
  trace: Trace,
  {
    id,
    properties,
    showPlace,
  }: { readonly id: string; readonly properties: readonly PropertyValues[]; readonly showPlace: ShowPlace },
): Markup {
  const { rows } = traceTable(system, trace, showPlace)
  const [initial] = trace.states
  const start =
    initial === undefined
      ? []
      : valuesIn(system.variables, initial, allButCounters(system)).map(showCellValue)
  const heading = (text: string): Markup => element('th', { scope: 'col' }, text)
  const row = (step: number, cells: readonly Content[]): Markup =>
    element(
      'tr',
      { id: `${id}-step-${String(step)}`, 'data-step': step },
      element('td', { class: 'number' }, String(step)),
      cells.map((cell) => element('td', {}, cell)),
    )
  return element(
    'table',
    { class: 'steps' },
    element(
      'thead',
      {},
      element('tr', {}, element('th', { scope: 'col', class: 'number' }, '#'), [
        heading('Process'),
        heading('Step'),
        heading('What happens'),
        heading('Properties'),
        heading('Place'),
      ]),
    ),
    element(
      'tbody',
      {},
      row(0, ['', 'start', listMarkup(start), propertyNews(properties, 0), '']),
      rows.map(({ number, action, label, items, place }) =>
        row(number, [
          processOf(trace, number),
          [
            element('b', {}, label),
            isFault(system, action) ? element('span', { class: 'bad' }, ' fault') : '',
          ],
          listMarkup(items),
          propertyNews(properties, number),
          place,
        ]),
      ),
      again(trace, id),
    ),
  )
}

/** What comes after the last step of a trace without end. */
function again(trace: Trace, id: string): Content {
  const sentence = loopSentence(trace)
  if (sentence === undefined) return []
  return element(
    'tr',
    { class: 'again' },
    element('td', { class: 'number' }),
    element('td', { colspan: 5 }, linkedTo(id)(sentence)),
  )
}

function processOf({ steps }: Trace, number: number): string {
  return visible(steps[number - 1]?.process ?? ENVIRONMENT)
}

function isFault({ actions }: TransitionSystem, name: string): boolean {
  return actions.find((action) => action.name === name)?.fault === true
}

/** At the start every property; later those that come to something else. */
function propertyNews(properties: readonly PropertyValues[], state: number): Content {
  const news = properties.flatMap(({ property, values }) => {
    const value = values[state]
    return value === undefined || value === 'none' || value === values[state - 1]
      ? []
      : [`${property.name}: ${value}`]
  })
  return news.join(', ')
}
