import { spawnSync } from 'node:child_process'
import fc, { type GeneratorValue } from 'fast-check'
import { expect, it } from 'vitest'
import { readVmt } from '../../../src/format/vmt/read-vmt.js'
import { evaluate } from '../../../src/ir/evaluate.js'
import { lowerSystem } from '../../../src/lower/lower-system.js'
import { termValue } from '../../../src/lower/term-value.js'
import { readSExpression } from '../../../src/smt/s-expression.js'

/** Operators of QF_BV on words of one width. */
const TO_WORD_OF_ONE = ['bvnot', 'bvneg']
const TO_WORD_OF_TWO = [
  'bvand',
  'bvor',
  'bvxor',
  'bvnand',
  'bvnor',
  'bvxnor',
  'bvadd',
  'bvsub',
  'bvmul',
  'bvudiv',
  'bvurem',
  'bvsdiv',
  'bvsrem',
  'bvsmod',
  'bvshl',
  'bvlshr',
  'bvashr',
]
const TO_TRUTH = ['bvult', 'bvule', 'bvugt', 'bvuge', 'bvslt', 'bvsle', 'bvsgt', 'bvsge']

/** A closed term of a sort, as text. */
class RandomTerms {
  constructor(private readonly draw: GeneratorValue) {}

  private int(min: number, max: number): number {
    return this.draw(fc.integer, { min, max })
  }

  private oneOf<T>(items: readonly T[]): T {
    return items[this.int(0, items.length - 1)]!
  }

  word(width: number, depth: number): string {
    if (depth === 0) return this.constant(width)
    const smaller = depth - 1
    const word = (of = width): string => this.word(of, smaller)
    return this.oneOf<() => string>([
      () => this.constant(width),
      () => `(${this.oneOf(TO_WORD_OF_ONE)} ${word()})`,
      () => `(${this.oneOf(TO_WORD_OF_TWO)} ${word()} ${word()})`,
      () => `(${this.oneOf(TO_WORD_OF_TWO)} ${word()} ${word()})`,
      () => `(${this.oneOf(['bvand', 'bvor', 'bvadd', 'bvmul', 'bvxor'])} ${word()} ${word()} ${word()})`,
      () => `(ite ${this.truth(smaller)} ${word()} ${word()})`,
      () => `((_ ${this.oneOf(['rotate_left', 'rotate_right'])} ${String(this.int(0, 9))}) ${word()})`,
      () => {
        const low = this.int(0, 3)
        return `((_ extract ${String(low + width - 1)} ${String(low)}) ${word(low + width + this.int(0, 3))})`
      },
      () => {
        const inner = this.int(1, width)
        return `((_ ${this.oneOf(['zero_extend', 'sign_extend'])} ${String(width - inner)}) ${word(inner)})`
      },
      () => {
        if (width === 1) return `(bvcomp ${word(3)} ${word(3)})`
        const high = this.int(1, width - 1)
        return `(concat ${word(high)} ${word(width - high)})`
      },
      () => (width % 2 === 0 ? `((_ repeat 2) ${word(width / 2)})` : `((_ repeat 1) ${word()})`),
      () => `(let ((a ${word()}) (b ${word()})) (bvsub a (bvor b a)))`,
    ])()
  }

  truth(depth: number): string {
    if (depth === 0) return this.oneOf(['true', 'false'])
    const smaller = depth - 1
    const width = this.int(1, 5)
    const word = (): string => this.word(width, smaller)
    const integer = (): string => this.integer(smaller)
    return this.oneOf<() => string>([
      () => `(${this.oneOf(TO_TRUTH)} ${word()} ${word()})`,
      () => `(${this.oneOf(TO_TRUTH)} ${word()} ${word()})`,
      () => `(${this.oneOf(['=', 'distinct'])} ${word()} ${word()} ${word()})`,
      () =>
        `(${this.oneOf(['and', 'or', 'xor', '=>', '='])} ${this.truth(smaller)} ${this.truth(smaller)} ${this.truth(smaller)})`,
      () => `(not ${this.truth(smaller)})`,
      () => `(${this.oneOf(['<', '<=', '>', '>=', '='])} ${integer()} ${integer()} ${integer()})`,
      () => `(is-divisible ${integer()})`,
    ])()
  }

  integer(depth: number): string {
    if (depth === 0) return this.oneOf(['0', '7', '(- 3)', '12', '(- 9223372036854775808)'])
    const integer = (): string => this.integer(depth - 1)
    return this.oneOf<() => string>([
      () => `(${this.oneOf(['+', '-', '*'])} ${integer()} ${integer()} ${integer()})`,
      () => `(- ${integer()})`,
      () => `(abs ${integer()})`,
      () => `(${this.oneOf(['div', 'mod'])} ${integer()} ${this.oneOf(['3', '(- 4)'])})`,
      () => `(ite ${this.truth(depth - 1)} ${integer()} ${integer()})`,
    ])()
  }

