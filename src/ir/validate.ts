import { checkName, checkType } from './check-type.js'
import { ModelError } from './model-error.js'
import { outermostScope, type Scope } from './scope.js'
import { isStated, type Action, type Property, type SourcePlace, type TransitionSystem } from './system.js'
import type { ScalarType, Type } from './type.js'
import { expectCompatible, expectCondition, typeOfCell } from './type-of.js'
import { checkFixed, checkInit } from './validate-init.js'

/**
 * Checks that a system has a meaning: names are unique and known, expressions have the types their places ask for, domains have
 * values, `next` stands where there is a step, and the start values fit.
 * @throws ModelError for the first thing that is wrong, with its place in the user's file.
 */
export function validate(system: TransitionSystem): void {
  checkUnique('variable', system.variables)
  checkUnique('action', system.actions)
  checkUnique('property', system.properties)
  for (const { name, type, source } of system.variables) {
    checkName(name, 'The model has a variable', source)
    checkType(type, `The variable \`${name}\``, source)
  }
  const variables = new Map(system.variables.map(({ name, type }) => [name, type]))
  checkInit(system, variables)
  for (const action of system.actions) checkAction(action, variables)
  expectCondition(system.mayEnd, stateScope(variables, 'The condition under which executions may end'))
  for (const property of system.properties) checkProperty(property, variables)
}

function checkUnique(
  what: string,
  items: readonly { readonly name: string; readonly source?: SourcePlace }[],
): void {
  const names = new Set<string>()
  for (const { name, source } of items) {
    if (names.has(name)) {
      throw new ModelError(
        'conflicting-names',
        `The model has two ${what === 'property' ? 'properties' : `${what}s`} called \`${name}\`.`,
        'Rename one of them.',
        source,
      )
    }
    names.add(name)
  }
}

function checkAction(action: Action, variables: ReadonlyMap<string, Type>): void {
  const bound = choicesOf(action)
  const scope = (subject: string, place = action.source): Scope =>
    outermostScope({ variables, bound, next: 'forbidden', subject, place })
  if (action.control !== undefined) checkControl(action, variables)
  expectCondition(action.guard, scope(`The guard of \`${action.name}\``))
  for (const { target, value, condition, source } of action.updates) {
    const update = scope(`The update of \`${target.variable}\` in \`${action.name}\``, source)
    const type = typeOfCell(target, update)
    if (condition !== undefined) expectCondition(condition, update)
    expectCompatible(value, type, update)
  }
}

function choicesOf({ name: action, choices, source }: Action): ReadonlyMap<string, ScalarType> {
  const bound = new Map<string, ScalarType>()
  for (const { name, domain } of choices) {
    checkName(name, `The action \`${action}\` has a choice`, source)
    checkType(domain, `The choice \`${name}\` of \`${action}\``, source)
    if (bound.has(name)) {
      throw new ModelError(
        'conflicting-names',
        `The action \`${action}\` has two choices called \`${name}\`.`,
        'Rename one of them.',
        source,
      )
    }
    bound.set(name, domain)
  }
  return bound
}

function checkControl({ name, control, source }: Action, variables: ReadonlyMap<string, Type>): void {
  if (control === undefined) return
  const scope = stateScope(variables, `The control of \`${name}\``, source)
  const type = typeOfCell(control.cell, scope)
  checkFixed(control.cell, scope)
  if (type.kind !== 'enum') {
    throw new ModelError(
      'type-mismatch',
      `${scope.subject} is a cell that is not an enumeration.`,
      'Let the cell enumerate the places where the process can stand.',
      source,
    )
  }
  if (!type.values.includes(control.at)) {
    throw new ModelError(
      'unknown-member',
      `${scope.subject} asks for \`${control.at}\`, which its cell never holds.`,
      `The places are ${type.values.map((value) => `\`${value}\``).join(', ')}.`,
      source,
    )
  }
}

function checkProperty(property: Property, variables: ReadonlyMap<string, Type>): void {
  if (!isStated(property)) return
  const { kind, name, expr, source } = property
  const next = kind === 'invariant' ? 'forbidden' : 'allowed'
  const subject = `The property \`${name}\``
  expectCondition(expr, outermostScope({ variables, bound: new Map(), next, subject, place: source }))
}

/** The scope of a condition about one state. */
function stateScope(variables: ReadonlyMap<string, Type>, subject: string, place?: SourcePlace): Scope {
  return outermostScope({ variables, bound: new Map(), next: 'forbidden', subject, place })
}
