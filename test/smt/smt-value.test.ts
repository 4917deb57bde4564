import { describe, expect, it } from 'vitest'
import { readSExpression } from '../../src/smt/s-expression.js'
import { type SmtValue, smtValue } from '../../src/smt/smt-value.js'

describe('smtValue', () => {
  it.each<[string, SmtValue]>([
    ['true', true],
    ['false', false],
    ['0', 0],
    ['3', 3],
    ['(- 3)', -3],
    ['(- 0)', 0],
    ['(- 9007199254740993)', -9007199254740993n],
    ['#b1111', 15],
    ['#xff', 255],
    ['(_ bv5 8)', 5],
    ['(_ bv255 8)', 255],
    [`(_ bv${2n ** 60n} 61)`, 2n ** 60n],
  ])('reads %s', (text, value) => {
    expect(smtValue(readSExpression(text))).toStrictEqual(value)
  })

  it.each(['x', '"true"', ':true', '1.0', '()', '(- 1 2)', '(+ 1)', '(- x)', '(- (- 1))', '(- #b1)'])(
    'finds no constant in %s',
    (text) => {
      expect(smtValue(readSExpression(text))).toBeUndefined()
    },
  )

  it.each(['(_ bv256 8)', '(_ bv5)', '(_ bv5 x)', '(_ bvx 8)', '(_ char 8)', '(- bv5 8)', '(_ bv5 8 8)'])(
    'finds no bit-vector in %s',
    (text) => {
      expect(smtValue(readSExpression(text))).toBeUndefined()
    },
  )
})
