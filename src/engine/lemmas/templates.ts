import { processName, type ProcessId } from '../../ir/system.js'
import type { Cell } from '../../lower/cell.js'
import type { ScalarSystem, Target } from '../../lower/scalar-system.js'
import { symbolsOf, type Symbol, type Term } from '../../lower/term.js'
import { makeCube, type Cube } from '../clauses/cube.js'
import { selections } from './selections.js'
import type { Vocabulary } from '../clauses/vocabulary.js'

/** Locals with more values say little about where a process stands. */
const FEW = { enum: 16, range: 4 } as const

/**
 * Clauses that invariants of protocols often have, as the cubes that they exclude: where a process stands and how two cells compare, how
 * two locals of a process go together, which flag is up for the value of a cell.
 */
export function* templates(system: ScalarSystem, target: Target, vocabulary: Vocabulary): Generator<Cube> {
  const owner = ownersOf(system)
  const predicates = [...vocabulary.predicates].map((predicate) => ({
    predicate,
    owners: new Set([...symbolsOf(predicate)].flatMap((symbol) => owner.get(symbol) ?? [])),
  }))
  for (const { cell, value, flag } of selections(system, target, vocabulary)) {
    const standing = vocabulary.between(cell, { lo: value, hi: value })
    yield makeCube([...standing, flag])
    yield makeCube([...standing, system.terms.not(flag)])
  }
  for (const { predicate, owners } of predicates) if (owners.size < 2) yield makeCube([predicate])
  for (const [name, cells] of localsOf(system)) {
    const places = cells.map((cell) => standings(system, vocabulary, cell))
    for (const [index, standing] of places.entries()) {
      for (const literal of standing) {
        for (const { predicate, owners } of predicates) {
          if ([...owners].every((each) => each === name)) yield makeCube([literal, predicate])
        }
        for (const other of places.slice(index + 1).flat()) yield makeCube([literal, other])
      }
    }
  }
}

/** What can be said about a cell with few values by one literal. */
function standings({ terms }: ScalarSystem, vocabulary: Vocabulary, cell: Cell): readonly Term[] {
  if (cell.type.kind === 'bool') return [cell.current, terms.not(cell.current)]
  const domain = vocabulary.domainOf(cell)
  if (cell.type.kind !== 'enum' && cell.type.kind !== 'range') return []
  if (domain === undefined || Number(domain.hi) - Number(domain.lo) >= FEW[cell.type.kind]) return []
  return [
    ...new Set(
      vocabulary
        .valuesOf(cell)
        .flatMap((value) => [
          ...vocabulary.between(cell, { lo: value, hi: value }),
          ...vocabulary.between(cell, { lo: domain.lo, hi: value }),
          ...vocabulary.between(cell, { lo: value, hi: domain.hi }),
        ]),
    ),
  ]
}

function ownersOf(system: ScalarSystem): ReadonlyMap<Symbol, string> {
  return new Map(
    [...localsOf(system)].flatMap(([name, cells]) => cells.map(({ current }) => [current, name])),
  )
}

/** The cells of each process, by its name. */
function localsOf({ cells, actions }: ScalarSystem): ReadonlyMap<string, readonly Cell[]> {
  const processes = new Map<string, ProcessId>()
  for (const { action } of actions) {
    if (action.process !== undefined) processes.set(processName(action.process), action.process)
  }
  return new Map(
    [...processes.keys()].map((name) => [name, cells.filter((cell) => cell.name.startsWith(`${name}.`))]),
  )
}
