import fc, { type GeneratorValue } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { symbolsOf, bitVecSort, BOOL_SORT, INT_SORT, type Symbol, type Term } from '../../src/lower/term.js'
import { termValue } from '../../src/lower/term-value.js'
import { Terms } from '../../src/lower/terms.js'
import { readTerm } from '../../src/smt/read-term.js'
import { readSExpression } from '../../src/smt/s-expression.js'
import { plainName, printTerm } from '../../src/smt/smtlib.js'
import { loadZ3 } from '../../src/smt/z3.js'
import { UnreadableTerm } from '../../src/smt/unreadable-term.js'

const terms = new Terms()
const symbol = (name: string, sort: Symbol['sort']): Symbol => terms.symbol(name, sort, 'current')
const SYMBOLS = [
  symbol('a', BOOL_SORT),
  symbol('b', BOOL_SORT),
  symbol('x', bitVecSort(3)),
  symbol('y', bitVecSort(3)),
  symbol('z', bitVecSort(5)),
  symbol('i', INT_SORT),
  symbol('j', INT_SORT),
]
const names = new Map(SYMBOLS.map((each) => [plainName(each), each]))
const [A, B, X, Y, Z, I, J] = SYMBOLS as [Symbol, Symbol, Symbol, Symbol, Symbol, Symbol, Symbol]

const read = (text: string): Term => readTerm(terms, readSExpression(text), names)

