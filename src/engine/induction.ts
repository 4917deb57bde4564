import { at, type Command } from '../encode/command.js'
import type { ScalarSystem, Target } from '../lower/scalar-system.js'
import type { Term } from '../lower/term.js'
import type { Obligation } from './obligation.js'
import { metAt, notMetAt, pathQuestions, upTo } from './path-questions.js'

/** What a proof by k-induction consists of. */
export interface Induction {
  /** Steps. */
  readonly k: number
  /** States that had to be required to be distinct. */
  readonly distinct: readonly (readonly [number, number])[]
}

/**
 * The last state that can be required to differ from others, since a shortest execution repeats none: where the target is a step, the
 * state that it leads to may have been there before.
 */
export function lastDistinct({ terms }: ScalarSystem, { step }: Target, k: number): number {
  return step === terms.false ? k : k - 1
}

export function differ({ cells }: ScalarSystem, states: readonly [number, number]): Command {
  return { kind: 'differ', symbols: cells.map(({ current }) => current), states }
}

/** The proof as questions to be answered `unsat`, with the step as the disjunction over all actions. */
export function inductionObligations(
  system: ScalarSystem,
  target: Target,
  { k, distinct }: Induction,
): readonly Obligation[] {
  const { terms, cells } = system
  const types = terms.and(...cells.map(({ domain }) => domain))
  const inNext = new Map(cells.map(({ current, next }) => [current, next]))
  const { path, start, someMet } = pathQuestions(system)
  const holdsNot = (formula: Term): Command => ({ kind: 'assert', formula: at(terms.not(formula), 0) })
  return [
    { claim: 'every initial state is well typed', commands: [...path(0), start, holdsNot(types)] },
    {
      claim: 'every step leads to a well-typed state',
      commands: [
        ...path(1),
        { kind: 'assert', formula: at(types, 0) },
        holdsNot(terms.rename(types, inNext)),
      ],
    },
    ...upTo(k - 1).map((length) => notMetAt(system, [target], length)),
    {
      claim: `nor ${String(k)} steps after a state from which it was not`,
      commands: [
        ...path(k),
        ...upTo(k).map((state) => ({ kind: 'assert', formula: at(types, state) }) as const),
        ...distinct.map((states) => differ(system, states)),
        { kind: 'exclude', formulas: upTo(k - 1).flatMap((state) => metAt(target, state)) },
        ...someMet(metAt(target, k)),
      ],
    },
  ]
}
