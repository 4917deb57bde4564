import type { TransitionSystem } from '../../ir/system.js'
import type { Trace } from '../../trace/trace.js'
import type { Json } from '../check/result-json.js'
import { timelines, type Timeline } from '../state/timeline.js'
import { lanesOf } from '../trace/lane.js'
import type { PropertyValues, Truth } from '../trace/property-values.js'
import { element, type Content, type Markup } from './markup.js'

/** The buttons and the slider with which to go through a trace. */
export function controls(steps: number): Markup {
  const button = (go: string, label: string, sign: string): Markup =>
    element('button', { type: 'button', 'data-go': go, 'aria-label': label, title: label }, sign)
  return element(
    'div',
    { class: 'controls scripted', role: 'group', 'aria-label': 'Go through the steps' },
    button('first', 'To the start', '«'),
    button('back', 'One step back', '‹'),
    element('input', {
      type: 'range',
      min: 0,
      max: steps,
      value: steps,
      step: 1,
      'aria-label': 'Step',
    }),
    button('forward', 'One step on', '›'),
    button('last', 'To the end', '»'),
    element('output', {}, stepOf(steps, steps)),
  )
}

function stepOf(step: number, steps: number): string {
  return `Step ${String(step)} of ${String(steps)}`
}

/** What is so at one step, and how the script changes it for another. */
export interface Inspector {
  readonly markup: Markup
  readonly data: Json
}

/** The step, the whole state and the values of the properties; to begin with, those at the end. */
export function inspector(
  system: TransitionSystem,
  trace: Trace,
  properties: readonly PropertyValues[],
): Inspector {
  const groups = grouped(system, timelines(system.variables, trace.states))
  const rows = groups.flatMap((group) => group.rows)
  const last = trace.states.length - 1
  return {
    markup: element(
      'div',
      { class: 'inspector scripted' },
      element('p', { class: 'now', 'aria-live': 'polite' }),
      properties.length === 0 ? [] : propertyTable(properties, last),
      element(
        'table',
        { class: 'state' },
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            ['State', 'Value', 'Before'].map((text) => element('th', { scope: 'col' }, text)),
          ),
        ),
        groups.map((group) => stateRows(group, rows, last)),
      ),
    ),
    data: {
      state: rows.map(({ values }) => changesOf(values)),
      properties: properties.map(({ values }) => changesOf(values)),
    },
  }
}

interface Group {
  readonly title: string
  readonly rows: readonly Timeline[]
}

/** What is shared, what belongs to processes, and, so that it is out of the way, what never changes here. */
function grouped(system: TransitionSystem, rows: readonly Timeline[]): readonly Group[] {
  const own = new Set(lanesOf(system).flatMap(({ counter }) => counter?.variable ?? []))
  const changing = rows.filter(({ values }) => values.some((value) => value !== values[0]))
  const groups = [
    { title: 'Shared', rows: changing.filter(({ variable }) => !own.has(variable)) },
    { title: 'Processes', rows: changing.filter(({ variable }) => own.has(variable)) },
    { title: 'Never changes here', rows: rows.filter((row) => !changing.includes(row)) },
  ]
  return groups.filter((group) => group.rows.length > 0)
}

function stateRows(group: Group, all: readonly Timeline[], state: number): Markup {
  return element(
    'tbody',
    {},
    element('tr', { class: 'group' }, element('th', { scope: 'rowgroup', colspan: 3 }, group.title)),
    group.rows.map((row) => {
      const value = row.values[state] ?? ''
      const before = row.values[state - 1] ?? value
      const isChanged = before !== value
      return element(
        'tr',
        { 'data-part': all.indexOf(row), class: isChanged ? 'changed' : undefined },
        element(
          'th',
          { scope: 'row' },
          row.cell,
          row.ghost ? element('span', { class: 'faint' }, ' ghost') : [],
        ),
        element('td', { class: 'value' }, value),
        element('td', { class: 'before' }, isChanged ? before : ''),
      )
    }),
  )
}

/** States after which there is no room between their values in a strip. */
const DENSE = 60

const WORDS: Readonly<Record<Truth, string>> = Object.freeze({
  true: 'true',
  false: 'false',
  undefined: 'undefined',
  none: '–',
})

function propertyTable(properties: readonly PropertyValues[], state: number): Content {
  return element(
    'table',
    { class: 'properties' },
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        ['Property', 'Value', 'At each step'].map((text) => element('th', { scope: 'col' }, text)),
      ),
    ),
    element(
      'tbody',
      {},
      properties.map(({ property, values }, place) =>
        element(
          'tr',
          { 'data-property': place, class: property.kind === 'reachable' ? 'goal' : undefined },
          element('th', { scope: 'row' }, property.name),
          element('td', { class: `value is-${values[state] ?? 'none'}` }, WORDS[values[state] ?? 'none']),
          element(
            'td',
            { class: 'strip', 'aria-hidden': 'true' },
            element(
              'span',
              { class: values.length > DENSE ? 'dense' : undefined },
              values.map((value, step) =>
                element('i', {
                  class: `is-${value}`,
                  'data-step': step,
                  title: `${String(step)}: ${WORDS[value]}`,
                }),
              ),
            ),
          ),
        ),
      ),
    ),
  )
}

/** A value at the start, and each other one with the step that brings it. */
function changesOf(values: readonly string[]): Json {
  return values.flatMap((value, step) => (step > 0 && value === values[step - 1] ? [] : [[step, value]]))
}
