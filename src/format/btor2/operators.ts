import type { Operator } from '../../lower/term.js'
import type { Btor2Lines, NodeId } from './lines.js'

/** An operator's application, its operands written already. A Boolean has width 1. */
export interface Applied {
  readonly width: number
  readonly operands: readonly Operand[]
  readonly indices: readonly number[]
}

export interface Operand {
  readonly node: NodeId
  readonly width: number
}

type Writing = (lines: Btor2Lines, applied: Applied) => NodeId

/** Written by BTOR2's own operator. */
function native(name: string): Writing {
  return (lines, { width, operands, indices }) =>
    lines.expression(name, lines.sort(width), ...operands.map(({ node }) => node), ...indices)
}

/** An associative operator of any number of operands, two at a time from the left. */
function chained(name: string): Writing {
  return (lines, { width, operands }) =>
    operands
      .map(({ node }) => node)
      .reduce((left, right) => lines.expression(name, lines.sort(width), left, right))
}

/** The operands' bits one after the other, the first one highest. */
function joined(lines: Btor2Lines, operands: readonly Operand[]): NodeId {
  return operands.reduce((high, low) => {
    const width = high.width + low.width
    return { width, node: lines.expression('concat', lines.sort(width), high.node, low.node) }
  }).node
}

const concatenated: Writing = (lines, { operands }) => joined(lines, operands)

/** Without `rol` and `ror`, which not every reader of BTOR2 knows: the upper and the lower bits change places. */
function rotated(direction: 'left' | 'right'): Writing {
  return (lines, { width, operands: [operand], indices: [places = 0] }) => {
    if (operand === undefined) throw new TypeError('a rotation of nothing')
    const moved = places % width
    if (moved === 0) return operand.node
    const slice = (high: number, low: number): Operand => {
      const size = high - low + 1
      return { width: size, node: lines.expression('slice', lines.sort(size), operand.node, high, low) }
    }
    const low = direction === 'left' ? width - moved : moved
    return joined(lines, [slice(low - 1, 0), slice(width - 1, low)])
  }
}

const repeated: Writing = (lines, { operands: [operand], indices: [times = 1] }) => {
  if (operand === undefined) throw new TypeError('a repetition of nothing')
  return joined(lines, Array<Operand>(times).fill(operand))
}

/** The operators that only unbounded integers have. */
type IntegerOperator = '+' | '-' | '*' | 'div' | 'mod' | '<' | '<=' | 'bv2nat'

/** What BTOR2 makes of SMT-LIB's operators on Booleans and bit-vectors. By zero both divide alike. */
const WRITINGS: Readonly<Record<Exclude<Operator, IntegerOperator>, Writing>> &
  Readonly<Record<string, Writing>> = {
  not: native('not'),
  and: chained('and'),
  or: chained('or'),
  '=': native('eq'),
  ite: native('ite'),
  bvnot: native('not'),
  bvand: chained('and'),
  bvor: chained('or'),
  bvxor: chained('xor'),
  bvnand: native('nand'),
  bvnor: native('nor'),
  bvxnor: native('xnor'),
  bvcomp: native('eq'),
  bvneg: native('neg'),
  bvadd: chained('add'),
  bvsub: native('sub'),
  bvmul: chained('mul'),
  bvudiv: native('udiv'),
  bvurem: native('urem'),
  bvsdiv: native('sdiv'),
  bvsrem: native('srem'),
  bvsmod: native('smod'),
  bvshl: native('sll'),
  bvlshr: native('srl'),
  bvashr: native('sra'),
  bvult: native('ult'),
  bvule: native('ulte'),
  bvugt: native('ugt'),
  bvuge: native('ugte'),
  bvslt: native('slt'),
  bvsle: native('slte'),
  bvsgt: native('sgt'),
  bvsge: native('sgte'),
  concat: concatenated,
  extract: native('slice'),
  zero_extend: native('uext'),
  sign_extend: native('sext'),
  rotate_left: rotated('left'),
  rotate_right: rotated('right'),
  repeat: repeated,
}

/** Writes the application of an operator, named as in SMT-LIB. */
export function writeApplication(lines: Btor2Lines, operator: string, applied: Applied): NodeId {
  const write = WRITINGS[operator]
  if (write === undefined) throw new TypeError(`BTOR2 has nothing for ${operator}`)
  return write(lines, applied)
}
