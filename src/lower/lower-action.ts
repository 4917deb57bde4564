import { choiceCount } from '../ir/choices.js'
import { ModelError } from '../ir/model-error.js'
import type { Action } from '../ir/system.js'
import { indexValues, type Scalar, type Type } from '../ir/type.js'
import { lowerUpdates } from './assign.js'
import { lowerSymbol, termsByCell, withinDomain } from './cell.js'
import { lowerExpr } from './expression.js'
import type { Lowered } from './lowered.js'
import { asBool, elementAt, fieldOf, lowerScalar, type Lowering, type Scope } from './lowering.js'
import type { ScalarAction, ScalarChoice } from './scalar-system.js'
import { symbolsOf, type Term } from './term.js'

/** An action as terms, with what is asked about it in a state, whatever is chosen. */
export interface LoweredAction {
  readonly scalar: ScalarAction
  /** For some choice the guard is not a defined `false`: the action does not count as blocked. */
  readonly notBlocked: () => Term
  /** For some choice the attempt runs into an undefined value. */
  readonly faulty: () => Term
}

/** Beyond this many combinations of choices a state's enabled actions cannot be spelt out. */
const MOST_COMBINATIONS = 100_000

export function lowerAction(
  lowering: Lowering,
  action: Action,
  types: ReadonlyMap<string, Type>,
  current: ReadonlyMap<string, Lowered>,
): LoweredAction {
  const { terms } = lowering
  const at = lowerControl(lowering, action, current)
  const bound = new Map<string, Lowered>()
  const domains: Term[] = []
  const choices = action.choices.map((choice): ScalarChoice => {
    const { name, domain } = choice
    const lowered = lowerSymbol(lowering, `${action.name}(${name})`, domain, 'next')
    bound.set(name, lowered.value)
    if (lowered.symbol === undefined) return choice
    domains.push(withinDomain(lowering, domain, lowered.symbol))
    return { ...choice, symbol: lowered.symbol }
  })
  const free = attempt(lowering, action, types, { current, bound })
  const updates = new Map<string, Term>()
  for (const [variable, value] of free.values) {
    const type = types.get(variable)
    const old = current.get(variable)
    if (type === undefined || old === undefined) throw new TypeError(`unknown variable ${variable}`)
    const before = new Map(termsByCell(lowering, variable, type, old))
    for (const [cell, term] of termsByCell(lowering, variable, type, value)) {
      if (before.get(cell) !== term) updates.set(cell, term)
    }
  }
  const forSomeChoice = (judge: (attempted: Attempt) => Term): Term => {
    const read = symbolsOf(judge(free))
    const relevant = choices.filter(({ symbol }) => symbol !== undefined && read.has(symbol))
    const cases = combinations(action, relevant).map((values) => {
      const chosen = new Map(bound)
      relevant.forEach(({ name, domain }, place) => {
        const value = values[place]
        if (value !== undefined) chosen.set(name, lowerScalar(lowering, domain, value))
      })
      return judge(attempt(lowering, action, types, { current, bound: chosen }))
    })
    return terms.and(at, terms.or(...cases))
  }
  return {
    scalar: {
      action,
      choices,
      at,
      guard: terms.and(...domains, free.enabled, terms.not(free.updateFault)),
      updates,
    },
    notBlocked: () => forSomeChoice(({ enabled, guardFault }) => terms.or(enabled, guardFault)),
    faulty: () =>
      forSomeChoice(({ enabled, guardFault, updateFault }) =>
        terms.or(guardFault, terms.and(enabled, updateFault)),
      ),
  }
}

interface Attempt {
  /** The guard is defined and true. */
  readonly enabled: Term
  readonly guardFault: Term
  readonly updateFault: Term
  readonly values: ReadonlyMap<string, Lowered>
}

function attempt(
  lowering: Lowering,
  action: Action,
  types: ReadonlyMap<string, Type>,
  scope: Scope,
): Attempt {
  const { terms } = lowering
  const guard = lowerExpr(lowering, action.guard, scope)
  const assigned = lowerUpdates(lowering, action.updates, types, scope)
  return {
    enabled: terms.and(asBool(guard.value), terms.not(guard.fault)),
    guardFault: guard.fault,
    updateFault: assigned.fault,
    values: assigned.values,
  }
}

function lowerControl(lowering: Lowering, action: Action, current: ReadonlyMap<string, Lowered>): Term {
  if (action.control === undefined) return lowering.terms.true
  const { cell, at } = action.control
  let value = current.get(cell.variable)
  for (const step of cell.path) {
    if (value === undefined) break
    if (step.kind === 'field') value = fieldOf(value, step.field)
    else if (step.index.kind === 'literal' && value.kind === 'array') {
      value = elementAt(value, [...indexValues(value.index)].indexOf(step.index.value))
    }
  }
  if (value?.kind !== 'member') throw new TypeError(`the control cell of ${action.name} was not validated`)
  const place = lowering.arithmetic.constant(value.type.values.indexOf(at))
  return lowering.arithmetic.equal(value.place, place)
}

function combinations(action: Action, choices: readonly ScalarChoice[]): readonly (readonly Scalar[])[] {
  const size = choiceCount({ choices })
  if (size === undefined || size > MOST_COMBINATIONS) {
    throw new ModelError(
      'domain-too-large',
      `${action.name} is enabled or not depending on a choice among ${size === undefined ? 'all integers' : `${String(size)} combinations`}.`,
      `Narrow the choices to at most ${String(MOST_COMBINATIONS)} combinations, or keep the guard and the ranges independent of them.`,
      action.source,
    )
  }
  return choices.reduce<readonly (readonly Scalar[])[]>(
    (rows, { domain }) =>
      rows.flatMap((row) =>
        (domain.kind === 'integer' ? [] : [...indexValues(domain)]).map((value) => [...row, value]),
      ),
    [[]],
  )
}
