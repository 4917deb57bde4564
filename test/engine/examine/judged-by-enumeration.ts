import type { CellValues } from '../../../src/engine/decide-obligations.js'
import { moves } from '../../../src/ir/execute.js'
import { judgeState, judgeStep } from '../../../src/ir/judge.js'
import { startSpace, startStates } from '../../../src/ir/start.js'
import type { State } from '../../../src/ir/state.js'
import type { TransitionSystem } from '../../../src/ir/system.js'
import { indexValues, type Scalar, type Type, type Value } from '../../../src/ir/type.js'
import { isArrayValue, isRecordValue } from '../../../src/ir/value.js'
import type { Cell } from '../../../src/lower/cell.js'
import type { ScalarSystem } from '../../../src/lower/scalar-system.js'
import type { Term } from '../../../src/lower/term.js'
import { termValue, type TermValue } from '../../../src/lower/term-value.js'

/** What is wrong with an invariant as a proof, and where: in a state, or in the step from it to the next. */
export interface Flaw {
  readonly kind: 'start' | 'step' | 'target'
  readonly state: State
  readonly next?: State
}

/**
 * What a formula lacks to be an inductive invariant that rules the property's violation (or goal) out: by the interpreter, for each state
 * of the types, one at a time.
 */
export function* flawsOf(
  system: TransitionSystem,
  name: string,
  holds: (state: State) => boolean,
): Generator<Flaw> {
  const property = system.properties.find((candidate) => candidate.name === name)
  if (property === undefined) throw new Error(`no property ${name}`)
  for (const state of startStates(system, startSpace(system))) {
    if (!holds(state)) yield { kind: 'start', state }
  }
  for (const state of typedStates(system)) {
    if (!holds(state)) continue
    const available = [...moves(system, state)]
    if (judgeState(system, property, state, available) !== undefined) yield { kind: 'target', state }
    for (const { outcome } of available) {
      if (outcome.kind !== 'fired') continue
      const next = outcome.state
      if (!holds(next)) yield { kind: 'step', state, next }
      if (judgeStep(system, property, state, next) !== undefined) yield { kind: 'target', state, next }
    }
  }
}

/** Whether the values of cells that are shown are those of the flaw. */
export function isShownBy(
  system: TransitionSystem,
  { state, next }: Flaw,
  [first, second]: readonly CellValues[],
): boolean {
  const agrees = (found: State | undefined, shown: CellValues | undefined): boolean => {
    if (found === undefined || shown === undefined) return true
    const scalars = scalarsIn(system, found)
    return Object.entries(shown).every(([name, value]) => scalars.get(name) === value)
  }
  return agrees(state, first) && agrees(next, second)
}

/** Every state of the variables' types, reachable or not. */
export function typedStates(system: TransitionSystem): Iterable<State> {
  const free = { ...system, init: { updates: [], assumptions: [] } }
  return startStates(free, startSpace(free))
}

/** Whether a formula over the cells of a lowered system is true in a state. */
export function truthIn(
  source: TransitionSystem,
  { cells }: ScalarSystem,
  formula: Term,
): (state: State) => boolean {
  const cellOf = new Map(cells.map((cell) => [cell.current, cell]))
  return (state) => {
    const scalars = scalarsIn(source, state)
    return (
      termValue(formula, (symbol) => {
        const cell = cellOf.get(symbol)
        const value = cell === undefined ? undefined : scalars.get(cell.name)
        if (cell === undefined || value === undefined) throw new Error(`no value for ${symbol.name}`)
        return patternOf(cell, value)
      }) === true
    )
  }
}

export function scalarsIn({ variables }: TransitionSystem, state: State): ReadonlyMap<string, Scalar> {
  const found = new Map<string, Scalar>()
  const enter = (name: string, type: Type, value: Value): void => {
    if (type.kind === 'record' && isRecordValue(value)) {
      for (const [field, inner] of Object.entries(type.fields))
        enter(`${name}.${field}`, inner, value[field]!)
    } else if (type.kind === 'array' && isArrayValue(value)) {
      ;[...indexValues(type.index)].forEach((key, place) => {
        enter(`${name}[${String(key)}]`, type.element, value[place]!)
      })
    } else if (typeof value !== 'object') found.set(name, value)
  }
  for (const { name, type } of variables) enter(name, type, state[name]!)
  return found
}

function patternOf({ type, current }: Cell, value: Scalar): TermValue {
  if (typeof value === 'boolean') return value
  const number = BigInt(type.kind === 'enum' ? type.values.indexOf(String(value)) : value)
  return current.sort.kind === 'BitVec' ? BigInt.asUintN(current.sort.width, number) : number
}
