import type { ScalarAction, ScalarSystem } from '../lower/scalar-system.js'
import type { Term } from '../lower/term.js'

/**
 * The step as textbooks write it: some action is enabled, and the next state is what it makes of the current one. Much slower to solve
 * than `stepRelation`, and written without it: it is what proofs are checked against.
 */
export function transitionRelation(system: ScalarSystem): Term {
  return system.terms.or(...system.actions.map((action) => actionRelation(system, action)))
}

/** The steps of one action. */
export function actionRelation({ terms, cells }: ScalarSystem, { at, guard, updates }: ScalarAction): Term {
  return terms.and(
    at,
    guard,
    ...cells.map(({ name, current, next }) => terms.equal(next, updates.get(name) ?? current)),
  )
}

/** The initial states, as one formula. */
export function startCondition({ terms, cells, initial, constraints }: ScalarSystem): Term {
  const fixed = cells.flatMap(({ name, current }) => {
    const value = initial.get(name)
    return value === undefined ? [] : [terms.equal(current, value)]
  })
  return terms.and(...fixed, ...constraints)
}
