import type { BitsOperator } from './expr.js'
import { integer, type Integer } from './integer.js'

/** How wide the result is; undefined for a truth value. */
export type ResultWidth = number | undefined

/**
 * What the operands' widths, and the indices, make of the result's width.
 * @returns what is wrong, as text, where they do not go together.
 */
export function resultWidth(
  operator: BitsOperator,
  widths: readonly number[],
  indices: readonly number[],
): { readonly width: ResultWidth } | string {
  const [first = 0, second = 0] = widths
  const [high = 0, low = 0] = indices
  switch (operator) {
    case 'bvnot':
    case 'bvneg':
      return takes(widths, 1) ?? { width: first }
    case 'bvand':
    case 'bvor':
    case 'bvxor':
    case 'bvadd':
    case 'bvsub':
    case 'bvmul':
    case 'bvudiv':
    case 'bvurem':
    case 'bvsdiv':
    case 'bvsrem':
    case 'bvsmod':
    case 'bvshl':
    case 'bvlshr':
    case 'bvashr':
      return takes(widths, 2) ?? alike(first, second) ?? { width: first }
    case 'bvult':
    case 'bvule':
    case 'bvslt':
    case 'bvsle':
      return takes(widths, 2) ?? alike(first, second) ?? { width: undefined }
    case 'concat':
      return takes(widths, 2) ?? { width: first + second }
    case 'extract':
      if (high < low || high >= first) {
        return `bits ${String(high)} to ${String(low)} of ${String(first)} cannot be extracted`
      }
      return takes(widths, 1) ?? { width: high - low + 1 }
    case 'zero_extend':
    case 'sign_extend':
      return takes(widths, 1) ?? { width: first + high }
  }
}

function takes(widths: readonly number[], count: number): string | undefined {
  return widths.length === count
    ? undefined
    : `${String(count)} operands are expected, not ${String(widths.length)}`
}

function alike(a: number, b: number): string | undefined {
  return a === b ? undefined : `words of ${String(a)} and of ${String(b)} bits do not go together`
}

/** A word with its width. */
export interface Word {
  readonly width: number
  readonly value: Integer
}

/**
 * The value of an operator (Barrett, Fontaine and Tinelli, The SMT-LIB Standard: theory FixedSizeBitVectors and logic QF_BV): an
 * unsigned integer below 2^width, or a truth value. The operands' widths go together.
 */
export function bitsValue(
  operator: BitsOperator,
  operands: readonly Word[],
  indices: readonly number[],
): Integer | boolean {
  const [left = EMPTY, right = EMPTY] = operands
  const { width } = left
  const [a, b] = [BigInt(left.value), BigInt(right.value)]
  const [signedA, signedB] = [BigInt.asIntN(width, a), BigInt.asIntN(width, b)]
  const [high = 0, low = 0] = indices
  const word = (value: bigint, ofWidth = width): Integer => integer(BigInt.asUintN(ofWidth, value))
  switch (operator) {
    case 'bvnot':
      return word(~a)
    case 'bvneg':
      return word(-a)
    case 'bvand':
      return word(a & b)
    case 'bvor':
      return word(a | b)
    case 'bvxor':
      return word(a ^ b)
    case 'bvadd':
      return word(a + b)
    case 'bvsub':
      return word(a - b)
    case 'bvmul':
      return word(a * b)
    case 'bvudiv':
      return b === 0n ? word(-1n) : word(a / b)
    case 'bvurem':
      return b === 0n ? word(a) : word(a % b)
    case 'bvsdiv':
      // Towards zero; by zero -1 or 1, whichever has the other sign.
      return b === 0n ? word(signedA < 0n ? 1n : -1n) : word(signedA / signedB)
    case 'bvsrem':
      return b === 0n ? word(a) : word(signedA % signedB)
    case 'bvsmod':
      return word(floorRemainder(signedA, signedB))
    case 'bvshl':
      return b >= BigInt(width) ? 0 : word(a << b)
    case 'bvlshr':
      return b >= BigInt(width) ? 0 : word(a >> b)
    case 'bvashr':
      return word(signedA >> (b >= BigInt(width) ? BigInt(width) : b))
    case 'bvult':
      return a < b
    case 'bvule':
      return a <= b
    case 'bvslt':
      return signedA < signedB
    case 'bvsle':
      return signedA <= signedB
    case 'concat':
      return word((a << BigInt(right.width)) | b, width + right.width)
    case 'extract':
      return word(a >> BigInt(low), high - low + 1)
    case 'zero_extend':
      return word(a, width + high)
    case 'sign_extend':
      return word(signedA, width + high)
  }
}

const EMPTY: Word = { width: 0, value: 0 }

/** The remainder with the divisor's sign; the dividend itself where the divisor is zero. */
function floorRemainder(dividend: bigint, divisor: bigint): bigint {
  if (divisor === 0n) return dividend
  const remainder = dividend % divisor
  return remainder !== 0n && remainder < 0n !== divisor < 0n ? remainder + divisor : remainder
}
