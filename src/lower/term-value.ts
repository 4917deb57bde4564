import { bottomUp } from '../ir/fold.js'
import { depthOf, operandsOf, type Application, type Symbol, type Term } from './term.js'

/** What a closed or assigned term means: a Boolean, an Int, or a bit-vector read as unsigned. */
export type TermValue = boolean | bigint

/** The value of a term where each symbol has the value that `valueOf` gives. Divisions by zero follow SMT-LIB for bit-vectors. */
export function termValue(root: Term, valueOf: (symbol: Symbol) => TermValue): TermValue {
  const known = new Map<Term, TermValue>()
  const value = (term: Term): TermValue => {
    if (term.kind === 'bool' || term.kind === 'number') return term.value
    const found = known.get(term)
    if (found !== undefined) return found
    const computed = term.kind === 'symbol' ? valueOf(term) : applied(term, value)
    known.set(term, computed)
    return computed
  }
  if (depthOf(root) > MOST_RECURSION) for (const term of bottomUp([root], operandsOf)) value(term)
  return value(root)
}

/** Deeper terms are evaluated bottom-up, also what does not matter for the value. */
const MOST_RECURSION = 1_000

function applied(term: Application, value: (term: Term) => TermValue): TermValue {
  const { operator, operands, indices } = term
  const [first, second, third] = operands
  const truth = (operand: Term | undefined): boolean => operand !== undefined && value(operand) === true
  switch (operator) {
    case 'not':
      return !truth(first)
    case 'and':
      return operands.every(truth)
    case 'or':
      return operands.some(truth)
    case 'ite':
      return value(defined(truth(first) ? second : third))
    case '=':
      return value(defined(first)) === value(defined(second))
    default:
      return computed(
        term,
        operands.map((operand) => BigInt(value(operand))),
        indices,
      )
  }
}

function computed(
  { operator, sort, operands }: Application,
  values: readonly bigint[],
  indices: readonly number[],
): TermValue {
  const [a = 0n, b = 0n] = values
  const width = widthOf(sort)
  const operandWidth = widthOf(operands[0]?.sort ?? sort)
  const signed = (bits: bigint): bigint => BigInt.asIntN(operandWidth, bits)
  /** Shifting by the width or more moves every bit out. */
  const shift = (by: bigint): bigint => (by < BigInt(operandWidth) ? by : BigInt(operandWidth))
  const unsigned = (number: bigint): bigint => BigInt.asUintN(width, number)
  switch (operator) {
    case 'bvnot':
      return unsigned(~a)
    case 'bvneg':
      return unsigned(-a)
    case 'bvand':
      return a & b
    case 'bvor':
      return a | b
    case 'bvxor':
      return a ^ b
    case 'bvadd':
      return unsigned(a + b)
    case 'bvsub':
      return unsigned(a - b)
    case 'bvmul':
      return unsigned(a * b)
    case 'bvudiv':
      return b === 0n ? unsigned(-1n) : a / b
    case 'bvurem':
      return b === 0n ? a : a % b
    case 'bvsdiv':
      return b === 0n ? unsigned(signed(a) < 0n ? 1n : -1n) : unsigned(signed(a) / signed(b))
    case 'bvsrem':
      return b === 0n ? a : unsigned(signed(a) % signed(b))
    case 'bvsmod':
      return b === 0n ? a : unsigned(((signed(a) % signed(b)) + signed(b)) % signed(b))
    case 'bvshl':
      return unsigned(a << shift(b))
    case 'bvlshr':
      return a >> shift(b)
    case 'bvashr':
      return unsigned(signed(a) >> shift(b))
    case 'concat':
      return (a << BigInt(widthOf(operands[1]?.sort ?? sort))) | b
    case 'bv2nat':
      return a
    case 'bvult':
      return a < b
    case 'bvule':
      return a <= b
    case 'bvslt':
      return signed(a) < signed(b)
    case 'bvsle':
      return signed(a) <= signed(b)
    case 'extract':
      return BigInt.asUintN(width, a >> BigInt(indices[1] ?? 0))
    case 'zero_extend':
      return a
    case 'sign_extend':
      return unsigned(signed(a))
    case '+':
      return values.reduce((sum, each) => sum + each, 0n)
    case '-':
      return a - b
    case '*':
      return a * b
    case '<':
      return a < b
    case '<=':
      return a <= b
    default:
      throw new TypeError(`the value of ${operator} is not computed here`)
  }
}

function widthOf(sort: Term['sort']): number {
  return sort.kind === 'BitVec' ? sort.width : 0
}

function defined(term: Term | undefined): Term {
  if (term === undefined) throw new TypeError('an operator without its operands')
  return term
}
