import { processName, type ProcessId } from '../../ir/system.js'
import type { Cell } from '../../lower/cell.js'
import type { ScalarSystem, Target } from '../../lower/scalar-system.js'
import type { Permutation } from '../../lower/symmetry.js'
import { symbolsOf, type Symbol, type Term } from '../../lower/term.js'
import { makeCube, type Cube } from './cube.js'
import { orbitOf, type Orbit } from './orbit.js'
import { selections } from './selections.js'
import type { Vocabulary } from './vocabulary.js'

/** Locals with more values say little about where a process stands. */
const FEW = { enum: 16, range: 4 } as const

/** More candidates than this cost more than they give. */
const MOST_CANDIDATES = 1_000

/**
 * Clauses that invariants of protocols often have: where a process stands and how two cells compare, how two locals of a process go
 * together, which flag is up for the value of a cell. Each stands for its orbit.
 */
export function templates(
  system: ScalarSystem,
  target: Target,
  vocabulary: Vocabulary,
  generators: readonly Permutation[],
): readonly Orbit[] {
  const orbits = new Map<string, Orbit>()
  const known = new Set<string>()
  const propose = (cube: Cube): void => {
    if (known.has(cube.key) || orbits.size >= MOST_CANDIDATES) return
    const orbit = orbitOf(cube, generators, vocabulary)
    for (const { key } of orbit) known.add(key)
    orbits.set(cube.key, orbit)
  }
  const owner = ownersOf(system)
  const predicates = [...vocabulary.predicates].map((predicate) => ({
    predicate,
    owners: new Set([...symbolsOf(predicate)].flatMap((symbol) => owner.get(symbol) ?? [])),
  }))
  for (const { cell, value, flag } of selections(system, target, vocabulary)) {
    const standing = vocabulary.between(cell, { lo: value, hi: value })
    propose(makeCube([...standing, flag]))
    propose(makeCube([...standing, system.terms.not(flag)]))
  }
  for (const { predicate, owners } of predicates) if (owners.size < 2) propose(makeCube([predicate]))
  for (const [name, cells] of localsOf(system)) {
    const places = cells.map((cell) => standings(system, vocabulary, cell))
    for (const [index, standing] of places.entries()) {
      for (const literal of standing) {
        for (const { predicate, owners } of predicates) {
          if ([...owners].every((each) => each === name)) propose(makeCube([literal, predicate]))
        }
        for (const other of places.slice(index + 1).flat()) propose(makeCube([literal, other]))
      }
    }
  }
  return [...orbits.values()]
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
