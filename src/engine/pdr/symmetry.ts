import type { ScalarAction, ScalarSystem } from '../../lower/scalar-system.js'
import type { Symbol, Term } from '../../lower/term.js'

/** A renaming of cells that turns the system into itself. Both frames' symbols. */
export type Permutation = ReadonlyMap<Symbol, Symbol>

/**
 * Exchanges of two neighbouring processes of one kind under which the system stays the same (Ip and Dill, Better verification through
 * symmetry, 1996). That instances are interchangeable is checked on the formulas, not believed: initial values, constraints, each action
 * and the targets must turn into themselves or each other. A kind with an exchange that fails contributes none.
 */
export function symmetries(system: ScalarSystem): readonly Permutation[] {
  const kinds = new Map<string, Set<number>>()
  for (const { action } of system.actions) {
    const { process } = action
    if (process?.index === undefined) continue
    const indices = kinds.get(process.kind) ?? new Set()
    kinds.set(process.kind, indices.add(process.index))
  }
  return [...kinds].flatMap(([kind, indices]) => {
    const exchanges = [...indices].slice(1).map((index) => exchange(system, kind, index - 1, index))
    const sound = exchanges.filter(
      (permutation) => permutation !== undefined && isSymmetry(system, permutation),
    )
    return sound.length === exchanges.length ? sound.flatMap((permutation) => permutation ?? []) : []
  })
}

function exchange(system: ScalarSystem, kind: string, a: number, b: number): Permutation | undefined {
  const [first, second] = [`${kind}[${String(a)}]`, `${kind}[${String(b)}]`]
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

function isSymmetry(system: ScalarSystem, permutation: Permutation): boolean {
  const { terms } = system
  const image = (term: Term): Term => canonical(system, terms.rename(term, permutation))
  const same = (term: Term, other: Term): boolean => image(term) === canonical(system, other)
  const cellImage = new Map(
    system.cells.map(({ name, current }) => [name, permutation.get(current)?.name ?? name] as const),
  )
  const startsAlike = system.cells.every(({ name }) => {
    const [value, other] = [system.initial.get(name), system.initial.get(cellImage.get(name) ?? name)]
    return value === other
  })
  const becomes = (action: ScalarAction, other: ScalarAction): boolean =>
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
function canonical(system: ScalarSystem, root: Term): Term {
  const { terms } = system
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
  return order(root)
}
