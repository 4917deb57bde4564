import { stepFunction } from '../../encode/step-function.js'
import type { Property } from '../../ir/system.js'
import { showType } from '../../ir/type.js'
import type { ScalarSystem } from '../../lower/scalar-system.js'
import { BOOL_SORT, type Symbol, type Term } from '../../lower/term.js'
import { isConstant } from '../../lower/terms.js'
import { badStates } from '../bad-state.js'

/** A system as BTOR2 knows them: from any state, any inputs lead to exactly one next state. */
export interface Circuit {
  readonly registers: readonly Register[]
  readonly inputs: readonly Input[]
  readonly bads: readonly { readonly property: Property; readonly bad: Term }[]
}

export interface Register {
  readonly current: Symbol
  /** Stands for the next value in the values of later registers. */
  readonly next?: Symbol
  /** A constant; absent where it starts with any value. */
  readonly initial?: Term
  /** The next value: over current symbols, inputs, and the next symbols of earlier registers. */
  readonly value: Term
  readonly comment: string
}

export interface Input {
  readonly symbol: Symbol
  readonly comment?: string
}

/**
 * The system with what keeps it to its own executions: a state is `state:valid` while every step was one that the system has. In the first
 * state that also means to be a start. Only valid states are bad.
 */
export function circuitOf(system: ScalarSystem): Circuit {
  const { terms, cells, actions } = system
  const step = stepFunction(system)
  const properties = badStates(system)
  const valid = terms.symbol('state:valid', BOOL_SORT, 'current')
  const first = terms.symbol('state:first', BOOL_SORT, 'current')
  const start = terms.and(...freeStart(system))
  const isExecution = terms.and(valid, terms.implies(first, start))
  const ofCells = cells.map((cell): Register => {
    const initial = system.initial.get(cell.name)
    return {
      current: cell.current,
      next: cell.next,
      ...(initial !== undefined && isConstant(initial) ? { initial } : {}),
      value: step.next.get(cell.name) ?? cell.current,
      comment: showType(cell.type),
    }
  })
  const monitors = properties.flatMap(({ property, monitor }): readonly Register[] =>
    monitor === undefined
      ? []
      : [{ ...monitor, initial: terms.false, comment: `whether the last step decided ${property.name}` }],
  )
  const ofExecution: readonly Register[] = [
    {
      current: valid,
      initial: terms.true,
      value: terms.and(isExecution, step.valid),
      comment: 'whether every step so far was possible',
    },
    { current: first, initial: terms.true, value: terms.false, comment: 'whether no step was taken yet' },
  ]
  return {
    registers: [
      ...ofCells,
      ...monitors,
      ...ofExecution.filter(({ current }) => current !== first || start !== terms.true),
    ],
    inputs: [
      ...step.fires.map((symbol) => ({ symbol })),
      ...actions.flatMap(({ choices }) =>
        choices.flatMap(({ symbol, domain }) =>
          symbol === undefined ? [] : { symbol, comment: showType(domain) },
        ),
      ),
    ],
    bads: properties.map(({ property, bad }) => ({ property, bad: terms.and(isExecution, bad) })),
  }
}

/** What makes a state a start, besides the cells that start with a constant. */
function freeStart({ terms, cells, initial, constraints }: ScalarSystem): readonly Term[] {
  const computed = cells.flatMap(({ name, current }) => {
    const value = initial.get(name)
    return value === undefined || isConstant(value) ? [] : terms.equal(current, value)
  })
  return [...computed, ...constraints]
}
