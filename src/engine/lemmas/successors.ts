import { cardinality } from '../../ir/type.js'
import type { ScalarAction, ScalarChoice, ScalarSystem } from '../../lower/scalar-system.js'
import type { Symbol } from '../../lower/term.js'
import { termValue, type TermValue } from '../../lower/term-value.js'
import type { Random } from '../random.js'

/** A state: the value of each cell, by its current symbol. */
export type CellValues = ReadonlyMap<Symbol, TermValue>

/** Of an action with choices so many draws are tried. */
const DRAWS = 3

/** States that a state leads to in one step: by every enabled action, with a few of its choices. */
export function* successors(system: ScalarSystem, state: CellValues, random: Random): Generator<CellValues> {
  const inState = (symbol: Symbol): TermValue => state.get(symbol) ?? false
  for (const action of system.actions) {
    if (termValue(action.at, inState) !== true) continue
    for (let draw = 0; draw < (action.choices.length === 0 ? 1 : DRAWS); draw++) {
      const chosen = new Map(action.choices.flatMap((choice) => drawn(choice, random)))
      const valueOf = (symbol: Symbol): TermValue => chosen.get(symbol) ?? inState(symbol)
      if (termValue(action.guard, valueOf) === true) yield after(system, state, action, valueOf)
    }
  }
}

function after(
  { cells }: ScalarSystem,
  state: CellValues,
  { updates }: ScalarAction,
  valueOf: (symbol: Symbol) => TermValue,
): CellValues {
  const next = new Map(state)
  for (const { name, current } of cells) {
    const value = updates.get(name)
    if (value !== undefined) next.set(current, termValue(value, valueOf))
  }
  return next
}

function drawn({ domain, symbol }: ScalarChoice, random: Random): readonly (readonly [Symbol, TermValue])[] {
  if (symbol === undefined || domain.kind === 'integer') return []
  const place = BigInt(random.below(cardinality(domain)))
  switch (symbol.sort.kind) {
    case 'Bool':
      return [[symbol, place === 1n]]
    case 'BitVec': {
      const first = domain.kind === 'range' ? BigInt(domain.lo) : 0n
      return [[symbol, BigInt.asUintN(symbol.sort.width, first + place)]]
    }
    case 'Int':
      throw new TypeError('a choice among integers in a finite system')
  }
}
