import { processName } from '../ir/system.js'
import type { ScalarAction, ScalarSystem } from '../lower/scalar-system.js'
import { BOOL_SORT, type Symbol, type Term } from '../lower/term.js'
import { exactlyOne } from './exactly-one.js'
import { nextValue } from './next-value.js'

/**
 * One step from the current to the next state, in two choices: first which process moves (exactly one), then which of its actions, told
 * by its program counter alone wherever that suffices. The next state is defined by equations, one a cell, not by a disjunction of
 * relations: what no fired action changes keeps its value.
 */
export interface StepRelation {
  /** What happens in a step, besides the cells: who moves, which action fires, what is chosen. All of the next state's frame. */
  readonly symbols: readonly Symbol[]
  /** For each process by name (for an action of none, the action's name): true when the step is one of its own. */
  readonly moves: ReadonlyMap<string, Symbol>
  /** For each action of the system, in its order: true when the step fires it. */
  readonly fires: readonly Symbol[]
  readonly constraints: readonly Term[]
}

export function stepRelation(system: ScalarSystem): StepRelation {
  const { terms } = system
  const symbols: Symbol[] = []
  const fresh = (name: string): Symbol => {
    const symbol = terms.symbol(name, BOOL_SORT, 'next')
    symbols.push(symbol)
    return symbol
  }
  const movers = groupBy(system.actions, moverOf)
  const moves = new Map([...movers.keys()].map((name) => [name, fresh(`${name} moves`)]))
  const constraints: Term[] = [
    ...exactlyOne(terms, [...moves.values()], (place) => fresh(`mover group ${String(place)}`)),
  ]
  const fires = new Map<ScalarAction, Symbol>()
  for (const [name, actions] of movers) {
    const moving = moves.get(name) ?? terms.true
    for (const alternatives of toldApartByControl(actions)
      ? groupBy(actions, ({ at }) => at).values()
      : [actions]) {
      const earlier: Term[] = []
      alternatives.forEach((scalar, rank) => {
        const { name } = scalar.action
        const preferred = rank === alternatives.length - 1 ? terms.true : fresh(`${name} preferred`)
        const fired = fresh(`${name} fires`)
        fires.set(scalar, fired)
        constraints.push(
          terms.equal(fired, terms.and(moving, scalar.at, ...earlier, preferred)),
          terms.implies(fired, scalar.guard),
        )
        earlier.push(terms.not(preferred))
      })
    }
    constraints.push(terms.implies(moving, terms.or(...actions.flatMap((scalar) => fires.get(scalar) ?? []))))
  }
  for (const { choices } of system.actions) {
    symbols.push(...choices.flatMap(({ symbol }) => (symbol === undefined ? [] : [symbol])))
  }
  for (const cell of system.cells) constraints.push(terms.equal(cell.next, nextValue(system, cell, fires)))
  return {
    symbols,
    moves,
    fires: system.actions.flatMap((scalar) => fires.get(scalar) ?? []),
    constraints: constraints.filter((constraint) => constraint !== terms.true),
  }
}

/** Who takes the step: the process by its name, or the action itself where it belongs to none. */
function moverOf({ action }: ScalarAction): string {
  return action.process === undefined ? action.name : processName(action.process)
}

/** Whether actions with different `at` exclude each other: all are controlled by one and the same cell. */
function toldApartByControl(actions: readonly ScalarAction[]): boolean {
  const cells = actions.map(({ action }) => action.control && JSON.stringify(action.control.cell))
  return cells.every((cell) => cell !== undefined && cell === cells[0])
}

function groupBy<T, K>(items: readonly T[], key: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group === undefined) groups.set(key(item), [item])
    else group.push(item)
  }
  return groups
}
