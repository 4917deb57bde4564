import { at, type Command, type Timed } from '../../encode/command.js'
import { add, multiply, type Integer } from '../../ir/integer.js'
import { number, type LoweredNumber } from '../../lower/arithmetic.js'
import type { Interval } from '../../lower/interval.js'
import type { ScalarSystem } from '../../lower/scalar-system.js'
import { BOOL_SORT, type Frame, type Symbol, type Term } from '../../lower/term.js'
import { symbolAt } from '../../smt/smtlib.js'
import type { Assignment } from '../../trace/decode.js'

/** Something counted along an execution, to be made as small as it can be. */
export interface Tally {
  /** The smallest count is known not to be greater. */
  readonly bound?: Integer
  /** Declares the count in state 0. */
  start(): readonly Command[]
  /** Counts the step from state k; for k = 0, 1, ... in order. */
  step(k: number): readonly Command[]
  /** What holds the count in state k. */
  symbols(k: number): readonly string[]
  /** The count in state k, of an assignment to these symbols. */
  read(k: number, assignment: Assignment): Integer
  /** The count in state k is smaller than this. */
  below(count: Integer, k: number): Timed
}

/**
 * Counts the steps of which something is true, up to one more than the bound, in unary: as many of the symbols are true as there were such steps
 * (Sinz, Towards an optimal CNF encoding of Boolean cardinality constraints, 2005), so that the solver sees at once what a bound forbids.
 * @param of what is counted of the step from state k.
 */
export function unaryTally(
  { terms }: ScalarSystem,
  name: string,
  bound: number,
  of: (k: number) => Term,
): Tally {
  const counts = (frame: Frame): readonly Symbol[] =>
    Array.from({ length: bound + 1 }, (_, place) =>
      terms.symbol(`at least ${String(place + 1)} ${name}`, BOOL_SORT, frame),
    )
  const [before, after] = [counts('current'), counts('next')]
  const symbols = (k: number): readonly string[] => before.map((symbol) => symbolAt(at(symbol, k)))
  return {
    bound,
    start: () =>
      before.flatMap((symbol): readonly Command[] => [
        { kind: 'declare', symbol: at(symbol, 0) },
        { kind: 'assert', formula: at(terms.not(symbol), 0) },
      ]),
    step: (k) =>
      after.flatMap((symbol, place): readonly Command[] => {
        const atLeast = (count: number): Term =>
          count === 0 ? terms.true : (before[count - 1] ?? terms.false)
        const value = terms.or(atLeast(place + 1), terms.and(atLeast(place), of(k)))
        return [
          { kind: 'declare', symbol: at(symbol, k) },
          { kind: 'assert', formula: at(terms.equal(symbol, value), k) },
        ]
      }),
    symbols,
    read: (k, assignment) => symbols(k).filter((symbol) => assignment.get(symbol) === true).length,
    below: (count, k) => at(terms.not(before[Number(count) - 1] ?? terms.false), k),
  }
}

/**
 * Adds up numbers from 0 on along an execution.
 * @param depth how many steps there will be at most.
 * @param summands in state 0, and of each step.
 */
export function sumTally(
  { terms, arithmetic }: ScalarSystem,
  name: string,
  depth: number,
  { start, step }: { readonly start: LoweredNumber; readonly step: LoweredNumber },
): Tally {
  const most =
    start.interval.hi === undefined || step.interval.hi === undefined
      ? undefined
      : add(start.interval.hi, multiply(depth, step.interval.hi))
  const range: Interval = { lo: 0, hi: most }
  const sort = arithmetic.sort(range)
  const [before, after] = [terms.symbol(name, sort, 'current'), terms.symbol(name, sort, 'next')]
  const sum = number(before, range)
  const becomes = (symbol: Symbol, value: LoweredNumber, k: number): readonly Command[] => [
    { kind: 'declare', symbol: at(symbol, k) },
    { kind: 'assert', formula: at(terms.equal(symbol, arithmetic.represent(value, range)), k) },
  ]
  return {
    start: () => becomes(before, start, 0),
    step: (k) => becomes(after, arithmetic.add(sum, step), k),
    symbols: (k) => [symbolAt(at(before, k))],
    read: (k, assignment) => {
      const value = assignment.get(symbolAt(at(before, k)))
      if (value === undefined || typeof value === 'boolean') throw new TypeError(`no value for ${name}`)
      return value
    },
    below: (count, k) => at(arithmetic.lessThan(sum, arithmetic.constant(count)), k),
  }
}
