import { assertNever } from '../ir/assert-never.js'
import { choiceCount, choicesOf, type Choices } from '../ir/choices.js'
import { add } from '../ir/integer.js'
import { satisfiesAssumptions, startCount, startSpace, startStates, withCell } from '../ir/start.js'
import type { State } from '../ir/state.js'
import type { Action, TransitionSystem } from '../ir/system.js'
import { cardinality, type Scalar, type ScalarType } from '../ir/type.js'
import type { Random } from './random.js'

/** Start states are listed and one of them drawn while there are no more candidates than this. */
const MOST_STARTS = 10_000

/** How often cells are drawn before the assumptions are taken to leave nothing. */
const MOST_DRAWS = 10_000

/** Of an action with more combinations of choices than this, so many are drawn. */
const MOST_CHOICES = 1_000

/** Of a free unbounded integer, values from -8 to 8 are drawn. */
const FARTHEST = 8

/** A source of random start states; it yields undefined where none was found. */
export function startDrawer(system: TransitionSystem, random: Random): () => State | undefined {
  const space = startSpace(system)
  const count = startCount(space)
  if (count !== undefined && count <= MOST_STARTS) {
    const listed = [...startStates(system, space)]
    return () => (listed.length === 0 ? undefined : random.pick(listed))
  }
  return () => {
    for (let draw = 0; draw < MOST_DRAWS; draw += 1) {
      let state = space.fixed
      for (const cell of space.free) state = withCell(state, cell, drawScalar(cell.type, random))
      if (satisfiesAssumptions(system, state)) return state
    }
    return undefined
  }
}

/** Whether `drawChoices` lists every way the action can choose. */
export function areListed(action: Action): boolean {
  const count = choiceCount(action)
  return count !== undefined && count <= MOST_CHOICES
}

/** The ways to choose that a random run looks at: all of them, or a sample where there are many. */
export function* drawChoices(action: Action, random: Random): Generator<Choices> {
  if (areListed(action)) {
    yield* choicesOf(action)
    return
  }
  for (let draw = 0; draw < MOST_CHOICES; draw += 1) {
    yield Object.fromEntries(
      action.choices.map(({ name, domain }) => [name, drawScalar(domain, random)] as const),
    )
  }
}

function drawScalar(type: ScalarType, { below, pick }: Random): Scalar {
  switch (type.kind) {
    case 'bool':
      return below(2) === 1
    case 'enum':
      return pick(type.values)
    case 'range':
      return add(type.lo, below(cardinality(type)))
    case 'bits':
      return below(cardinality(type))
    case 'integer':
      return add(-FARTHEST, below(2 * FARTHEST + 1))
    default:
      return assertNever(type)
  }
}
