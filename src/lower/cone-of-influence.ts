import type { ScalarAction, ScalarSystem, Target } from './scalar-system.js'
import { symbolsOf, type Term } from './term.js'

/**
 * Keeps what can influence the given targets: the cells that they read, what decides and computes changes of those, and so on
 * (Clarke, Grumberg and Peled, Model Checking, 1999, section 13.1). Actions that change no such cell are left out: they only delay.
 * Verdicts and shortest depths stay the same, because whatever an action that is left out changes, no remaining guard, update or
 * target reads. A target over steps also sees steps that change nothing, so for it every action stays.
 */
export function coneOfInfluence(system: ScalarSystem, targets: readonly Target[]): ScalarSystem {
  const cellOfSymbol = new Map(
    system.cells.flatMap((cell) => [
      [cell.current, cell.name],
      [cell.next, cell.name],
    ]),
  )
  const cone = new Set<string>()
  const include = (...terms: readonly Term[]): void => {
    for (const symbol of symbolsOf(...terms)) {
      const cell = cellOfSymbol.get(symbol)
      if (cell !== undefined) cone.add(cell)
    }
  }
  const seesEveryStep = targets.some(({ step }) => step !== system.terms.false)
  const matters = ({ updates }: ScalarAction): boolean =>
    seesEveryStep || [...updates.keys()].some((cell) => cone.has(cell))

  include(...targets.flatMap(({ state, step }) => [state, step]), ...system.constraints)
  let size: number
  do {
    size = cone.size
    for (const action of system.actions.filter(matters)) {
      include(action.at, action.guard)
      for (const [cell, value] of action.updates) if (cone.has(cell)) include(value)
    }
  } while (cone.size > size)

  return {
    ...system,
    cells: system.cells.filter(({ name }) => cone.has(name)),
    actions: system.actions.filter(matters).map((action) => ({
      ...action,
      updates: new Map([...action.updates].filter(([cell]) => cone.has(cell))),
    })),
    targets,
  }
}

/**
 * Splits a system's targets into groups, each with its cone: properties that depend on much the same cells share one search, one that
 * depends on less than half of them gets a smaller search of its own, and goes first.
 */
export function coneGroups(system: ScalarSystem): readonly ScalarSystem[] {
  const cones = system.targets
    .map((target) => coneOfInfluence(system, [target]))
    .sort((a, b) => a.cells.length - b.cells.length)
  const groups: ScalarSystem[][] = []
  for (const cone of cones) {
    const group = groups.find(([first]) => first !== undefined && first.cells.length * 2 >= cone.cells.length)
    if (group === undefined) groups.push([cone])
    else group.push(cone)
  }
  return groups.map((group) =>
    coneOfInfluence(
      system,
      group.flatMap(({ targets }) => targets),
    ),
  )
}
