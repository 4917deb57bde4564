import type { Symbol, Term } from '../lower/term.js'

/** A term whose current-state symbols are those of state k and whose next-state symbols are those of state k + 1: `x@k`. */
export interface Timed<T extends Term = Term> {
  readonly term: T
  readonly k: number
}

/** The term placed at state k of the unrolling. */
export function at<T extends Term>(term: T, k: number): Timed<T> {
  return { term, k }
}

/** What a solver is told, as data. */
export type Command =
  | { readonly kind: 'comment'; readonly text: string }
  | { readonly kind: 'declare'; readonly symbol: Timed<Symbol> }
  | { readonly kind: 'assert'; readonly formula: Timed }
  /** None of the formulas is true. */
  | { readonly kind: 'exclude'; readonly formulas: readonly Timed[] }
  /** Two states differ in the value of some symbol. */
  | {
      readonly kind: 'differ'
      readonly symbols: readonly Symbol[]
      readonly states: readonly [number, number]
    }
  /** Declares a Boolean and makes it true exactly where one of the formulas is: a literal that a query can assume. */
  | { readonly kind: 'define'; readonly symbol: Timed<Symbol>; readonly anyOf: readonly Timed[] }
