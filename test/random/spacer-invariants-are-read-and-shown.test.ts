import { compileFunction } from 'node:vm'
import fc, { type GeneratorValue } from 'fast-check'
import { integer, flag, oneOf, state, step } from 'premortem'
import { expect, it } from 'vitest'
import { at } from '../../src/encode/command.js'
import { readTerm } from '../../src/smt/read-term.js'
import { showInvariant } from '../../src/engine/spacer/show-invariant.js'
import { lowerSystem } from '../../src/lower/lower-system.js'
import { readSExpression, type SExpression } from '../../src/smt/s-expression.js'
import { SmtlibPrinter } from '../../src/smt/smtlib.js'
import { built } from '../dsl/building.js'
import { randomRuns } from './runs.js'

const RUNS = randomRuns(1 / 5)

const SYSTEM = lowerSystem(
  built(() => {
    const [x, y, a, b] = [state(integer()), state(integer()), state(flag()), state(flag())]
    const pc = state(oneOf('idle', 'busy', 'done'))
    return { x, y, a, b, pc, stay: step() }
  }),
)
const NAMES = SYSTEM.cells.map(({ name }) => name)

type Value = bigint | boolean
type Environment = ReadonlyMap<string, Value>

/** Every combination of a few values. */
const STATES: readonly Environment[] = [-4n, -1n, 0n, 1n, 2n, 5n].flatMap((x) =>
  [-3n, -1n, 0n, 1n, 4n].flatMap((y) =>
    [true, false].flatMap((a) =>
      [true, false].flatMap((b) =>
        [0n, 1n, 2n].map(
          (pc) =>
            new Map<string, Value>([
              ['x', x],
              ['y', y],
              ['a', a],
              ['b', b],
              ['pc', pc],
            ]),
        ),
      ),
    ),
  ),
)

/** A condition as Z3 might print it. */
function condition(draw: GeneratorValue, depth: number): string {
  const pick = <T>(items: readonly T[]): T => items[draw(fc.integer, { min: 0, max: items.length - 1 })]!
  const smaller = (): string => condition(draw, depth - 1)
  const sum = (): string => integerText(draw, 2)
  if (depth === 0) {
    return pick([
      () => pick(['a', 'b']),
      () => `(${pick(['<', '<=', '>', '>=', '='])} ${sum()} ${sum()})`,
      () => `(${pick(['<=', '>=', '='])} pc ${String(draw(fc.integer, { min: 0, max: 2 }))})`,
      () => `(distinct ${sum()} ${sum()} ${sum()})`,
      () => `((_ divisible ${pick(['2', '3'])}) ${sum()})`,
      () => `(< ${sum()} ${sum()} ${sum()})`,
    ])()
  }
  return pick([
    () => `(not ${smaller()})`,
    () => `(and ${smaller()} ${smaller()} ${smaller()})`,
    () => `(or ${smaller()} ${smaller()} ${smaller()})`,
    () => `(=> ${smaller()} ${smaller()})`,
    () => `(ite ${smaller()} ${smaller()} ${smaller()})`,
    () => `(= ${smaller()} ${smaller()})`,
    () => `(let ((a ${smaller()}) (b ${smaller()}) (x ${sum()})) ${smaller()})`,
  ])()
}

function integerText(draw: GeneratorValue, depth: number): string {
  const pick = <T>(items: readonly T[]): T => items[draw(fc.integer, { min: 0, max: items.length - 1 })]!
  const constant = (): string => pick(['0', '1', '3', '(- 1)', '(- 2)'])
  if (depth === 0) return pick([() => pick(['x', 'y']), constant])()
  const smaller = (): string => integerText(draw, depth - 1)
  return pick([
    () => pick(['x', 'y']),
    constant,
    () => `(+ ${smaller()} ${smaller()})`,
    () => `(- ${smaller()} ${smaller()})`,
    () => `(- ${smaller()})`,
    () => `(* ${constant()} ${smaller()})`,
    () => `(${pick(['mod', 'div'])} ${pick(['x', '(+ x 1)', '(- y)'])} ${pick(['2', '3'])})`,
  ])()
}

