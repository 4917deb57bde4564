import type { Unrolled } from './bounded-search.js'
import { readBtor2, type Node } from './btor2-reader.js'

/** SMT-LIB's functions of the same meaning on bit-vectors, and on one bit, which is a Boolean there. */
const FUNCTIONS: Readonly<Record<string, readonly [bits: string, bit?: string]>> = {
  not: ['bvnot', 'not'],
  and: ['bvand', 'and'],
  or: ['bvor', 'or'],
  xor: ['bvxor', 'xor'],
  nand: ['bvnand'],
  nor: ['bvnor'],
  xnor: ['bvxnor', '='],
  neg: ['bvneg'],
  add: ['bvadd'],
  sub: ['bvsub'],
  mul: ['bvmul'],
  udiv: ['bvudiv'],
  urem: ['bvurem'],
  sdiv: ['bvsdiv'],
  srem: ['bvsrem'],
  smod: ['bvsmod'],
  sll: ['bvshl'],
  srl: ['bvlshr'],
  sra: ['bvashr'],
  concat: ['concat'],
}

const PREDICATES: Readonly<Record<string, string>> = {
  ult: 'bvult',
  ulte: 'bvule',
  ugt: 'bvugt',
  ugte: 'bvuge',
  slt: 'bvslt',
  slte: 'bvsle',
  sgt: 'bvsgt',
  sgte: 'bvsge',
}

/** A BTOR2 file as SMT-LIB: the value of line n at depth k is `n@k`, a Boolean where it is one bit. */
export function unrolledBtor2(text: string): Unrolled {
  const { nodes, states, inputs, bads } = readBtor2(text)
  const sort = (width: number): string => (width === 1 ? 'Bool' : `(_ BitVec ${String(width)})`)
  const widthOf = (reference: number): number => nodes.get(Math.abs(reference))!.width
  const at = (reference: number, k: number): string => {
    if (reference > 0) return `n${String(reference)}@${String(k)}`
    return `(${widthOf(reference) === 1 ? 'not' : 'bvnot'} ${at(-reference, k)})`
  }
  const bits = (reference: number, k: number): string =>
    widthOf(reference) === 1 ? `(ite ${at(reference, k)} #b1 #b0)` : at(reference, k)
  const declare = (id: number, k: number): string => `(declare-const ${at(id, k)} ${sort(widthOf(id))})`
  const meaning = (node: Node, k: number): string => {
    const { operator, operands, parameters, value, width } = node
    const fromBits = (term: string): string => (width === 1 ? `(= ${term} #b1)` : term)
    const plain = operands.map((operand) => at(operand, k))
    const asBits = operands.map((operand) => bits(operand, k)).join(' ')
    const indices = parameters.map(String).join(' ')
    if (value !== undefined) return fromBits(`#b${value.toString(2).padStart(width, '0')}`)
    if (operator === 'ite') return `(ite ${plain.join(' ')})`
    if (operator === 'eq') return `(= ${plain.join(' ')})`
    if (operator === 'slice') return fromBits(`((_ extract ${indices}) ${asBits})`)
    if (operator === 'uext') return fromBits(`((_ zero_extend ${indices}) ${asBits})`)
    if (operator === 'sext') return fromBits(`((_ sign_extend ${indices}) ${asBits})`)
    const predicate = PREDICATES[operator]
    if (predicate !== undefined) return `(${predicate} ${asBits})`
    const [ofBits, ofBit] = FUNCTIONS[operator] ?? []
    if (ofBit !== undefined && width === 1) return `(${ofBit} ${plain.join(' ')})`
    if (ofBits === undefined) throw new Error(`no meaning for ${operator}`)
    return fromBits(`(${ofBits} ${asBits})`)
  }
  /** Inputs and all that follows from them and the state, which is there already. */
  const values = (k: number): readonly string[] => [
    ...inputs.map((id) => declare(id, k)),
    ...[...nodes.values()]
      .filter(({ operator }) => operator !== 'state' && operator !== 'input')
      .map((node) => `(define-fun ${at(node.id, k)} () ${sort(node.width)} ${meaning(node, k)})`),
  ]
  return {
    logic: 'QF_BV',
    start: () =>
      [
        ...states.map(({ id }) => declare(id, 0)),
        ...values(0),
        ...states.flatMap(({ id, init }) =>
          init === undefined ? [] : `(assert (= ${at(id, 0)} ${at(init, 0)}))`,
        ),
      ].join('\n'),
    step: (k) =>
      [
        ...states.map(({ id }) => declare(id, k + 1)),
        ...states.flatMap(({ id, next }) =>
          next === undefined ? [] : `(assert (= ${at(id, k + 1)} ${at(next, k)}))`,
        ),
        ...values(k + 1),
      ].join('\n'),
    bads: (k) => new Map(bads.map(({ node, symbol }) => [String(symbol), at(node, k)])),
  }
}
