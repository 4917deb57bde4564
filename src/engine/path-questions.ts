import { at, type Command, type Timed } from '../encode/command.js'
import { startCondition, transitionRelation } from '../encode/transition-relation.js'
import type { ScalarSystem, Target } from '../lower/scalar-system.js'
import { BOOL_SORT } from '../lower/term.js'
import type { Obligation } from './obligation.js'

/** The parts of questions about paths of a given length, with the step as the disjunction over all actions. */
export interface PathQuestions {
  /** Some states 0 to `length`, each a step after the one before. */
  readonly path: (length: number) => readonly Command[]
  /** State 0 is initial. */
  readonly start: Command
  /** One of the formulas is true. */
  readonly someMet: (formulas: readonly Timed[]) => readonly Command[]
}

export function pathQuestions(system: ScalarSystem): PathQuestions {
  const { terms, cells, actions } = system
  const step = transitionRelation(system)
  const choices = actions.flatMap((action) => action.choices.flatMap(({ symbol }) => symbol ?? []))
  return {
    path: (length) => [
      ...upTo(length).flatMap((state) =>
        [...cells.map(({ current }) => current), ...choices].map(
          (symbol) => ({ kind: 'declare', symbol: at(symbol, state) }) as const,
        ),
      ),
      ...upTo(length - 1).map((state) => ({ kind: 'assert', formula: at(step, state) }) as const),
    ],
    start: { kind: 'assert', formula: at(startCondition(system), 0) },
    someMet: (formulas) => {
      const symbol = at(terms.symbol('target met', BOOL_SORT, 'current'), 0)
      return [
        { kind: 'define', symbol, anyOf: formulas },
        { kind: 'assert', formula: symbol },
      ]
    },
  }
}

/** Whether the target is met at state k, or by the step into it. */
export function metAt(target: Target, k: number): readonly Timed[] {
  return [at(target.state, k), ...(k > 0 ? [at(target.step, k - 1)] : [])]
}

/** No execution of so many steps meets one of the targets with its last step, or in the state that this leads to. */
export function notMetAt(system: ScalarSystem, targets: readonly Target[], length: number): Obligation {
  const { path, start, someMet } = pathQuestions(system)
  const names = targets.map(({ property }) => property.name)
  return {
    claim: `${names.join(', ')}: not decided otherwise at depth ${String(length)}`,
    commands: [...path(length), start, ...someMet(targets.flatMap((target) => metAt(target, length)))],
  }
}

/** No execution has so many steps. */
function noneHas(system: ScalarSystem, length: number): Obligation {
  const { path, start } = pathQuestions(system)
  return {
    claim: `no execution has ${String(length)} ${length === 1 ? 'step' : 'steps'}`,
    commands: [...path(length), start],
  }
}

/** No execution has more than so many steps, and none meets one of the targets. */
export function endObligations(
  system: ScalarSystem,
  targets: readonly Target[],
  depth: number,
): readonly Obligation[] {
  return [noneHas(system, depth + 1), ...upTo(depth).map((length) => notMetAt(system, targets, length))]
}

/** 0, 1, ..., last. */
export function upTo(last: number): readonly number[] {
  return Array.from({ length: last + 1 }, (_, place) => place)
}
