import { at } from '../dist/encode/command.js'
import { lowerSystem } from '../dist/lower/lower-system.js'
import { symbolAt, SmtlibPrinter } from '../dist/smt/smtlib.js'

/**
 * What a first draft of a bounded model checker does, as the yardstick: unbounded integers, the step as one disjunction over all actions
 * with a frame condition in each, one query at the last depth.
 */
export function naiveScript(system, depth) {
  const { terms, cells, initial, constraints, actions, targets } = lowerSystem(system, {
    integers: 'unbounded',
  })
  const printer = new SmtlibPrinter()
  const lines = []
  const declare = (symbol, k) => lines.push(`(declare-const ${symbolAt(at(symbol, k))} ${symbol.sort.kind})`)
  const assert = (term, k) => lines.push(`(assert ${printer.term(at(term, k))})`)
  const steps = actions.map(({ at: stands, guard, updates }) =>
    terms.and(
      stands,
      guard,
      ...cells.map(({ name, current, next }) => terms.equal(next, updates.get(name) ?? current)),
    ),
  )
  const choices = actions.flatMap((action) => action.choices.flatMap(({ symbol }) => symbol ?? []))
  for (let k = 0; k <= depth; k++) {
    for (const { current } of cells) declare(current, k)
    if (k === 0) {
      for (const { name, current } of cells)
        if (initial.has(name)) assert(terms.equal(current, initial.get(name)), 0)
      for (const constraint of constraints) assert(constraint, 0)
    } else {
      for (const choice of choices) declare(choice, k - 1)
      assert(terms.or(...steps), k - 1)
    }
  }
  assert(terms.or(...targets.map(({ state }) => state)), depth)
  lines.push('(check-sat)')
  return lines.join('\n')
}