/** What a text of SMT-LIB means: the standard's own definitions, written once more. */
function meaning(expression: SExpression, names: Environment): Value {
  if (expression.kind === 'numeral') return BigInt(expression.value)
  if (expression.kind === 'symbol') {
    if (expression.name === 'true' || expression.name === 'false') return expression.name === 'true'
    const value = names.get(expression.name) ?? names.get(expression.name.replace(/@0$/, ''))
    if (value === undefined) throw new Error(expression.name)
    return value
  }
  if (expression.kind !== 'list') throw new Error(expression.kind)
  const [operator, ...rest] = expression.items
  if (operator?.kind === 'list') {
    const divisor = operator.items[2]
    if (divisor?.kind !== 'numeral') throw new Error('divisible by what?')
    return Number(meaning(rest[0]!, names)) % Number(divisor.value) === 0
  }
  if (operator?.kind !== 'symbol') throw new Error('no operator')
  if (operator.name === 'let') {
    const bindings = rest[0]?.kind === 'list' ? rest[0].items : []
    const inner = new Map(names)
    for (const binding of bindings) {
      const [name, value] = binding.kind === 'list' ? binding.items : []
      if (name?.kind === 'symbol' && value !== undefined) inner.set(name.name, meaning(value, names))
    }
    return meaning(rest[1]!, inner)
  }
  const values = rest.map((operand) => meaning(operand, names))
  const numbers = values.map(Number)
  const [first = 0, second = 0] = numbers
  const everyPair = (relate: (a: number, b: number) => boolean): boolean =>
    numbers.slice(1).every((right, place) => relate(numbers[place]!, right))
  switch (operator.name) {
    case 'not':
      return values[0] !== true
    case 'and':
      return values.every(Boolean)
    case 'or':
      return values.some(Boolean)
    case '=>':
      return values[0] !== true || values[1] === true
    case 'ite':
      return values[0] === true ? values[1]! : values[2]!
    case '=':
      return everyPair((left, right) => left === right)
    case 'distinct':
      return new Set(numbers).size === numbers.length
    case '<':
      return everyPair((left, right) => left < right)
    case '<=':
      return everyPair((left, right) => left <= right)
    case '>':
      return everyPair((left, right) => left > right)
    case '>=':
      return everyPair((left, right) => left >= right)
    case '+':
      return BigInt(numbers.reduce((left, right) => left + right))
    case '-':
      return BigInt(numbers.length === 1 ? -first : numbers.reduce((left, right) => left - right))
    case '*':
      return BigInt(numbers.reduce((left, right) => left * right))
    case 'div':
      return BigInt(Math.floor(first / second))
    case 'mod':
      return BigInt(first - second * Math.floor(first / second))
    default:
      throw new Error(operator.name)
  }
}

/** Quotients and remainders as calls, from the innermost brackets outwards. */
function withCalls(line: string): string {
  const groups: string[] = []
  let text = line
  while (text.includes('(')) {
    text = text.replaceAll(/\(([^()]*)\)/g, (group, inner: string) => {
      groups.push(/ (?:mod|div) /.test(inner) ? inner.replace(/^(\S+) (mod|div) (\d)$/, '$2($1, $3)') : group)
      return `#${String(groups.length - 1)}#`
    })
  }
  while (text.includes('#')) text = text.replaceAll(/#(\d+)#/g, (_, place) => groups[Number(place)] ?? '')
  return text
}

/** The lines for people, run as JavaScript. */
function asFunction(lines: readonly string[]): (names: Environment) => boolean {
  const signs: Readonly<Record<string, string>> = { or: '||', and: '&&', not: '!', '=': '===' }
  const expression = lines
    .map((line) => {
      const words = withCalls(line).replaceAll(
        /(?<![\w<>!])(or|and|not|=)(?![\w=])/g,
        (word) => signs[word] ?? word,
      )
      return `(${words})`
    })
    .join(' && ')
  const parameters = ['x', 'y', 'a', 'b', 'pc', 'idle', 'busy', 'done', 'mod', 'div']
  const run = compileFunction(`return ${expression === '' ? 'true' : expression}`, parameters) as (
    ...values: unknown[]
  ) => boolean
  const divide = (left: number, right: number): number => Math.floor(left / right)
  const remainder = (left: number, right: number): number => left - right * divide(left, right)
  return (names) => {
    const values = ['x', 'y', 'a', 'b', 'pc'].map((name) => {
      const value = names.get(name)
      return typeof value === 'bigint' ? Number(value) : value
    })
    return run(...values, 0, 1, 2, remainder, divide)
  }
}

it('means the same as a term and as lines for people', () => {
  expect(NAMES).toEqual(['x', 'y', 'a', 'b', 'pc'])
  const { terms, cells } = SYSTEM
  const symbols = new Map(cells.map(({ name, current }) => [name, current]))
  const printer = new SmtlibPrinter()
  let informative = 0
  const agree = fc.property(fc.gen(), (draw) => {
    const text = readSExpression(condition(draw, 3))
    const term = readTerm(terms, text, symbols)
    const reread = readSExpression(printer.term(at(term, 0)))
    const shown = asFunction(showInvariant(SYSTEM, term))
    const truths = STATES.map((names) => meaning(text, names))
    expect(STATES.map((names) => meaning(reread, names))).toEqual(truths)
    expect(STATES.map(shown)).toEqual(truths)
    if (new Set(truths).size === 2) informative += 1
  })
  fc.assert(agree, { numRuns: RUNS, endOnFailure: true })
  expect(informative).toBeGreaterThan(RUNS / 4)
}, 300_000)

it.each([
  ['(and (not (<= (+ (* 2 x) (* (- 1) y)) (- 1))) (not (>= (+ (* 2 x) (* (- 1) y)) 1)))', ['y = 2 * x']],
  ['(not (or a (= pc 1)))', ['not a', 'pc != busy']],
  ['(or (<= pc 1) (>= x (+ y 1)))', ['pc != done  or  x > y']],
  ['(or (< x 3) (> x 3) (and a b))', ['x != 3  or  (a and b)']],
  ['(<= (* 2 x) 5)', ['x <= 2']],
  ['(>= (mod (+ x 1) 2) 1)', ['((x + 1) mod 2) >= 1']],
  ['(and (>= pc 1) (not (= a b)))', ['pc != idle', 'a != b']],
  ['true', []],
])('%s is shown as %j', (text, lines) => {
  const symbols = new Map(SYSTEM.cells.map(({ name, current }) => [name, current]))
  expect(showInvariant(SYSTEM, readTerm(SYSTEM.terms, readSExpression(text), symbols))).toEqual(lines)
})
