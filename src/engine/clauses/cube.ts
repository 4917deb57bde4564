import type { ScalarSystem } from '../../lower/scalar-system.js'
import type { Term } from '../../lower/term.js'

/**
 * A set of states: those in which every literal is true. A literal is a Boolean term over the current state: a flag, `x = v`, `x <= v`,
 * `x <= y`, or the negation of one. Blocking a cube adds the clause of its negated literals.
 */
export interface Cube {
  /** Sorted by the terms' identity, without repetition. */
  readonly literals: readonly Term[]
  /** Equal for equal cubes. */
  readonly key: string
}

export function makeCube(literals: Iterable<Term>): Cube {
  const sorted = [...new Set(literals)].sort((a, b) => a.id - b.id)
  return { literals: sorted, key: sorted.map(({ id }) => id).join(' ') }
}

/** Whether every state of `inner` is syntactically one of `outer`: `outer` asks for a subset of its literals. */
export function subsumes(outer: Cube, inner: Cube): boolean {
  if (outer.literals.length > inner.literals.length) return false
  const asked = new Set(inner.literals)
  return outer.literals.every((literal) => asked.has(literal))
}

/** What blocking a cube says: not all of its literals at once. */
export function clauseOf({ terms }: ScalarSystem, cube: Cube): Term {
  return terms.or(...cube.literals.map((literal) => terms.not(literal)))
}
