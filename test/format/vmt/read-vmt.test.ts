import { describe, expect, it } from 'vitest'
import { readVmt, VmtError } from '../../../src/format/vmt/read-vmt.js'
import type { TransitionSystem } from '../../../src/ir/system.js'
import { bitsType, BOOL, INTEGER } from '../../../src/ir/type.js'
import { evaluate } from '../../../src/ir/evaluate.js'
import { attempt } from '../../../src/ir/execute.js'
import { WORDS, COUNTER, doubling } from './texts.js'

function read(text: string): TransitionSystem {
  return readVmt(text, { file: 'test.vmt', name: 'test' })
}

/** Where and why a text is refused: `line:column: problem`. */
function refusal(text: string): string {
  try {
    read(text)
  } catch (error) {
    if (!(error instanceof VmtError)) throw error
    const { line, column } = error.position
    return `${String(line)}:${String(column)}: ${error.problem}`
  }
  throw new Error('the text is read')
}

describe('a VMT-LIB file', () => {
  it('becomes variables, a start, one step that chooses the next state, and properties with their names and lines', () => {
    const system = read(COUNTER)
    expect(system.variables).toEqual([{ name: 'x', type: INTEGER }])
    expect(system.init).toMatchObject({
      updates: [{ target: { variable: 'x' }, value: { value: 1 } }],
      assumptions: [],
    })
    expect(system.actions.map(({ name, choices }) => ({ name, choices }))).toEqual([
      { name: 'step', choices: [{ name: 'x_next', domain: INTEGER, next: 'x' }] },
    ])
    expect(system.properties).toMatchObject([
      { kind: 'invariant', name: 'positive', source: { file: 'test.vmt', line: 7 } },
      { kind: 'invariant', name: 'below-four', source: { file: 'test.vmt', line: 8 } },
    ])
  })

  it('is checked, not computed, step by step', () => {
    const system = read(COUNTER)
    const [step] = system.actions
    const after = (next: number) => attempt(system, step!, { x_next: next }, { x: 1 })
    expect(after(2)).toEqual({ kind: 'fired', state: { x: 2 } })
    expect(after(3)).toEqual({ kind: 'blocked' })
  })

  it('has inputs, undeclared next variables, functions, and symbols quoted or not', () => {
    const system = read(WORDS)
    expect(system.variables).toEqual([
      { name: 'a', type: bitsType(4) },
      { name: 'odd', type: BOOL },
    ])
    expect(system.actions[0]?.choices).toEqual([{ name: 'by', domain: bitsType(4) }])
    expect(system.properties.map(({ name }) => name)).toEqual(['parity', 'invar-property-3'])
    const outcome = attempt(system, system.actions[0]!, { by: 2 }, { a: 15, odd: true })
    expect(outcome).toEqual({ kind: 'fired', state: { a: 1, odd: true } })
  })

  it('lets a property speak of an input, which every step picks anew', () => {
    const system = read(
      COUNTER.replace('(> x 0)', '(or (> x 0) input)').replace(
        '(assert',
        '(declare-fun input () Bool)\n(assert',
      ),
    )
    expect(system.variables.map(({ name }) => name)).toEqual(['x', 'input'])
    expect(system.actions[0]?.choices.map(({ name, next }) => [name, next])).toEqual([
      ['x_next', 'x'],
      ["input'", 'input'],
    ])
  })

  it('joins several initial conditions and transition relations', () => {
    const more = `(define-fun .i2 () Bool (! (< x 9) :init true))
(define-fun .t2 () Bool (! (distinct x x_next) :trans true))`
    const system = read(COUNTER + more)
    expect(system.init.assumptions.map(({ name }) => name)).toEqual(['init'])
    const [step] = system.actions
    expect(attempt(system, step!, { x_next: 1 }, { x: 1 }).kind).toBe('blocked')
    expect(attempt(system, step!, { x_next: 2 }, { x: 1 }).kind).toBe('fired')
  })

  it('has an action for each alternative, by the name of its definition; what a next value is said to be is computed', () => {
    const system =
      read(`(declare-fun x () Int)(declare-fun n () Int)(declare-fun y () Bool)(declare-fun m () Bool)(declare-fun i () Int)
(define-fun .x () Int (! x :next n))(define-fun .y () Bool (! y :next m))
(define-fun up () Bool (and (< x 5) (= n (+ x 1)) (= m y)))
(define-fun .any () Bool (and (<= i n) (> n x) m (=> m y)))
(define-fun .trans () Bool (! (and (or up .any (and (not m) (= n (ite m 1 2)) (= n x))) (>= n 0)) :trans true))
(define-fun p () Bool (! true :invar-property 0))`)
    expect(system.actions.map(({ name, choices }) => [name, choices.map((choice) => choice.name)])).toEqual([
      ['up', []],
      ['step 2', ['n', 'i']],
      ['step 3', []],
    ])
    const fire = (
      place: number,
      choices: Readonly<Record<string, number>>,
      state: { x: number; y: boolean },
    ) => {
      const outcome = attempt(system, system.actions[place]!, choices, state)
      return outcome.kind === 'fired' ? outcome.state : outcome.kind
    }
    expect(fire(0, {}, { x: 4, y: true })).toEqual({ x: 5, y: true })
    expect(fire(0, {}, { x: -4, y: true })).toBe('blocked')
    expect(fire(1, { n: 7, i: 7 }, { x: 4, y: true })).toEqual({ x: 7, y: true })
    expect(fire(1, { n: 7, i: 8 }, { x: 4, y: true })).toBe('blocked')
    expect(fire(1, { n: 7, i: 7 }, { x: 4, y: false })).toBe('blocked')
    expect(fire(2, {}, { x: 2, y: true })).toEqual({ x: 2, y: false })
    expect(fire(2, {}, { x: 1, y: true })).toBe('blocked')
  })

  it('does not care for what nothing needs', () => {
    const system = read(`(set-logic ALL)
(declare-sort Node 0)
(declare-fun node () Node)
(declare-fun r () Real)
(define-fun unused () Bool (! (> r 0.5) :predicate true))
(define-fun also-unused () (Array Int Int) ((as const (Array Int Int)) 0))
${COUNTER}(check-sat)(exit)`)
    expect(system.variables).toHaveLength(1)
  })

  it('is read whatever the order of its definitions is', () => {
    const [first = '', ...rest] = COUNTER.trim().split('\n').slice(1)
    const turned = [...rest.toReversed(), first].join('\n')
    expect(read(turned).properties.map(({ name }) => name)).toEqual(['positive', 'below-four'])
  })

  it('keeps shared terms shared: a doubling a hundred levels deep is read and evaluated at once', () => {
    const text = COUNTER.replace(
      '(define-fun positive () Bool (! (> x 0)',
      `${doubling(100)}\n(define-fun positive () Bool (! (> d100 x)`,
    )
    const system = read(text)
    const [property] = system.properties
    if (property?.kind !== 'invariant') throw new Error('no invariant')
    expect(evaluate(system, property.expr, { state: { x: 1 } })).toEqual({ kind: 'value', value: true })
    expect(evaluate(system, property.expr, { state: { x: 0 } })).toEqual({ kind: 'value', value: false })
  })

  it('may be nested deeper than any call stack, by definitions, lets and lists', () => {
    const levels = 30_000
    const chain = Array.from(
      { length: levels },
      (_, level) =>
        `(define-fun c${String(level + 1)} () Bool (or (= x ${String(level)}) (not c${String(level)})))`,
    )
    const lets = `${Array.from({ length: levels }, (_, level) => `(let ((y${String(level + 1)} (+ y${String(level)} 1)))`).join(' ')} (> y${String(levels)} 0)${')'.repeat(levels)}`
    const text = `${COUNTER.replace('(assert true)', '')}
(define-fun c0 () Bool (> x 0))
${chain.join('\n')}
(define-fun deep () Bool (! (or c${String(levels)} (let ((y0 x)) ${lets}) ${'(not '.repeat(levels)} true ${')'.repeat(levels)}) :invar-property 2))`
    const system = read(text)
    const deep = system.properties[2]
    if (deep?.kind !== 'invariant') throw new Error('no invariant')
    expect(evaluate(system, deep.expr, { state: { x: 5 } })).toEqual({ kind: 'value', value: true })
  })
})

describe('a text that is no VMT-LIB file is refused with one message, at its line and column:', () => {
  const after = (line: string): string => `${COUNTER}${line}`
  it.each([
    ['(declare-fun', '1:1: This opening parenthesis is never closed.'],
    ['x', '1:1: A command is expected, not x.'],
    [
      '(declare-fun x () Int)',
      '1:1: There is nothing to check: no term is annotated with `:invar-property`.',
    ],
    [after('(push 1)'), '10:1: VMT-LIB has no command `push`.'],
    [after('(declare-fun x () Int)'), '10:14: `x` is declared or defined already.'],
    [after('(define-fun f () Int)'), '10:1: `define-fun` takes 4 arguments.'],
    [
      after('(assert (> x 0))'),
      '10:1: Only `(assert true)` may be asserted: what a transition system means stands in annotated definitions.',
    ],
    [
      after('(define-fun p () Bool (! (> x 0) :invar-property 1))'),
      '10:23: There are two properties with number 1.',
    ],
    [after('(define-fun p () Bool (! (> x 0) :invar-property))'), '10:23: `:invar-property` needs a number.'],
    [
      after('(define-fun p () Bool (! (> x 0) :live-property 1))'),
      '10:23: Only `:invar-property` can be checked, not `:live-property 1`: take that away to check the others.',
    ],
    [
      after('(define-fun p () Bool (! (> x_next 0) :invar-property 2))'),
      '10:29: `x_next` is of the next state, and this is about a single one.',
    ],
    [
      after('(define-fun p () Int (! x :invar-property 2))'),
      '10:25: A condition is expected, not a term of sort Int.',
    ],
    [after('(define-fun p () Bool (! (> y 0) :invar-property 2))'), '10:29: `y` is not declared.'],
    [
      after('(define-fun p () Bool (! (> x true) :invar-property 2))'),
      '10:26: `>` is not for an operand of sort Bool.',
    ],
    [
      after('(define-fun p () Bool (! (= x true) :invar-property 2))'),
      '10:26: `=` is given sorts Int and Bool.',
    ],
    [
      after('(define-fun p () Bool (! (bvult x x) :invar-property 2))'),
      '10:26: `bvult` is not for an operand of sort Int.',
    ],
    [after('(define-fun p () Bool (! (> x 0.5) :invar-property 2))'), '10:31: Reals are not supported.'],
    [
      after('(declare-fun r () Real)(define-fun p () Bool (! (> r r) :invar-property 2))'),
      '10:19: Reals are not supported: only Bool, Int and bit-vectors are.',
    ],
    [
      after('(define-fun p () Bool (! (> (div x x) 1) :invar-property 2))'),
      '10:29: `div` is supported by constants other than 0 only.',
    ],
    [
      after('(define-fun p () Bool (! (> (select x x) 1) :invar-property 2))'),
      '10:29: Arrays are not supported.',
    ],
    [
      after('(define-fun p () Bool (! (forall ((y Int)) (> y x)) :invar-property 2))'),
      '10:26: Quantifiers are not supported.',
    ],
    [
      after('(define-fun p () Bool (! q :invar-property 2))(define-fun q () Bool p)'),
      '10:26: `q` is defined by itself.',
    ],
    [
      after('(define-fun f () Int (! x :next y))'),
      '10:22: `x` or `y` is paired already, with another symbol.',
    ],
    [
      after('(define-fun f () Int (! (+ x 1) :next y))'),
      '10:22: `:next` stands between two symbols: `(! x :next x_next)`.',
    ],
    [after('(define-fun f () Int (! z :next y))'), '10:22: `z` is not a declared symbol.'],
    [
      after('(define-fun b () Bool x)(define-fun p () Bool (! b :invar-property 2))'),
      '10:13: This is defined to be of sort Bool, and is Int.',
    ],
    [
      after('(define-fun f ((y Int)) Bool (> y 0))(define-fun p () Bool (! (f true) :invar-property 2))'),
      '10:63: An argument of sort Bool is given where Int is expected.',
    ],
    [
      after('(define-fun p () Bool (! (= ((_ extract 9 0) #xff) #b1) :invar-property 2))'),
      '10:29: `extract`: bits 9 to 0 of 8 cannot be extracted.',
    ],
  ])('%j', (text, expected) => {
    expect(refusal(text)).toBe(expected)
  })
})
