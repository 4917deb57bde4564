import { processName, type ProcessId } from '../ir/system.js'
import type { ScalarAction, ScalarSystem } from './scalar-system.js'
import type { Symbol, Term } from './term.js'

/** A renaming of cells that turns the system into itself. Both frames' symbols. */
export type Permutation = ReadonlyMap<Symbol, Symbol>

/** Processes of one kind of which none is told from another. */
export interface Interchangeable {
  /** In the order of the system's actions. */
  readonly processes: readonly ProcessId[]
  /** Exchanges of neighbours: any permutation of the processes is made of these. */
  readonly exchanges: readonly Permutation[]
}

/**
 * The kinds of processes whose members can be exchanged, the system staying the same (Ip and Dill, Better verification through symmetry,
 * 1996). That is checked on the formulas, not believed: initial values, constraints, each action and the targets must turn into
 * themselves or each other. Of a kind with an exchange that fails nothing is used.
 */
export function interchangeable(system: ScalarSystem): readonly Interchangeable[] {
  const canonical = canonicalForm(system)
  const kinds = new Map<string, Map<number, ProcessId>>()
  for (const { action } of system.actions) {
    const { process } = action
    if (process?.index === undefined) continue
    const members = kinds.get(process.kind) ?? new Map<number, ProcessId>()
    kinds.set(process.kind, members.set(process.index, process))
  }
  return [...kinds.values()].flatMap((members) => {
    const processes = [...members.values()]
    const exchanges = processes.slice(1).map((process, place) => {
      const neighbours = [processes[place] ?? process, process] as const
      const permutation = exchange(system, neighbours)
      return permutation !== undefined && isSymmetry(system, { neighbours, permutation, canonical })
        ? permutation
        : undefined
    })
    const sound = exchanges.flatMap((permutation) => permutation ?? [])
    return sound.length > 0 && sound.length === exchanges.length ? [{ processes, exchanges: sound }] : []
  })
}

type Neighbours = readonly [ProcessId, ProcessId]

function exchange(system: ScalarSystem, neighbours: Neighbours): Permutation | undefined {
  const [first, second] = [processName(neighbours[0]), processName(neighbours[1])]
  const partner = (name: string): string | undefined => {
    if (name.startsWith(first)) return second + name.slice(first.length)
    if (name.startsWith(second)) return first + name.slice(second.length)
    return undefined
  }
  const symbols = new Map<string, Symbol>()
  const moved: Symbol[] = []
  const add = (symbol: Symbol): void => {
    symbols.set(`${symbol.frame} ${symbol.name}`, symbol)
    moved.push(symbol)
  }
  for (const { current, next } of system.cells) {
    add(current)
    add(next)
  }
  for (const { choices } of system.actions)
    for (const { symbol } of choices) if (symbol !== undefined) add(symbol)
  const permutation = new Map<Symbol, Symbol>()
  for (const symbol of moved) {
    const name = partner(symbol.name)
    if (name === undefined) continue
    const image = symbols.get(`${symbol.frame} ${name}`)
    if (image?.sort.kind !== symbol.sort.kind) return undefined
    permutation.set(symbol, image)
  }
  return permutation
}

function isSymmetry(
  system: ScalarSystem,
  {
    neighbours: [a, b],
    permutation,
    canonical,
  }: {
    readonly neighbours: Neighbours
    readonly permutation: Permutation
    readonly canonical: (term: Term) => Term
  },
): boolean {
  const { terms } = system
  const rename = terms.renaming(permutation)
  const partners = new Map([
    [processName(a), processName(b)],
    [processName(b), processName(a)],
  ])
  const mover = ({ action }: ScalarAction): string | undefined =>
    action.process && processName(action.process)
  const same = (term: Term, other: Term): boolean => canonical(rename(term)) === canonical(other)
  const cellImage = new Map(
    system.cells.map(({ name, current }) => [name, permutation.get(current)?.name ?? name] as const),
  )
  const startsAlike = system.cells.every(({ name }) => {
    const [value, other] = [system.initial.get(name), system.initial.get(cellImage.get(name) ?? name)]
    return value === other
  })
  const becomes = (action: ScalarAction, other: ScalarAction): boolean =>
    (partners.get(mover(action) ?? '') ?? mover(action)) === mover(other) &&
    action.action.fault === other.action.fault &&
    same(action.at, other.at) &&
    same(action.guard, other.guard) &&
    action.updates.size === other.updates.size &&
    [...action.updates].every(([cell, value]) => {
      const counterpart = other.updates.get(cellImage.get(cell) ?? cell)
      return counterpart !== undefined && same(value, counterpart)
    })
  return (
    startsAlike &&
    same(terms.and(...system.constraints), terms.and(...system.constraints)) &&
    system.actions.every((action) => system.actions.some((other) => becomes(action, other))) &&
    system.targets.every(({ state, step }) => same(state, state) && same(step, step))
  )
}

/** Equal for terms that differ only in the order of conjunctions, disjunctions and equations. */
function canonicalForm({ terms }: ScalarSystem): (term: Term) => Term {
  const known = new Map<Term, Term>()
  const order = (term: Term): Term => {
    if (term.kind !== 'application') return term
    const found = known.get(term)
    if (found !== undefined) return found
    const operands = term.operands.map(order)
    const commutes = term.operator === 'and' || term.operator === 'or' || term.operator === '='
    if (commutes) operands.sort((a, b) => a.id - b.id)
    const ordered = terms.apply(term.operator, term.sort, operands, term.indices)
    known.set(term, ordered)
    return ordered
  }
  return order
}
