import { picked } from '../../ir/choices.js'
import { isInteger } from '../../ir/integer.js'
import type { Property, TransitionSystem } from '../../ir/system.js'
import type { Scalar } from '../../ir/type.js'
import type { Step, Trace } from '../../trace/trace.js'
import { groundsJson } from '../saved/grounds-json.js'
import { jsonText, type Json, type JsonObject } from '../json/json.js'
import { outlineJson, type WritePlace } from '../saved/outline.js'
import { itfNames } from './itf-name.js'
import { apalacheType, itfValue } from './itf-value.js'

/** What a trace is about, and how it is written. */
export interface ItfLayout {
  readonly version: string
  readonly model: string
  readonly params: Readonly<Record<string, string | number | boolean>>
  readonly file?: string
  readonly write: WritePlace
}

/** Variables that Quint adds to its traces, so that their readers know the steps: which it was, and what was picked for it. */
export const ACTION = 'mbt::actionTaken'
export const PICKS = 'mbt::nondetPicks'

/**
 * A trace in the Informal Trace Format (Apalache ADR-015). What a viewer of the format does not know, such as processes, types and
 * places, is in the metadata, from which the trace can be read back in full.
 */
export function itfText(
  system: TransitionSystem,
  property: Property,
  trace: Trace,
  layout: ItfLayout,
): string {
  const { version, model, params, file, write } = layout
  const { variables } = system
  const names = itfNames(variables.map(({ name }) => name))
  const picking = trace.steps.map((step) => ({
    ...step,
    choices: picked(
      system.actions.find(({ name }) => name === step.action),
      step.choices,
    ),
  }))
  const picks = pickNames(picking)
  const steps = trace.steps.map((step) => stepJson(step, write))
  const states = trace.states.map((state, index) => {
    const step = trace.steps[index - 1]
    return {
      '#meta': { index, ...(index === 0 ? {} : steps[index - 1]) },
      [ACTION]: step?.action ?? 'init',
      ...(picks.length === 0 ? {} : { [PICKS]: picksJson(picks, picking[index - 1]) }),
      ...Object.fromEntries(
        variables.map(({ name, type }, place): readonly [string, Json] => {
          const value = state[name]
          if (value === undefined) throw new TypeError(`a state without ${name}`)
          return [names[place] ?? name, itfValue(value, type)]
        }),
      ),
    }
  })
  const types = variables.map(({ name, type }, place) => [names[place] ?? name, apalacheType(type)] as const)
  return jsonText(
    {
      '#meta': {
        format: 'ITF',
        'format-description': 'https://apalache-mc.org/docs/adr/015adr-trace.html',
        description: `${describe(property)} in ${model}. Created by premortem ${version}.`,
        varTypes: {
          [ACTION]: 'Str',
          ...(picks.length === 0 ? {} : { [PICKS]: picksType(picks) }),
          ...Object.fromEntries(types),
        },
        premortem: {
          premortem: version,
          model,
          params,
          ...(file === undefined ? {} : { file }),
          property: property.name,
          kind: property.kind,
          system: outlineJson(system, write),
          steps,
          ...(trace.fault === undefined
            ? {}
            : {
                fault: {
                  code: trace.fault.code,
                  message: trace.fault.message,
                  subject: trace.fault.subject ?? null,
                  source: trace.fault.source === undefined ? null : write(trace.fault.source),
                },
              }),
          grounds: groundsJson(system, property, trace, write),
        },
      },
      vars: [ACTION, ...(picks.length === 0 ? [] : [PICKS]), ...names],
      states,
      ...(trace.loopStart === undefined ? {} : { loop: trace.loopStart }),
    },
    2,
  )
}

function describe({ name, kind }: Property): string {
  if (kind === 'deadlock') return 'A deadlock'
  return kind === 'reachable' ? `${name} is reached` : `${name} is violated`
}

function stepJson({ action, process, label, choices, source }: Step, write: WritePlace): JsonObject {
  return {
    action,
    process: process ?? null,
    label,
    choices,
    source: source === undefined ? null : write(source),
  }
}

interface Pick {
  readonly action: string
  readonly choice: string
  readonly type: string
  readonly name: string
}

/** The choices that are made in a trace; those of one name and several types are told apart by their action. */
function pickNames(steps: readonly Step[]): readonly Pick[] {
  const made = steps.flatMap(({ action, choices }) =>
    Object.entries(choices).map(([choice, value]) => ({ action, choice, type: scalarType(value) })),
  )
  const isMixed = (name: string): boolean =>
    new Set(made.flatMap((one) => (one.choice === name ? [one.type] : []))).size > 1
  const named = made.map((one) => ({
    ...one,
    name: isMixed(one.choice) ? `${one.action}.${one.choice}` : one.choice,
  }))
  return named.filter(({ name }, place) => named.findIndex((other) => other.name === name) === place)
}

function picksJson(picks: readonly Pick[], step: Step | undefined): JsonObject {
  const entries = picks.map(({ action, choice, name }): readonly [string, Json] => {
    const value = name === choice || step?.action === action ? step?.choices[choice] : undefined
    if (value === undefined) return [name, { tag: 'None', value: { '#tup': [] } }]
    return [name, { tag: 'Some', value: isInteger(value) ? { '#bigint': String(value) } : value }]
  })
  return Object.fromEntries(entries)
}

function picksType(picks: readonly Pick[]): string {
  return `{ ${picks.map(({ name, type }) => `${name}: Some(${type}) | None(UNIT)`).join(', ')} }`
}

function scalarType(value: Scalar): string {
  if (isInteger(value)) return 'Int'
  return typeof value === 'boolean' ? 'Bool' : 'Str'
}
