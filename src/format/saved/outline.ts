import { locate } from '../../ir/cell.js'
import { environment } from '../../ir/environment.js'
import { TRUE } from '../../ir/expr.js'
import type { Action, ProcessId, SourcePlace, TransitionSystem, Variable } from '../../ir/system.js'
import type { JsonObject } from '../json/json.js'
import {
  countOf,
  fieldOf,
  FormatError,
  itemsOf,
  knownField,
  textOf,
  wrong,
  type JsonPart,
} from '../json/json-part.js'
import { cellJson, cellOf, readCell } from './cell-json.js'
import { readScalarType, readType, typeJson } from './type-json.js'

/** How places in the model's source are written. */
export type WritePlace = (place: SourcePlace) => string

/** Of a system what it takes to show its traces: no guards, no updates and no formulas. */
export function outlineJson(system: TransitionSystem, write: WritePlace): JsonObject {
  const { variables, actions } = system
  const env = environment(system, { state: {} })
  return {
    variables: variables.map(({ name, type, ghost }) => ({
      name,
      type: typeJson(type),
      ...(ghost === undefined ? {} : { ghost }),
    })),
    actions: actions.map(({ name, process, label, control, choices, fault, source }) => ({
      name,
      process:
        process === undefined
          ? null
          : { kind: process.kind, ...(process.index === undefined ? {} : { index: process.index }) },
      label,
      ...(control === undefined
        ? {}
        : {
            // Control cells are fixed: locating them reads no state.
            control: {
              cell: cellJson({ variable: control.cell.variable, keys: locate(control.cell, env).keys }),
              at: control.at,
            },
          }),
      choices: choices.map((choice) => ({
        name: choice.name,
        type: typeJson(choice.domain),
        ...(choice.next === undefined ? {} : { next: choice.next }),
      })),
      ...(fault === undefined ? {} : { fault }),
      source: source === undefined ? null : write(source),
    })),
  }
}

/** What was saved of a system. */
export interface Outline {
  readonly variables: readonly Variable[]
  readonly actions: readonly Action[]
}

/** @throws FormatError for what is no outline. */
export function readOutline(part: JsonPart): Outline {
  const variables = itemsOf(fieldOf(part, 'variables')).map((variable): Variable => ({
    name: textOf(fieldOf(variable, 'name')),
    type: readType(fieldOf(variable, 'type')),
    ...(knownField(variable, 'ghost')?.value === true ? { ghost: true } : {}),
  }))
  const actions = itemsOf(fieldOf(part, 'actions')).map((action) => readAction(action, variables))
  const twice = [variables, actions].flatMap((all) =>
    all.filter(({ name }, place) => all.findIndex((other) => other.name === name) !== place),
  )[0]
  if (twice !== undefined) throw new FormatError(part.path, `\`${twice.name}\` is there twice`)
  return { variables, actions }
}

function readAction(part: JsonPart, variables: readonly Variable[]): Action {
  const process = knownField(part, 'process')
  const control = knownField(part, 'control')
  const source = knownField(part, 'source')
  return {
    name: textOf(fieldOf(part, 'name')),
    ...(process === undefined ? {} : { process: readProcess(process) }),
    label: textOf(fieldOf(part, 'label')),
    ...(control === undefined
      ? {}
      : {
          control: {
            cell: cellOf(readCell(fieldOf(control, 'cell'), variables), variables),
            at: textOf(fieldOf(control, 'at')),
          },
        }),
    guard: TRUE,
    updates: [],
    choices: itemsOf(fieldOf(part, 'choices')).map((choice) => {
      const next = knownField(choice, 'next')
      return {
        name: textOf(fieldOf(choice, 'name')),
        domain: readScalarType(fieldOf(choice, 'type')),
        ...(next === undefined ? {} : { next: textOf(next) }),
      }
    }),
    ...(knownField(part, 'fault')?.value === true ? { fault: true } : {}),
    ...(source === undefined ? {} : { source: readPlace(source) }),
  }
}

function readProcess(part: JsonPart): ProcessId {
  const index = knownField(part, 'index')
  return { kind: textOf(fieldOf(part, 'kind')), ...(index === undefined ? {} : { index: countOf(index) }) }
}

/** `model.ts:41` */
export function readPlace(part: JsonPart): SourcePlace {
  const [, file, line] = /^(.+):([0-9]{1,9})$/.exec(textOf(part)) ?? []
  return file === undefined ? wrong(part, 'a place such as `model.ts:12`') : { file, line: Number(line) }
}