describe('a term that is read', () => {
  it.each<[string, Term]>([
    ['true', terms.true],
    ['(not a)', terms.not(A)],
    ['(xor a b)', terms.not(terms.equal(A, B))],
    ['(=> a b a)', terms.implies(A, terms.implies(B, A))],
    ['(= x #b101)', terms.equal(X, terms.bits(3, 5n))],
    ['(= x (_ bv5 3))', terms.equal(X, terms.bits(3, 5n))],
    ['(bvult x y)', terms.apply('bvult', BOOL_SORT, [X, Y])],
    ['(bvsgt x y)', terms.apply('bvslt', BOOL_SORT, [Y, X])],
    ['(bvuge x y)', terms.apply('bvule', BOOL_SORT, [Y, X])],
    ['(= (bvadd x y) y)', terms.equal(terms.apply('bvadd', bitVecSort(3), [X, Y]), Y)],
    ['(= ((_ zero_extend 2) x) z)', terms.equal(terms.apply('zero_extend', bitVecSort(5), [X], [2]), Z)],
    ['(= ((_ extract 2 0) z) x)', terms.equal(terms.apply('extract', bitVecSort(3), [Z], [2, 0]), X)],
    ['(>= i (- 3))', terms.apply('<=', BOOL_SORT, [terms.int(-3n), I])],
    ['(ite a (= i j) b)', terms.ite(A, terms.equal(I, J), B)],
    ['(let ((a b) (b a)) (and a (not b)))', terms.and(B, terms.not(A))],
    ['(let ((u (= x y))) (let ((v (not u))) (or u v)))', terms.true],
    ['|a|', A],
  ])('%s is what it says', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  it.each([
    ['(= a x)', '= of Bool and a bit-vector of 3'],
    ['(= x z)', '= of a bit-vector of 3 and a bit-vector of 5'],
    ['(= z #x0f)', '= of a bit-vector of 5 and a bit-vector of 8'],
    ['(and a x)', 'and of Bool and a bit-vector of 3'],
    ['(not i)', 'not of Int'],
    ['(not a b)', 'not of 2 operands'],
    ['(= a)', '= of 1 operand'],
    ['(and)', 'and of 0 operands'],
    ['(ite i a b)', 'ite of Int and Bool and Bool'],
    ['(ite a b i)', 'ite of Bool and Int'],
    ['(ite a b)', 'ite of 1 operand'],
    ['(bvult x z)', 'bvult of a bit-vector of 3 and a bit-vector of 5'],
    ['(bvult a b)', 'bvult of Bool and Bool'],
    ['(bvadd x y x)', 'bvadd of 3 operands'],
    ['(< x y)', '< of a bit-vector of 3 and a bit-vector of 3'],
    ['(< i a)', '< of Int and Bool'],
    ['(* i j)', 'a product of two unknowns'],
    ['(div i j)', 'div by what is no constant'],
    ['(mod i 0)', 'mod by what is no constant other than zero'],
    ['(= x 5)', '= of a bit-vector of 3 and Int'],
    ['(_ bv9 3)', 'a number of 3 bits'],
    ['(_ bv1 0)', 'a number of 0 bits'],
    ['((_ extract 3 0) x)', 'bits that are not there'],
    ['((_ extract 0 1) x)', 'bits that are not there'],
    ['((_ extract 2) x)', 'bits that are not there'],
    ['((_ extract 2 0) i)', 'extract of what is no bit-vector'],
    ['((_ zero_extend 99999999999) x)', 'a number of 100000000002 bits'],
    ['((_ divisible 3) x)', 'divisible by nothing'],
    ['((_ rotate_left 1) x)', 'the indexed operator rotate_left'],
    ['c', 'the symbol c'],
    ['a@0', 'the symbol a@0'],
    ['(bvfoo x y)', 'the operator bvfoo'],
    ['(constructor a)', 'the operator constructor'],
    ['(forall ((q Int)) a)', 'a quantifier'],
    ['(let ((q a)))', 'a let without a body'],
    ['(let ((1 a)) a)', 'a let that binds no symbol'],
    ['"a"', 'a string'],
    ['1.5', 'a decimal'],
    ['()', 'an application of no operator'],
  ])('%s is refused', (text, message) => {
    let error: unknown
    try {
      read(text)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(UnreadableTerm)
    expect(String(error)).toContain(message)
  })

  it('may bind as many names one in the other as there are', () => {
    const count = 20_000
    const lets = Array.from({ length: count }, (_, at) => `(let ((n${String(at)} (not a))) `)
    expect(read(`${lets.join('')}n7${')'.repeat(count)}`)).toBe(terms.not(A))
  })

  it('may not be nested deeper than what is done with terms can follow', () => {
    const nested = (depth: number): string => `${'(or a (and b '.repeat(depth)}(= x y)${'))'.repeat(depth)}`
    expect(symbolsOf(read(nested(200)))).toContain(X)
    expect(() => read(nested(100_000))).toThrow('nested too deeply')
    // The same height by names, each for little text.
    const bound = (depth: number): string => {
      const lets = Array.from(
        { length: depth },
        (_, at) => `(let ((n${String(at + 1)} (or a (and b n${String(at)})))) `,
      )
      return `(let ((n0 (= x y))) ${lets.join('')}n${String(depth)}${')'.repeat(depth + 1)}`
    }
    expect(symbolsOf(read(bound(200)))).toContain(Y)
    expect(() => read(bound(5_000))).toThrow('nested too deeply')
  })
})

/** A random formula over the symbols, as text. */
function formulaText(pick: (most: number) => number, depth: number): string {
  const formula = (): string => formulaText(pick, depth - 1)
  const bits = (): string => bitsText(pick, depth)
  const atoms = [
    () => 'a',
    () => 'b',
    () =>
      `(${['bvult', 'bvule', 'bvslt', 'bvsle', 'bvugt', 'bvuge', 'bvsgt', 'bvsge'][pick(7)]!} ${bits()} ${bits()})`,
    () => `(= ${bits()} ${bits()} ${bits()})`,
    () => `(distinct ${bits()} ${bits()} ${bits()})`,
    () => `(= z ((_ ${['zero_extend', 'sign_extend'][pick(1)]!} 2) ${bits()}))`,
  ]
  if (depth === 0) return atoms[pick(atoms.length - 1)]!()
  const composed = [
    () => `(not ${formula()})`,
    () => `(${['and', 'or', '=>', 'xor', '='][pick(4)]!} ${formula()} ${formula()})`,
    () => `(ite ${formula()} ${formula()} ${formula()})`,
    () => `(let ((a ${formula()}) (x ${bits()})) ${formula()})`,
    ...atoms,
  ]
  return composed[pick(composed.length - 1)]!()
}

function bitsText(pick: (most: number) => number, depth: number): string {
  const leaves = ['x', 'y', '((_ extract 3 1) z)', '#b101', '(_ bv6 3)', '#b000']
  if (depth === 0) return leaves[pick(leaves.length - 1)]!
  const smaller = (): string => bitsText(pick, depth - 1)
  const operator = ['bvadd', 'bvsub', 'bvmul', 'bvudiv', 'bvurem', 'bvsdiv', 'bvsrem'][pick(6)]!
  return [
    () => `(${operator} ${smaller()} ${smaller()})`,
    () => `(ite ${formulaText(pick, 0)} ${smaller()} ${smaller()})`,
    () => leaves[pick(leaves.length - 1)]!,
  ][pick(2)]!()
}

/** Values of all symbols but the integers. */
function valuation(draw: GeneratorValue): ReadonlyMap<Symbol, boolean | bigint> {
  return new Map<Symbol, boolean | bigint>([
    ...[A, B].map((each) => [each, draw(fc.boolean)] as const),
    ...[X, Y].map((each) => [each, BigInt(draw(fc.nat, 7))] as const),
    [Z, BigInt(draw(fc.nat, 31))],
  ])
}

it('a random formula means what Z3 takes it to mean', async () => {
  const solver = await (await loadZ3()).open()
  const constant = ({ name, sort }: Symbol, value: boolean | bigint): string =>
    `(${name} ${sort.kind === 'BitVec' ? `(_ bv${String(value)} ${String(sort.width)})` : String(value)})`
  const agree = fc.asyncProperty(fc.gen(), async (draw) => {
    const text = formulaText((most) => draw(fc.nat, most), 4)
    const values = valuation(draw)
    const bindings = [...values].map(([each, value]) => constant(each, value))
    const answer = await solver.run(`(simplify (let (${bindings.join(' ')}) ${text}))`)
    expect(`${text} is ${String(termValue(read(text), (each) => values.get(each) ?? false))}`).toBe(
      `${text} is ${answer.trim()}`,
    )
  })
  await fc.assert(agree, { numRuns: 1_000 })
  await solver.close()
})

describe('what is printed', () => {
  it('is read as the term that it was, or one that always has the same value', () => {
    fc.assert(
      fc.property(fc.gen(), (draw) => {
        const term = read(formulaText((most) => draw(fc.nat, most), 4))
        const again = read(printTerm(term))
        const values = valuation(draw)
        const valueOf = (each: Symbol): boolean | bigint => values.get(each) ?? false
        expect(termValue(again, valueOf)).toBe(termValue(term, valueOf))
        expect(printTerm(read(printTerm(again)))).toBe(printTerm(again))
      }),
      { numRuns: 1_000 },
    )
  })

  it('has names that mean themselves, whatever they are', () => {
    const odd = [
      'true',
      'false',
      '?0',
      '?1',
      'not',
      'let',
      'a b',
      'p|q',
      'a{7c}',
      'ä',
      '0',
      'x[a|b].c',
      'trueish',
      '??',
    ]
    const others = new Terms()
    const symbols = odd.map((name) => others.symbol(name, BOOL_SORT, 'current'))
    const known = new Map(symbols.map((each) => [plainName(each), each]))
    expect(known.size).toBe(odd.length)
    // Shared subterms bring names of the printer's own.
    const shared = others.equal(symbols[2]!, symbols[0]!)
    const term = others.and(
      others.or(shared, others.not(symbols[1]!), symbols[2]!, symbols[3]!),
      others.or(others.not(shared), ...symbols.slice(4)),
    )
    for (const each of [term, others.true, others.false])
      expect(readTerm(others, readSExpression(printTerm(each)), known)).toBe(each)
  })
})
