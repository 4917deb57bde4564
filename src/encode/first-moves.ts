import { processName } from '../ir/system.js'
import type { ScalarSystem } from '../lower/scalar-system.js'
import { interchangeable } from '../lower/symmetry.js'
import { BOOL_SORT } from '../lower/term.js'
import { at, type Command } from './command.js'
import type { StepRelation } from './step-relation.js'

/**
 * Of executions that differ only in which of several interchangeable processes is which, one is enough (Crawford, Ginsberg, Luks and Roy,
 * Symmetry-breaking predicates for search problems, 1996): that in which the processes make their first moves in the order in
 * which the system lists them. Every other is one of these with the processes renamed, and the renaming changes neither the system nor its targets.
 */
export interface FirstMoves {
  /** Nobody has moved in state 0. */
  start(): readonly Command[]
  /** Constrains the step from state k; for k = 0, 1, ... in order. */
  step(k: number): readonly Command[]
}

export function firstMovesInOrder(system: ScalarSystem, { moves }: Pick<StepRelation, 'moves'>): FirstMoves {
  const { terms } = system
  const rows = interchangeable(system).map(({ processes }) =>
    processes.map((process) => ({
      moves: moves.get(processName(process)) ?? terms.false,
      hasMoved: terms.symbol(`${processName(process)} has moved`, BOOL_SORT, 'current'),
    })),
  )
  const everybody = rows.flat()
  const inOrder = rows.flatMap((row) =>
    row.slice(1).map((process, place) => terms.implies(process.moves, row[place]?.hasMoved ?? terms.true)),
  )
  return {
    start: () =>
      everybody.flatMap(({ hasMoved }): readonly Command[] => [
        { kind: 'declare', symbol: at(hasMoved, 0) },
        { kind: 'assert', formula: at(terms.not(hasMoved), 0) },
      ]),
    step: (k) => [
      ...inOrder.map((formula): Command => ({ kind: 'assert', formula: at(formula, k) })),
      ...everybody.map((process): Command => ({
        kind: 'define',
        symbol: at(process.hasMoved, k + 1),
        anyOf: [at(process.hasMoved, k), at(process.moves, k)],
      })),
    ],
  }
}
