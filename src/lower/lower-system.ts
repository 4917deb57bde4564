import { isStated, type TransitionSystem } from '../ir/system.js'
import type { Type } from '../ir/type.js'
import { unboundedPart } from '../ir/unbounded.js'
import { contains } from '../ir/fold.js'
import { lowerUpdates } from './assign.js'
import { BitVectorArithmetic } from './bit-vector-arithmetic.js'
import { lowerVariable, termsByCell, withinDomain, type Cell } from './cell.js'
import { lowerExpr } from './expression.js'
import { IntegerArithmetic } from './integer-arithmetic.js'
import { lowerAction, type LoweredAction } from './lower-action.js'
import type { Lowered } from './lowered.js'
import { asBool, type Defined, type Lowering } from './lowering.js'
import type { ScalarSystem, Target } from './scalar-system.js'
import type { Symbol, Term } from './term.js'
import { Terms } from './terms.js'

export interface LowerOptions {
  /** `unbounded` keeps SMT-LIB Ints even where everything is finite. Default: bit-vectors wherever possible. */
  readonly integers?: ScalarSystem['integers']
}

/** Lowers a validated system: every property becomes a target over scalar cells. */
export function lowerSystem(system: TransitionSystem, options: LowerOptions = {}): ScalarSystem {
  const terms = new Terms()
  const integers = options.integers ?? (unboundedPart(system) === undefined ? 'bit-vector' : 'unbounded')
  const arithmetic = integers === 'unbounded' ? new IntegerArithmetic(terms) : new BitVectorArithmetic(terms)
  const lowering: Lowering = { terms, arithmetic, known: new WeakMap() }

  const types = new Map(system.variables.map(({ name, type }) => [name, type]))
  const current = new Map<string, Lowered>()
  const next = new Map<string, Lowered>()
  const cells: Cell[] = []
  for (const { name, type } of system.variables) {
    const currentSymbols = new Map<string, Symbol>()
    current.set(
      name,
      lowerVariable(lowering, name, type, 'current', (cell, _, symbol) => currentSymbols.set(cell, symbol)),
    )
    next.set(
      name,
      lowerVariable(lowering, name, type, 'next', (cell, cellType, symbol) => {
        const currentSymbol = currentSymbols.get(cell)
        if (currentSymbol !== undefined) {
          const domain = withinDomain(lowering, cellType, currentSymbol)
          cells.push({
            name: cell,
            variable: name,
            type: cellType,
            current: currentSymbol,
            next: symbol,
            domain,
          })
        }
      }),
    )
  }

  const actions = system.actions.map((action) => lowerAction(lowering, action, types, current))
  const initial = lowerInitial(lowering, system, types, current)
  const scope = { current, bound: NOTHING_BOUND }
  const assumptions = system.init.assumptions.map(({ expr }) =>
    holds(lowering, lowerExpr(lowering, expr, scope)),
  )
  const free = cells.filter(({ name }) => !initial.has(name))
  return {
    terms,
    arithmetic,
    integers,
    cells,
    initial,
    constraints: [...free.map(({ domain }) => domain), ...assumptions].filter(
      (constraint) => constraint !== terms.true,
    ),
    actions: actions.map(({ scalar }) => scalar),
    targets: lowerTargets(lowering, system, actions, current, next),
  }
}

const NOTHING_BOUND: ReadonlyMap<string, Lowered> = new Map()

function lowerInitial(
  lowering: Lowering,
  system: TransitionSystem,
  types: ReadonlyMap<string, Type>,
  current: ReadonlyMap<string, Lowered>,
): ReadonlyMap<string, Term> {
  const { values } = lowerUpdates(lowering, system.init.updates, types, { current, bound: NOTHING_BOUND })
  const initial = new Map<string, Term>()
  for (const [variable, value] of values) {
    const type = types.get(variable)
    const before = current.get(variable)
    if (type === undefined || before === undefined) continue
    const free = new Map(termsByCell(lowering, variable, type, before))
    for (const [cell, term] of termsByCell(lowering, variable, type, value)) {
      if (free.get(cell) !== term) initial.set(cell, term)
    }
  }
  return initial
}

function lowerTargets(
  lowering: Lowering,
  system: TransitionSystem,
  actions: readonly LoweredAction[],
  current: ReadonlyMap<string, Lowered>,
  next: ReadonlyMap<string, Lowered>,
): readonly Target[] {
  const { terms } = lowering
  const mayEnd = lowerExpr(lowering, system.mayEnd, { current, bound: NOTHING_BOUND })
  const stated = new Map<string, StatedTarget>()
  for (const property of system.properties.filter(isStated)) {
    const readsNext = contains(property.expr, (node) => node.kind === 'next')
    const meaning = lowerExpr(lowering, property.expr, { current, next, bound: NOTHING_BOUND })
    const sought =
      property.kind === 'reachable' ? holds(lowering, meaning) : terms.not(holds(lowering, meaning))
    const ofSteps = property.kind === 'transition' || readsNext
    stated.set(property.name, { ofSteps, sought, fault: meaning.fault })
  }
  return system.properties.map((property): Target => {
    switch (property.kind) {
      case 'deadlock': {
        const stuck = terms.not(terms.or(...actions.map(({ notBlocked }) => notBlocked())))
        return { property, state: terms.and(stuck, terms.not(holds(lowering, mayEnd))), step: terms.false }
      }
      case 'range': {
        const [ofStates, ofSteps] = [false, true].map((steps) =>
          [...stated.values()].filter((target) => target.ofSteps === steps).map(({ fault }) => fault),
        )
        const faulty = actions.map((action) => action.faulty())
        return {
          property,
          state: terms.or(...faulty, mayEnd.fault, ...(ofStates ?? [])),
          step: terms.or(...(ofSteps ?? [])),
        }
      }
      default: {
        const target = stated.get(property.name)
        const sought = target?.sought ?? terms.false
        return target?.ofSteps === true
          ? { property, state: terms.false, step: sought }
          : { property, state: sought, step: terms.false }
      }
    }
  })
}

interface StatedTarget {
  /** Whether the property speaks of steps rather than of states. */
  readonly ofSteps: boolean
  readonly sought: Term
  readonly fault: Term
}

/** Defined and true. */
function holds({ terms }: Lowering, { value, fault }: Defined): Term {
  return terms.and(asBool(value), terms.not(fault))
}
