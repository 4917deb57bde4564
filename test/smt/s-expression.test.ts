import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isBalanced,
  readSExpression,
  readSExpressions,
  type SExpression,
  SExpressionError,
} from '../../src/smt/s-expression.js'

describe('readSExpression', () => {
  const atoms: readonly (readonly [string, SExpression])[] = [
    ['x', { kind: 'symbol', name: 'x' }],
    ['x@3', { kind: 'symbol', name: 'x@3' }],
    ['a.b!1', { kind: 'symbol', name: 'a.b!1' }],
    ['-', { kind: 'symbol', name: '-' }],
    ['<=', { kind: 'symbol', name: '<=' }],
    ['é', { kind: 'symbol', name: 'é' }],
    ['|x|', { kind: 'symbol', name: 'x' }],
    ['||', { kind: 'symbol', name: '' }],
    [
      '|endpoint[0].active ; not a comment (or "string")\n@3|',
      { kind: 'symbol', name: 'endpoint[0].active ; not a comment (or "string")\n@3' },
    ],
    [':reason-unknown', { kind: 'keyword', name: 'reason-unknown' }],
    ['""', { kind: 'string', value: '' }],
    ['"say ""hi"""', { kind: 'string', value: 'say "hi"' }],
    ['"(not; a | list"', { kind: 'string', value: '(not; a | list' }],
    ['0', { kind: 'numeral', value: 0 }],
    ['9007199254740991', { kind: 'numeral', value: 9007199254740991 }],
    ['9007199254740993', { kind: 'numeral', value: 9007199254740993n }],
    ['1.50', { kind: 'decimal', text: '1.50' }],
    ['#b101', { kind: 'bits', width: 3, value: 5 }],
    ['#x0fF', { kind: 'bits', width: 12, value: 255 }],
    [`#x${'f'.repeat(16)}`, { kind: 'bits', width: 64, value: 2n ** 64n - 1n }],
  ]

  it.each(atoms)('reads %s', (text, expression) => {
    expect(readSExpression(text)).toStrictEqual(expression)
  })

  it('reads lists, nested and empty, between blanks of every kind', () => {
    expect(readSExpression('\r\n( (x #b1)\t()|y|"z")\n')).toStrictEqual({
      kind: 'list',
      items: [
        {
          kind: 'list',
          items: [
            { kind: 'symbol', name: 'x' },
            { kind: 'bits', width: 1, value: 1 },
          ],
        },
        { kind: 'list', items: [] },
        { kind: 'symbol', name: 'y' },
        { kind: 'string', value: 'z' },
      ],
    })
  })

  it('reads nesting far deeper than the call stack', () => {
    const depth = 300_000
    let expression = readSExpression(`${'('.repeat(depth)}x${')'.repeat(depth)}`)
    let lists = 0
    while (expression.kind === 'list') {
      const [only, another] = expression.items
      if (only === undefined || another !== undefined) throw new Error('a list of one is expected')
      expression = only
      lists += 1
    }
    expect([lists, expression]).toStrictEqual([depth, { kind: 'symbol', name: 'x' }])
  })

  it('reads a string of a million quotation marks', () => {
    expect(readSExpression(`"${'""'.repeat(1_000_000)}"`)).toStrictEqual({
      kind: 'string',
      value: '"'.repeat(1_000_000),
    })
  })

  it.each(['', ' ; nothing', 'a b', '() ()'])('refuses %j, which is not one expression', (text) => {
    expect(() => readSExpression(text)).toThrow(SExpressionError)
  })
})

describe('readSExpressions', () => {
  it('reads a sequence and skips comments', () => {
    expect(readSExpressions('sat ; (no\n; at all\r\n(x)')).toStrictEqual([
      { kind: 'symbol', name: 'sat' },
      { kind: 'list', items: [{ kind: 'symbol', name: 'x' }] },
    ])
    expect(readSExpressions('')).toStrictEqual([])
  })

  it.each([
    ['(a (b)', 0, 'line 1, column 1: this opening parenthesis is never closed'],
    ['(a\n  (b', 5, 'line 2, column 3: this opening parenthesis is never closed'],
    ['(a))', 3, 'line 1, column 4: this closing parenthesis has no opening one'],
    ['a |b', 2, 'line 1, column 3: this quoted symbol is never closed'],
    ['("b""', 1, 'line 1, column 2: this string is never closed'],
    ['#c1', 0, 'line 1, column 1: #c1 is neither a symbol nor a constant'],
    ['#b', 0, 'line 1, column 1: #b is neither a symbol nor a constant'],
    ['#b012', 0, 'line 1, column 1: #b012 is neither a symbol nor a constant'],
    ['#xg', 0, 'line 1, column 1: #xg is neither a symbol nor a constant'],
    ['007', 0, 'line 1, column 1: 007 is neither a symbol nor a constant'],
    ['1.', 0, 'line 1, column 1: 1. is neither a symbol nor a constant'],
    ['3x', 0, 'line 1, column 1: 3x is neither a symbol nor a constant'],
    [':', 0, 'line 1, column 1: : is neither a symbol nor a constant'],
  ])('refuses %j', (text, offset, message) => {
    const error = failureOf(() => readSExpressions(text))
    expect([error.offset, error.message]).toStrictEqual([offset, message])
  })

  it('reads back what is printed', () => {
    fc.assert(
      fc.property(fc.array(expressions), (written) => {
        expect(readSExpressions(written.map(print).join('\n'))).toEqual(written)
      }),
    )
  })
})

describe('isBalanced', () => {
  it.each(['', 'a', '(a) (b)', '(")")', '(|(|)', '(a ; )\n)', '(3x)'])('accepts %j', (text) => {
    expect(isBalanced(text)).toBe(true)
  })

  it.each(['(', ')', ')(', '(a', '"', '(")', '|', '(|)', '(a ; )'])('rejects %j', (text) => {
    expect(isBalanced(text)).toBe(false)
  })
})

const { expression: expressions } = fc.letrec<{ expression: SExpression }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small' },
    fc.record({
      kind: fc.constant('symbol' as const),
      name: fc.string().map((name) => name.replaceAll('|', '')),
    }),
    fc.record({ kind: fc.constant('keyword' as const), name: fc.stringMatching(/^[a-z-]+$/) }),
    fc.record({ kind: fc.constant('string' as const), value: fc.string() }),
    fc.record({ kind: fc.constant('numeral' as const), value: fc.maxSafeNat() }),
    fc
      .stringMatching(/^[01]{1,20}$/)
      .map((bits) => ({ kind: 'bits' as const, width: bits.length, value: parseInt(bits, 2) })),
    fc.record({ kind: fc.constant('list' as const), items: fc.array(tie('expression')) }),
  ),
}))

function print(expression: SExpression): string {
  switch (expression.kind) {
    case 'symbol':
      return `|${expression.name}|`
    case 'keyword':
      return `:${expression.name}`
    case 'string':
      return `"${expression.value.replaceAll('"', '""')}"`
    case 'numeral':
      return String(expression.value)
    case 'decimal':
      return expression.text
    case 'bits':
      return `#b${expression.value.toString(2).padStart(expression.width, '0')}`
    case 'list':
      return `(${expression.items.map(print).join(' ')})`
  }
}

function failureOf(read: () => unknown): SExpressionError {
  try {
    read()
  } catch (error) {
    if (error instanceof SExpressionError) return error
  }
  throw new Error('expected an SExpressionError')
}
