import type { StepRelation } from '../../encode/step-relation.js'
import type { LoweredNumber } from '../../lower/arithmetic.js'
import type { Cell } from '../../lower/cell.js'
import type { ScalarAction, ScalarSystem } from '../../lower/scalar-system.js'
import { BOOL_SORT, type Term } from '../../lower/term.js'
import type { Step } from '../../trace/trace.js'
import { magnitude } from './magnitude.js'
import { sumTally, unaryTally, type Tally } from './tally.js'

/**
 * What makes one execution simpler than another of the same length, the most important first: fewer faults, fewer changes from one process
 * to another, smaller values at the start and in choices, fewer changes of values.
 * @param steps of a known execution: the simplest has no more faults, and with as many no more changes of process.
 */
export function simplicity(
  system: ScalarSystem,
  relation: StepRelation,
  steps: readonly Step[],
): readonly Tally[] {
  const faults = steps.filter(({ action }) => isFault(system, action)).length
  const switches = steps.filter(
    (step, place) => place > 0 && moverOf(step) !== moverOf(steps[place - 1]),
  ).length
  const values = valuesPicked(system, relation)
  const mostSwitches = faults === 0 ? switches : Math.max(0, steps.length - 1)
  return [
    unaryTally(system, 'faults', faults, () => faulty(system, relation)),
    unaryTally(system, 'switches', mostSwitches, (k) =>
      k === 0 ? system.terms.false : switching(system, relation),
    ),
    ...(values === undefined ? [] : [sumTally(system, 'values picked', steps.length, values)]),
    sumTally(system, 'values changed', steps.length, {
      start: system.arithmetic.constant(0),
      step: total(
        system,
        system.cells.map((cell) => oneIf(system, hasChanged(system, cell))),
      ),
    }),
  ]
}

/** The cells whose value at the start is open. */
export function freeCells({ cells, initial }: ScalarSystem): readonly Cell[] {
  return cells.filter(({ name }) => !initial.has(name))
}

function isFault({ actions }: ScalarSystem, name: string): boolean {
  return actions.some(({ action }) => action.name === name && action.fault === true)
}

function faulty({ terms, actions }: ScalarSystem, { fires }: StepRelation): Term {
  return terms.or(
    ...actions.flatMap(({ action }, place) => (action.fault === true ? (fires[place] ?? []) : [])),
  )
}

/** Who takes a step, as the step relation sees it. */
function moverOf(step: Step | undefined): string | undefined {
  return step?.process ?? step?.action
}

/** Somebody moves who has not just moved. What happens in a step belongs to the state after it: in the current frame it is the step before. */
function switching({ terms }: ScalarSystem, { moves }: StepRelation): Term {
  return terms.or(
    ...[...moves.values()].map((move) =>
      terms.and(move, terms.not(terms.symbol(move.name, BOOL_SORT, 'current'))),
    ),
  )
}

function hasChanged({ terms }: ScalarSystem, { current, next }: Cell): Term {
  return terms.not(terms.equal(current, next))
}

/** What is picked freely: open values at the start, and the choices of each step, without those that are the next state itself. */
function valuesPicked(
  system: ScalarSystem,
  { fires }: StepRelation,
): { readonly start: LoweredNumber; readonly step: LoweredNumber } | undefined {
  const { arithmetic, actions } = system
  const chosen = ({ choices }: ScalarAction): readonly LoweredNumber[] =>
    choices.flatMap(({ domain, symbol, next }) =>
      symbol === undefined || next !== undefined ? [] : [magnitude(system, domain, symbol)],
    )
  const free = freeCells(system).map(({ type, current }) => magnitude(system, type, current))
  if (free.length === 0 && actions.every((action) => chosen(action).length === 0)) return undefined
  const step = actions.reduce((rest, action, place) => {
    const fired = fires[place]
    const picked = chosen(action)
    return fired === undefined || picked.length === 0
      ? rest
      : arithmetic.choose(fired, total(system, picked), rest)
  }, arithmetic.constant(0))
  return { start: total(system, free), step }
}

function oneIf({ arithmetic }: ScalarSystem, condition: Term): LoweredNumber {
  return arithmetic.choose(condition, arithmetic.constant(1), arithmetic.constant(0))
}

/** The sum, added up in pairs, so that most of the numbers are small. */
function total(system: ScalarSystem, numbers: readonly LoweredNumber[]): LoweredNumber {
  const [first, ...others] = numbers
  if (first === undefined) return system.arithmetic.constant(0)
  if (others.length === 0) return first
  const half = Math.ceil(numbers.length / 2)
  return system.arithmetic.add(total(system, numbers.slice(0, half)), total(system, numbers.slice(half)))
}
