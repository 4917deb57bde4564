import { resultWidth } from '../../../ir/bits.js'
import type { BitsOperator, Expr } from '../../../ir/expr.js'
import { integer } from '../../../ir/integer.js'
import { BOOL, bitsType } from '../../../ir/type.js'
import { condition, negation } from './core.js'
import { isMisfit, miscounted, misfit, missorted, type Misfit, type Operators, type Typed } from './typed.js'

/**
 * The operators of SMT-LIB's theory FixedSizeBitVectors and of the logic QF_BV, and the overflow predicates of SMT-LIB 2.7. What is an
 * abbreviation there is one here.
 */
export const wordOperator: Operators = (operator, operands, indices) => {
  const own = isOwn(operator)
  const abbreviation = ABBREVIATIONS[operator]
  if (!own && abbreviation === undefined) return undefined
  const wrong = missorted(operator, operands, 'bits') ?? misindexed(operator, indices)
  if (wrong !== undefined) return wrong
  if (own) return CHAINED.has(operator) ? chained(operator, operands) : apply(operator, operands, indices)
  return abbreviation?.(operands, indices)
}

/** The operators that are not abbreviations, with the number of their indices. */
const OWN: Readonly<Record<BitsOperator, number>> = {
  bvnot: 0,
  bvneg: 0,
  bvand: 0,
  bvor: 0,
  bvxor: 0,
  bvadd: 0,
  bvsub: 0,
  bvmul: 0,
  bvudiv: 0,
  bvurem: 0,
  bvsdiv: 0,
  bvsrem: 0,
  bvsmod: 0,
  bvshl: 0,
  bvlshr: 0,
  bvashr: 0,
  bvult: 0,
  bvule: 0,
  bvslt: 0,
  bvsle: 0,
  concat: 0,
  extract: 2,
  zero_extend: 1,
  sign_extend: 1,
}

function isOwn(operator: string): operator is BitsOperator {
  return Object.hasOwn(OWN, operator)
}

/** Left-associative: of two operands or more. */
const CHAINED = new Set<BitsOperator>(['bvand', 'bvor', 'bvxor', 'bvadd', 'bvmul', 'concat'])

type Abbreviation = (operands: readonly Typed[], indices: readonly number[]) => Typed | Misfit

const ABBREVIATIONS: Readonly<Record<string, Abbreviation>> = {
  bvnand: inverted('bvand'),
  bvnor: inverted('bvor'),
  bvxnor: inverted('bvxor'),
  bvcomp: ([a, b, ...more]) => {
    if (a === undefined || b === undefined || more.length > 0) return misfit('`bvcomp` takes 2 operands.')
    if (widthOf(a) !== widthOf(b)) return misfit('`bvcomp` compares words of one width.')
    return {
      expr: {
        kind: 'ite',
        condition: { kind: 'eq', left: a.expr, right: b.expr },
        whenTrue: word(1, 1n).expr,
        whenFalse: word(1, 0n).expr,
      },
      type: bitsType(1),
    }
  },
  bvugt: swapped('bvult'),
  bvuge: swapped('bvule'),
  bvsgt: swapped('bvslt'),
  bvsge: swapped('bvsle'),
  rotate_left: rotated((width, by) => by % width),
  rotate_right: rotated((width, by) => (width - (by % width)) % width),
  repeat: ([operand], [times = 0]) =>
    operand === undefined || times < 1
      ? misfit('`repeat` repeats one word, once or more.')
      : Array.from({ length: times }, (): Typed | Misfit => operand).reduce((all, next) =>
          isMisfit(all) || isMisfit(next) ? all : apply('concat', [all, next], []),
        ),
  bvnego: ([a]) =>
    a === undefined ? misfit('`bvnego` takes 1 operand.') : condition(isWord(a, lowest(widthOf(a)))),
  bvuaddo: overflows('bvadd', 'zero_extend', () => 1),
  bvsaddo: overflows('bvadd', 'sign_extend', () => 1),
  bvumulo: overflows('bvmul', 'zero_extend', (width) => width),
  bvsmulo: overflows('bvmul', 'sign_extend', (width) => width),
  bvusubo: (operands) => apply('bvult', operands, []),
  bvssubo: overflows('bvsub', 'sign_extend', () => 1),
  bvsdivo: ([a, b, ...more]) =>
    a === undefined || b === undefined || more.length > 0
      ? misfit('`bvsdivo` takes 2 operands.')
      : condition({
          kind: 'and',
          operands: [isWord(a, lowest(widthOf(a))), isWord(b, word(widthOf(b), -1n))],
        }),
}

