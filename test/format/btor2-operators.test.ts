import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Btor2Lines } from '../../src/format/btor2/lines.js'
import { writeApplication } from '../../src/format/btor2/operators.js'
import { maySkip } from '../smt/native.js'
import { readBtor2 } from './btor2-reader.js'
import { evaluate, value } from './btor2-simulator.js'

/** An operator of SMT-LIB on operands of some widths. */
interface Case {
  readonly operators: readonly string[]
  readonly operands: readonly number[]
  readonly width: number
  readonly indices?: readonly number[]
  /** Whether the operands of one bit are Booleans, and the result. */
  readonly logical?: 'result' | 'all'
}

const CASES: readonly Case[] = [
  { operators: ['bvnot', 'bvneg'], operands: [4], width: 4 },
  { operators: ['bvand', 'bvor', 'bvxor', 'bvadd', 'bvmul'], operands: [4, 4], width: 4 },
  { operators: ['bvand', 'bvor', 'bvxor', 'bvadd', 'bvmul'], operands: [4, 4, 4], width: 4 },
  { operators: ['bvnand', 'bvnor', 'bvxnor', 'bvsub'], operands: [4, 4], width: 4 },
  { operators: ['bvudiv', 'bvurem', 'bvsdiv', 'bvsrem', 'bvsmod'], operands: [4, 4], width: 4 },
  { operators: ['bvshl', 'bvlshr', 'bvashr'], operands: [4, 4], width: 4 },
  { operators: ['bvcomp'], operands: [4, 4], width: 1 },
  { operators: ['=', 'bvult', 'bvule', 'bvugt', 'bvuge'], operands: [4, 4], width: 1, logical: 'result' },
  { operators: ['bvslt', 'bvsle', 'bvsgt', 'bvsge'], operands: [4, 4], width: 1, logical: 'result' },
  { operators: ['not'], operands: [1], width: 1, logical: 'all' },
  { operators: ['and', 'or'], operands: [1, 1, 1], width: 1, logical: 'all' },
  { operators: ['='], operands: [1, 1], width: 1, logical: 'all' },
  { operators: ['ite'], operands: [1, 1, 1], width: 1, logical: 'all' },
  { operators: ['ite'], operands: [1, 4, 4], width: 4, logical: 'all' },
  { operators: ['concat'], operands: [2, 3, 3], width: 8 },
  { operators: ['extract'], operands: [5], width: 3, indices: [3, 1] },
  { operators: ['zero_extend', 'sign_extend'], operands: [4], width: 6, indices: [2] },
  ...[0, 1, 3, 5, 7].map((places) => ({
    operators: ['rotate_left', 'rotate_right'],
    operands: [5],
    width: 5,
    indices: [places],
  })),
  { operators: ['repeat'], operands: [3], width: 9, indices: [3] },
  { operators: ['repeat'], operands: [3], width: 3, indices: [1] },
]

const CASES_BY_OPERATOR = CASES.flatMap(({ operators, ...rest }) =>
  operators.map((operator) => ({ operator, indices: [], logical: undefined, ...rest })),
)

describe.skipIf(maySkip('z3'))('an operator in BTOR2 means what Z3 says of it', () => {
  it.each(CASES_BY_OPERATOR)(
    '$operator $indices of $operands',
    ({ operator, operands, width, indices, logical }) => {
      const lines = new Btor2Lines()
      const inputs = operands.map((operand) => lines.statement(['input', lines.sort(operand)]))
      const node = writeApplication(lines, operator, {
        width,
        operands: inputs.map((id, place) => ({ node: id, width: operands[place]! })),
        indices,
      })
      const file = readBtor2(lines.toString())
      const samples = fc.sample(
        fc.tuple(...operands.map((operand) => fc.bigInt({ min: 0n, max: (1n << BigInt(operand)) - 1n }))),
        { numRuns: 100, seed: 1 },
      )
      const literal = (bits: bigint, size: number, isLogical: boolean): string =>
        isLogical ? String(bits === 1n) : `#b${bits.toString(2).padStart(size, '0')}`
      const head = indices.length === 0 ? operator : `(_ ${operator} ${indices.join(' ')})`
      const asked = samples.map((sample) => {
        const given = sample.map((bits, place) =>
          literal(bits, operands[place]!, logical === 'all' && operands[place] === 1),
        )
        return `(simplify (${head} ${given.join(' ')}))`
      })
      const answers = execFileSync('z3', ['-in', '-smt2'], { encoding: 'utf8', input: asked.join('\n') })
      const ours = samples.map((sample) => {
        const given = new Map(inputs.map((id, place) => [id, sample[place]!]))
        return literal(value(file, evaluate(file, given), node), width, logical !== undefined && width === 1)
      })
      expect(ours).toEqual(answers.trim().split('\n').map(inBinary))
    },
  )
})

/** Z3 prints in hexadecimal where that fits. */
function inBinary(answer: string): string {
  if (!answer.startsWith('#x')) return answer
  return `#b${BigInt(`0${answer.slice(1)}`)
    .toString(2)
    .padStart((answer.length - 2) * 4, '0')}`
}
