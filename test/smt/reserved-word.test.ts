import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { isReserved } from '../../src/smt/reserved-word.js'
import { maySkip } from './native.js'

/** Names that a model can have and that some logic of some solver may take for its own. */
const NAMES = `
  _ as let par exists forall match true false not and or xor ite distinct implies iff if then
  Bool Int Real Array BitVec String RegLan NUMERAL BINARY DECIMAL HEXADECIMAL STRING
  abs div mod divisible to_real to_int is_int iand pow2 sin cos tan exp sqrt pi e real int
  concat extract repeat zero_extend sign_extend rotate_left rotate_right
  bvnot bvneg bvand bvor bvxor bvnand bvnor bvxnor bvcomp bvadd bvsub bvmul bvudiv bvurem bvsdiv bvsrem bvsmod
  bvshl bvlshr bvashr bvult bvule bvugt bvuge bvslt bvsle bvsgt bvsge bvredor bvredand bv0 bv1 bv2nat int2bv nat2bv
  select store const map default set union member card subset insert singleton bag tuple seq size list nil cons head tail is
  fp to_fp NaN RNE RNA RTP RTN RTZ roundTowardZero roundNearestTiesToEven str.len str.at re.all re.opt fp.add fp.eq seq.len
  set.union bag.count
  assert push pop exit echo reset define declare model sat unsat unknown error success state init trans next property input
  lambda choice sum range count emp choose first last valid bad step ok x
`
  .trim()
  .split(/\s+/)

const SOLVERS = [
  { name: 'z3', args: ['-in', '-smt2'] },
  { name: 'cvc5', args: ['--lang', 'smt2'] },
] as const

describe.each(SOLVERS)('$name', ({ name: solver, args }) => {
  it.skipIf(maySkip(solver)).each(['QF_BV', 'QF_LIA', 'QF_NIA', 'ALL'])(
    'takes every name that is not reserved for what it is declared to be, in %s',
    (logic) => {
      const free = NAMES.filter((name) => !isReserved(name)).map((name) => `|${name}|`)
      const script = [
        `(set-logic ${logic})`,
        ...free.map((name) => `(declare-fun ${name} () Bool)`),
        `(assert (and ${free.join(' ')}))`,
        '(check-sat)',
      ]
      const { stdout } = spawnSync(solver, args, { input: script.join('\n'), encoding: 'utf8' })
      expect(stdout).toBe('sat\n')
      expect(free.length).toBeGreaterThan(50)
    },
  )
})

it('no reserved name has a number sign, which makes other names of them', () => {
  for (const name of NAMES) expect(isReserved(`${name}#2`)).toBe(false)
})
