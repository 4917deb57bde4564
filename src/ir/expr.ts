import type { IndexType, Scalar, ScalarType } from './type.js'

/**
 * Expressions over a state (and, inside `next`, over the state after it): plain data. `and`, `or`, `implies`, `ite` and the quantifiers
 * are lazy from left to right, so that what a condition guards need not be defined when it fails.
 */
export type Expr =
  | Literal
  | VariableRef
  | BoundRef
  | Next
  | Not
  | Nary
  | Implies
  | Ite
  | Eq
  | Comparison
  | Arithmetic
  | Negation
  | Extremum
  | BitsOperation
  | FieldOf
  | ElementOf
  | RecordLiteral
  | ArrayLiteral
  | Quantified
  | Count

export interface Literal {
  readonly kind: 'literal'
  readonly type: ScalarType
  readonly value: Scalar
}

/** A state variable's whole value. */
export interface VariableRef {
  readonly kind: 'variable'
  readonly name: string
}

/** A quantifier's index or an action's choice. */
export interface BoundRef {
  readonly kind: 'bound'
  readonly name: string
}

/** The body's value in the next state; only in properties, never nested. */
export interface Next {
  readonly kind: 'next'
  readonly body: Expr
}

export interface Not {
  readonly kind: 'not'
  readonly body: Expr
}

/** `and` of nothing is true, `or` of nothing is false. */
export interface Nary {
  readonly kind: 'and' | 'or'
  readonly operands: readonly Expr[]
}

export interface Implies {
  readonly kind: 'implies'
  readonly left: Expr
  readonly right: Expr
}

export interface Ite {
  readonly kind: 'ite'
  readonly condition: Expr
  readonly whenTrue: Expr
  readonly whenFalse: Expr
}

/** Equality of two values of one type, structural for records and arrays. */
export interface Eq {
  readonly kind: 'eq'
  readonly left: Expr
  readonly right: Expr
}

export interface Comparison {
  readonly kind: 'lt' | 'le'
  readonly left: Expr
  readonly right: Expr
}

/** Exact integer arithmetic; `div` and `mod` are Euclidean (0 <= mod < |divisor|) and undefined for a divisor of zero. */
export interface Arithmetic {
  readonly kind: 'add' | 'sub' | 'mul' | 'div' | 'mod'
  readonly left: Expr
  readonly right: Expr
}

export interface Negation {
  readonly kind: 'neg'
  readonly body: Expr
}

/** Of one operand or more. */
export interface Extremum {
  readonly kind: 'min' | 'max'
  readonly operands: readonly Expr[]
}

/** An operator of SMT-LIB's theory of fixed-size bit-vectors. Total: a division by zero has the value that the standard gives it. */
export interface BitsOperation {
  readonly kind: 'bits'
  readonly operator: BitsOperator
  readonly operands: readonly Expr[]
  /** The operands' widths. */
  readonly widths: readonly number[]
  /** Of `extract` the highest and the lowest bit, of an extension the number of bits added; of others none. */
  readonly indices: readonly number[]
}

/** By their SMT-LIB names. */
export type BitsOperator =
  | 'bvnot'
  | 'bvneg'
  | 'bvand'
  | 'bvor'
  | 'bvxor'
  | 'bvadd'
  | 'bvsub'
  | 'bvmul'
  | 'bvudiv'
  | 'bvurem'
  | 'bvsdiv'
  | 'bvsrem'
  | 'bvsmod'
  | 'bvshl'
  | 'bvlshr'
  | 'bvashr'
  | 'bvult'
  | 'bvule'
  | 'bvslt'
  | 'bvsle'
  | 'concat'
  | 'extract'
  | 'zero_extend'
  | 'sign_extend'

export interface FieldOf {
  readonly kind: 'field'
  readonly record: Expr
  readonly field: string
}

/** Undefined when the index is outside the array's index type. */
export interface ElementOf {
  readonly kind: 'element'
  readonly array: Expr
  readonly index: Expr
}

export interface RecordLiteral {
  readonly kind: 'record'
  readonly fields: Readonly<Record<string, Expr>>
}

export interface ArrayLiteral {
  readonly kind: 'array'
  readonly index: IndexType
  readonly elements: readonly Expr[]
}

export interface Quantified {
  readonly kind: 'forall' | 'exists'
  readonly bound: string
  readonly over: IndexType
  readonly body: Expr
}

/** How many values of the bound variable make the body true. Not lazy: the body must be defined for all of them. */
export interface Count {
  readonly kind: 'count'
  readonly bound: string
  readonly over: IndexType
  readonly body: Expr
}

export const TRUE: Literal = Object.freeze({
  kind: 'literal',
  type: Object.freeze({ kind: 'bool' }),
  value: true,
})
export const FALSE: Literal = Object.freeze({
  kind: 'literal',
  type: Object.freeze({ kind: 'bool' }),
  value: false,
})