  private constant(width: number): string {
    const value = this.draw(fc.bigInt, { min: 0n, max: 2n ** BigInt(width) - 1n })
    return this.oneOf([
      `#b${value.toString(2).padStart(width, '0')}`,
      `(_ bv${String(value)} ${String(width)})`,
    ])
  }
}

/** A function, and how those write it who do not know the operator. */
const DIVISIBLE = '(define-fun is-divisible ((n Int)) Bool ((_ divisible 3) n))'
const NO_REST = '(define-fun is-divisible ((n Int)) Bool (= 0 (mod n 3)))'

/** What this program makes of conditions: by the interpreter, and by its own terms. */
function ownAnswers(conditions: readonly string[]): readonly (readonly [boolean, boolean])[] {
  const definitions = conditions.map(
    (condition, place) =>
      `(define-fun p${String(place)} () Bool (! ${condition} :invar-property ${String(place)}))`,
  )
  const system = readVmt([DIVISIBLE, ...definitions].join('\n'), { file: 'terms.vmt', name: 'terms' })
  const lowered = lowerSystem(system)
  return system.properties.map((property, place) => {
    if (property.kind !== 'invariant') throw new Error('no invariant')
    const evaluation = evaluate(system, property.expr, { state: {} })
    const violated = termValue(lowered.targets[place]!.state, () => false)
    return [evaluation.kind === 'value' && evaluation.value === true, violated === false]
  })
}

function nativeAnswers(
  program: string,
  args: readonly string[],
  prelude: string,
  conditions: readonly string[],
): readonly boolean[] {
  const script = [
    '(set-option :produce-models true)',
    '(set-logic ALL)',
    prelude,
    ...conditions.map((condition, place) => `(define-fun p${String(place)} () Bool ${condition})`),
    '(check-sat)',
    `(get-value (${conditions.map((_, place) => `p${String(place)}`).join(' ')}))`,
  ].join('\n')
  const printed = spawnSync(program, args, { input: script, encoding: 'utf8' }).stdout
  const values = readSExpression(printed.replace(/^sat\s*/, ''))
  if (values.kind !== 'list') throw new Error(printed)
  return values.items.map((pair) => {
    const value = pair.kind === 'list' ? pair.items[1] : undefined
    return value?.kind === 'symbol' && value.name === 'true'
  })
}

const AT_ONCE = 1_500

it('means the same by every operator as native Z3 and cvc5 do', () => {
  const [conditions = []] = fc.sample(
    fc.gen().map((draw) => {
      const random = new RandomTerms(draw)
      return Array.from({ length: AT_ONCE }, () => random.truth(4))
    }),
    1,
  )
  const own = ownAnswers(conditions)
  const z3 = nativeAnswers('z3', ['-in', '-smt2'], NO_REST, conditions)
  const cvc5 = nativeAnswers('cvc5', ['--lang', 'smt2'], DIVISIBLE, conditions)
  conditions.forEach((condition, place) => {
    expect([own[place], cvc5[place]], condition).toEqual([[z3[place], z3[place]], z3[place]])
  })
  expect(new Set(z3).size).toBe(2)
})

it('means the same by the overflow predicates as arithmetic does', () => {
  for (const width of [1, 2, 3]) {
    const values = Array.from({ length: 2 ** width }, (_, value) => value)
    const signed = (value: number): number => (value >= 2 ** (width - 1) ? value - 2 ** width : value)
    const word = (value: number): string => `(_ bv${String(value)} ${String(width)})`
    const outside = (value: number): boolean => value < -(2 ** (width - 1)) || value >= 2 ** (width - 1)
    const rules: Readonly<Record<string, (a: number, b: number) => boolean>> = {
      bvuaddo: (a, b) => a + b >= 2 ** width,
      bvsaddo: (a, b) => outside(signed(a) + signed(b)),
      bvumulo: (a, b) => a * b >= 2 ** width,
      bvsmulo: (a, b) => outside(signed(a) * signed(b)),
      bvusubo: (a, b) => a < b,
      bvssubo: (a, b) => outside(signed(a) - signed(b)),
      bvsdivo: (a, b) => signed(a) === -(2 ** (width - 1)) && signed(b) === -1,
    }
    const cases = Object.entries(rules).flatMap(([operator, rule]) =>
      values.flatMap((a) =>
        values.map((b) => ({ condition: `(${operator} ${word(a)} ${word(b)})`, expected: rule(a, b) })),
      ),
    )
    const negations = values.map((a) => ({ condition: `(bvnego ${word(a)})`, expected: outside(-signed(a)) }))
    const all = [...cases, ...negations]
    const own = ownAnswers(all.map(({ condition }) => condition))
    all.forEach(({ condition, expected }, place) => {
      expect(own[place], condition).toEqual([expected, expected])
    })
  }
})
