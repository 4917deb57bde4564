import type { BitsOperator } from '../ir/expr.js'

/**
 * Terms of SMT-LIB's quantifier-free logic over Booleans, bit-vectors and integers: what a system is lowered to and a solver is asked.
 * Terms are made by `terms.ts`, which gives equal terms one object, so that `===` is equality and sharing is kept.
 */
export type Term = BoolConstant | NumberConstant | Symbol | Application

export type Sort = { readonly kind: 'Bool' } | { readonly kind: 'Int' } | BitVecSort

export interface BitVecSort {
  readonly kind: 'BitVec'
  readonly width: number
}

/** Which state a symbol belongs to. What happens in a step (who moves, what is chosen) belongs to the state it leads to. */
export type Frame = 'current' | 'next'

export interface BoolConstant {
  readonly kind: 'bool'
  readonly id: number
  readonly sort: Sort
  readonly value: boolean
}

/** Of sort Int, or a bit-vector's value read as unsigned: 0 <= value < 2^width. */
export interface NumberConstant {
  readonly kind: 'number'
  readonly id: number
  readonly sort: Sort
  readonly value: bigint
}

export interface Symbol {
  readonly kind: 'symbol'
  readonly id: number
  readonly sort: Sort
  readonly name: string
  readonly frame: Frame
}

export interface Application {
  readonly kind: 'application'
  readonly id: number
  readonly sort: Sort
  readonly operator: Operator
  /** Of an indexed operator: `extract` high and low, an extension's extra bits. */
  readonly indices: readonly number[]
  readonly operands: readonly Term[]
  /** Of how many applications the deepest branch is made. */
  readonly depth: number
}

/** Operators by their SMT-LIB names. */
export type Operator =
  'not' | 'and' | 'or' | '=' | 'ite' | BitsOperator | 'bv2nat' | '+' | '-' | '*' | 'div' | 'mod' | '<' | '<='

export const BOOL_SORT: Sort = Object.freeze({ kind: 'Bool' })
export const INT_SORT: Sort = Object.freeze({ kind: 'Int' })

export function bitVecSort(width: number): BitVecSort {
  return Object.freeze({ kind: 'BitVec', width })
}

export function depthOf(term: Term): number {
  return term.kind === 'application' ? term.depth : 0
}

export function operandsOf(term: Term): readonly Term[] {
  return term.kind === 'application' ? term.operands : []
}

/** The symbols of a term (or several), each once. */
export function symbolsOf(...roots: readonly Term[]): ReadonlySet<Symbol> {
  const symbols = new Set<Symbol>()
  const seen = new Set<Term>()
  const pending = [...roots]
  for (let term = pending.pop(); term !== undefined; term = pending.pop()) {
    if (seen.has(term)) continue
    seen.add(term)
    if (term.kind === 'symbol') symbols.add(term)
    if (term.kind === 'application') pending.push(...term.operands)
  }
  return symbols
}
