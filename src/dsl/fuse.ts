import { FALSE, TRUE, type Expr } from '../ir/expr.js'
import { ModelError } from '../ir/model-error.js'
import type { Cell } from '../ir/system.js'
import type { Type } from '../ir/type.js'
import { building } from './building.js'
import { jumpsIn, rewriteDestination } from './destination.js'
import { alternative, conjunction, isFalse, isTrue, negation } from './formula.js'
import { cellOf, fitted, overlap, partOf, typeAt, valueOf, withPart } from './part.js'
import { callerPlace } from './place.js'
import { rewriteCell, rewriteUpdate, rewriter } from './rewrite.js'
import { joinChoices, type Step, type TypedUpdate } from './step.js'

/**
 * Several steps as one that nobody can come between. Each reads what those before it have assigned, and where two assign to one
 * cell the last wins. The whole happens only where every step's guards hold, each in the state that those before it leave; so a
 * guard in the middle does not wait, it forbids. Choices are made at the start. A value that a later step overwrites is gone: whether
 * it had left its range is not asked. Only the last step may say where the process goes.
 * @throws ModelError for a `goto` or `done` in an earlier step, and for two choices of one name.
 */
export function atomic(first: Step, ...rest: readonly Step[]): Step {
  const place = callerPlace()
  const { types } = building('`atomic`')
  return rest.reduce(
    (earlier, later): Step => {
      refuseJumps(earlier)
      const read = reader(earlier.updates, types)
      return Object.freeze({
        kind: 'step',
        guards: [...earlier.guards, ...later.guards.map(read)],
        updates: sequence(
          earlier.updates,
          later.updates.map((update) => rewriteUpdate(update, read)),
        ),
        assertions: [
          ...earlier.assertions,
          ...later.assertions.map((each) => ({ ...each, condition: read(each.condition) })),
        ],
        destination: rewriteDestination(later.destination, read),
        choices: joinChoices([earlier.choices, later.choices], place),
        fault: earlier.fault || later.fault,
        place,
      })
    },
    Object.freeze({ ...first, place }),
  )
}

function refuseJumps({ destination }: Step): void {
  const [jump] = jumpsIn(destination)
  if (jump === undefined) return
  throw new ModelError(
    'misplaced-clause',
    `A step inside \`atomic\` goes to \`${jump.to}\` although more steps follow it.`,
    'Let only the last step say where the process goes, and make what follows conditional with `onlyIf`.',
    jump.place,
  )
}

/** Expresses what is read after the updates by what there was before them. */
function reader(updates: readonly TypedUpdate[], types: ReadonlyMap<string, Type>): (expr: Expr) => Expr {
  return rewriter((expr, rewrite) => {
    const cell = cellOf(expr)
    if (cell === undefined || updates.every(({ target }) => target.variable !== cell.variable))
      return undefined
    return after(rewriteCell(cell, rewrite), updates, types)
  })
}

function after(cell: Cell, updates: readonly TypedUpdate[], types: ReadonlyMap<string, Type>): Expr {
  return updates.reduce((value, { target, type, value: assigned, condition = TRUE }) => {
    const where = overlap(target, cell)
    if (isFalse(where)) return value
    const applies = conjunction([condition, where])
    const fits = fitted(assigned, type)
    const surplus = target.path.slice(cell.path.length)
    if (surplus.length === 0) {
      return alternative(applies, partOf(fits, cell.path.slice(target.path.length)), value)
    }
    return withPart(value, typeAt(types.get(cell.variable) ?? type, cell.path), surplus, fits, applies)
  }, valueOf(cell))
}

/** The updates of two steps, one after the other, as simultaneous ones. Those of the second read the first's state already. */
function sequence(earlier: readonly TypedUpdate[], later: readonly TypedUpdate[]): readonly TypedUpdate[] {
  let before = earlier
  const added: TypedUpdate[] = []
  for (const update of later) {
    const kept: TypedUpdate[] = []
    let rest: readonly TypedUpdate[] = [update]
    for (const overwritten of before) {
      const [overwriting] = rest
      const where = overwriting === undefined ? FALSE : overlap(overwritten.target, overwriting.target)
      if (overwriting === undefined || isFalse(where)) {
        kept.push(overwritten)
        continue
      }
      const applies = conjunction([overwriting.condition ?? TRUE, where])
      const inner = overwriting.target.path.slice(overwritten.target.path.length)
      if (inner.length === 0) {
        kept.push(...restricted(overwritten, negation(applies)))
      } else {
        const value = withPart(overwritten.value, overwritten.type, inner, overwriting.value, applies)
        kept.push({ ...overwritten, value })
        rest = restricted(overwriting, negation(conjunction([overwritten.condition ?? TRUE, where])))
      }
    }
    before = kept
    added.push(...rest)
  }
  return [...before, ...added]
}

/** The update under one more condition; nothing, where that can never hold. */
function restricted(update: TypedUpdate, extra: Expr): readonly TypedUpdate[] {
  if (isFalse(extra)) return []
  if (isTrue(extra)) return [update]
  return [{ ...update, condition: conjunction([update.condition ?? TRUE, extra]) }]
}