/** Of the abbreviations that have some. */
const INDEX_COUNTS: Readonly<Record<string, number>> = { ...OWN, rotate_left: 1, rotate_right: 1, repeat: 1 }

function misindexed(operator: string, indices: readonly number[]): Misfit | undefined {
  const expected = INDEX_COUNTS[operator] ?? 0
  return indices.length === expected
    ? undefined
    : misfit(`\`${operator}\` has ${String(expected)} indices, not ${String(indices.length)}.`)
}

function apply(
  operator: BitsOperator,
  operands: readonly Typed[],
  indices: readonly number[],
): Typed | Misfit {
  const widths = operands.map(widthOf)
  const result = resultWidth(operator, widths, indices)
  if (typeof result === 'string') return misfit(`\`${operator}\`: ${result}.`)
  return {
    expr: { kind: 'bits', operator, operands: operands.map(({ expr }) => expr), widths, indices },
    type: result.width === undefined ? BOOL : bitsType(result.width),
  }
}

function chained(operator: BitsOperator, operands: readonly Typed[]): Typed | Misfit {
  const wrong = miscounted(operator, operands, { least: 2 })
  if (wrong !== undefined) return wrong
  const words: readonly (Typed | Misfit)[] = operands
  return words.reduce((all, next) =>
    isMisfit(all) || isMisfit(next) ? all : apply(operator, [all, next], []),
  )
}

function inverted(operator: BitsOperator): Abbreviation {
  return (operands) => {
    const result = apply(operator, operands, [])
    return isMisfit(result) ? result : apply('bvnot', [result], [])
  }
}

function swapped(operator: BitsOperator): Abbreviation {
  return (operands) => apply(operator, operands.toReversed(), [])
}

/** @param leftwards by how many places to the left, from 0 to the width less one. */
function rotated(leftwards: (width: number, by: number) => number): Abbreviation {
  return ([operand], [by = 0]) => {
    if (operand === undefined) return misfit('A rotation takes 1 operand.')
    const width = widthOf(operand)
    const left = leftwards(width, by)
    if (left === 0) return operand
    const low = apply('extract', [operand], [width - left - 1, 0])
    const high = apply('extract', [operand], [width - 1, width - left])
    if (isMisfit(low)) return low
    return isMisfit(high) ? high : apply('concat', [low, high], [])
  }
}

/** Whether the result does not fit the operands' width: with so many bits more it is another number. */
function overflows(
  operator: BitsOperator,
  extension: 'zero_extend' | 'sign_extend',
  more: (width: number) => number,
): Abbreviation {
  return (operands) => {
    const [first] = operands
    if (first === undefined || operands.length !== 2) return misfit('An overflow predicate takes 2 operands.')
    const width = widthOf(first)
    const extended = operands.map((operand) => apply(extension, [operand], [more(width)]))
    const wide = extended.flatMap((operand) => (isMisfit(operand) ? [] : [operand]))
    const exact = apply(operator, wide, [])
    if (isMisfit(exact)) return exact
    const short = apply('extract', [exact], [width - 1, 0])
    const again = isMisfit(short) ? short : apply(extension, [short], [more(width)])
    return isMisfit(again) ? again : condition(negation({ kind: 'eq', left: again.expr, right: exact.expr }))
  }
}

function isWord(operand: Typed, constant: Typed): Expr {
  return { kind: 'eq', left: operand.expr, right: constant.expr }
}

function widthOf({ type }: Typed): number {
  return type.kind === 'bits' ? type.width : 0
}

/** A constant; `value` is taken modulo 2^width. */
export function word(width: number, value: bigint): Typed {
  const type = bitsType(width)
  const expr: Expr = { kind: 'literal', type, value: integer(BigInt.asUintN(width, value)) }
  return { expr, type }
}

/** The smallest number in two's complement. */
function lowest(width: number): Typed {
  return word(width, 1n << BigInt(width - 1))
}
