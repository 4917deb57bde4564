import type { Explanation, FormulaValue, Origin } from '../../explain/explanation.js'
import { nameOfPart } from '../../explain/part.js'
import type { Property, TransitionSystem } from '../../ir/system.js'
import { showValue } from '../../ir/value.js'
import type { Trace } from '../../trace/trace.js'
import { needLines, needSentence } from '../explanation/need-text.js'
import { sinceStep } from '../explanation/origin-text.js'
import { raceSentence } from '../explanation/race-text.js'
import { showPart } from '../state/shown-part.js'
import { element, type Content, type Markup } from './markup.js'
import { linkedTo, type Linked } from './step-links.js'

/** Why a trace ends as it does: the race, the formula with its values and where they come from, and which steps it takes. */
export function explanationSection(
  system: TransitionSystem,
  property: Property,
  trace: Trace,
  { explanation, id }: { readonly explanation: Explanation; readonly id: string },
): Content {
  const { formula, origins, staleReads, needs } = explanation
  const linked = linkedTo(id)
  const [race] = property.kind === 'reachable' ? [] : staleReads
  const needed = needSentence(property, needs)
  return [
    race === undefined
      ? []
      : element(
          'p',
          { class: 'race' },
          element('b', {}, 'The race: '),
          linked(raceSentence(system, trace, race)),
        ),
    formula === undefined && origins.length === 0
      ? []
      : [
          element('h3', {}, 'Why'),
          element(
            'ul',
            { class: 'formula' },
            formula === undefined
              ? origins.map((origin) => originItem(system, origin, trace, linked))
              : formulaItem(formula, trace, linked),
          ),
        ],
    needed === undefined
      ? []
      : [
          element('h3', {}, 'Which steps it takes'),
          element('p', {}, linked(needed)),
          element(
            'ul',
            { class: 'needs faint' },
            needLines(property, trace, needs).map((line) => element('li', {}, linked(line))),
          ),
        ],
  ]
}

function formulaItem(part: FormulaValue, trace: Trace, linked: Linked): Markup {
  const { text, value, fault, binding, origin, parts } = part
  const isFalse = value === false && origin === undefined
  const shown =
    value === undefined
      ? undefined
      : origin === undefined
        ? showValue(value)
        : showPart(value, origin.part.type)
  return element(
    'li',
    {},
    element('code', {}, text),
    shown === undefined
      ? element('span', { class: 'open' }, fault === undefined ? '' : ` is undefined: ${fault.message}`)
      : [origin === undefined ? ' is ' : ' = ', element('b', { class: isFalse ? 'bad' : undefined }, shown)],
    binding === undefined ? '' : ` for ${binding.name} = ${String(binding.value)}`,
    origin === undefined ? [] : since(origin, trace, linked),
    parts.length === 0
      ? []
      : element(
          'ul',
          {},
          parts.map((inner) => formulaItem(inner, trace, linked)),
        ),
  )
}

function originItem(system: TransitionSystem, origin: Origin, trace: Trace, linked: Linked): Markup {
  const { part, value } = origin
  return element(
    'li',
    {},
    element('code', {}, nameOfPart(system, part)),
    ' = ',
    element('b', {}, showPart(value, part.type)),
    since(origin, trace, linked),
  )
}

function since({ step }: Origin, trace: Trace, linked: Linked): Markup {
  return element('span', { class: 'faint' }, ' ', linked(sinceStep(trace, step)))
}
