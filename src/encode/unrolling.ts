import type { ScalarSystem, Target } from '../lower/scalar-system.js'
import { BOOL_SORT, type Symbol } from '../lower/term.js'
import { at, type Command, type Timed } from './command.js'
import { outcome } from './outcome.js'
import { stepRelation, type StepRelation } from './step-relation.js'

/**
 * The executions of a system as formulas (Biere, Cimatti, Clarke and Zhu, Symbolic model checking without BDDs, 1999): state 0 is
 * initial, and each state leads to the next by one step. Every part is asked for once and in order, for one incremental solver:
 * `start()` (or `anyState()`), then for k = 0, 1, ...: `target(..., k)`, then `step(k)` to go on to k + 1.
 */
export interface Unrolling {
  readonly system: ScalarSystem
  readonly relation: StepRelation
  /** Declares state 0 and constrains it. */
  start(): readonly Command[]
  /** Declares state 0 and lets it be any well-typed state, reachable or not. */
  anyState(): readonly Command[]
  /** Declares state k + 1 and makes it a successor of state k. */
  step(k: number): readonly Command[]
  /** Defines a literal that is true when the target is met by state k or by the step into it. */
  target(target: Target, k: number): readonly Command[]
  /** Defines a literal that is true when one of the targets' literals is. */
  anyTarget(targets: readonly Target[], k: number, round: number): readonly Command[]
  /** The literal of `target`. */
  literal(target: Target, k: number): Timed<Symbol>
  /** The literal of `anyTarget`; one depth can need several rounds, each with fewer targets. */
  anyLiteral(k: number, round: number): Timed<Symbol>
  /** The refuted target is known to fail at k from now on. */
  exclude(literal: Timed<Symbol>): Command
}

export function unroll(system: ScalarSystem): Unrolling {
  const { terms } = system
  const relation = stepRelation(system)
  const declareState = (k: number): readonly Command[] =>
    system.cells.map(({ current }) => ({ kind: 'declare', symbol: at(current, k) }))
  const literal = ({ property }: Target, k: number): Timed<Symbol> =>
    at(terms.symbol(`${property.name} ${outcome(property)}`, BOOL_SORT, 'current'), k)
  const anyLiteral = (k: number, round: number): Timed<Symbol> =>
    at(
      terms.symbol(round === 0 ? 'any target' : `any target in round ${String(round)}`, BOOL_SORT, 'current'),
      k,
    )

  return {
    system,
    relation,
    start: () => [
      { kind: 'comment', text: 'state 0: where every execution starts' },
      ...declareState(0),
      ...system.cells.flatMap(({ name, current }): readonly Command[] => {
        const value = system.initial.get(name)
        return value === undefined ? [] : [{ kind: 'assert', formula: at(terms.equal(current, value), 0) }]
      }),
      ...system.constraints.map((constraint): Command => ({ kind: 'assert', formula: at(constraint, 0) })),
    ],
    anyState: () => [
      ...declareState(0),
      ...system.cells.map(({ domain }): Command => ({ kind: 'assert', formula: at(domain, 0) })),
    ],
    step: (k) => [
      { kind: 'comment', text: `depth ${String(k + 1)}: one step fires` },
      ...declareState(k + 1),
      ...relation.symbols.map((symbol): Command => ({ kind: 'declare', symbol: at(symbol, k) })),
      ...relation.constraints.map((constraint): Command => ({ kind: 'assert', formula: at(constraint, k) })),
    ],
    target: (target, k) => [
      { kind: 'comment', text: `depth ${String(k)}: ${target.property.name} ${outcome(target.property)}?` },
      {
        kind: 'define',
        symbol: literal(target, k),
        anyOf: [at(target.state, k), ...(k > 0 ? [at(target.step, k - 1)] : [])],
      },
    ],
    anyTarget: (targets, k, round) => [
      { kind: 'define', symbol: anyLiteral(k, round), anyOf: targets.map((target) => literal(target, k)) },
    ],
    literal,
    anyLiteral,
    exclude: ({ term, k }) => ({ kind: 'assert', formula: at(terms.not(term), k) }),
  }
}
