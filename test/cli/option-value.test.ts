import { InvalidArgumentError } from 'commander'
import { describe, expect, it } from 'vitest'
import { collect, collectList, depthRange, seconds, wholeNumber } from '../../src/cli/option-value.js'

describe('a whole number', () => {
  const parse = wholeNumber(1)

  it.each([
    ['1', 1],
    ['20', 20],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ])('can be %s', (word, number) => {
    expect(parse(word)).toBe(number)
  })

  it.each(['0', '-1', '1.5', '1e3', '0x10', '', ' 1', 'ten', '9007199254740992'])('cannot be %j', (word) => {
    expect(() => parse(word)).toThrow(InvalidArgumentError)
    expect(() => parse(word)).toThrow('Give a whole number from 1 on.')
  })
})

describe('seconds', () => {
  it.each([
    ['5', 5],
    ['0.5', 0.5],
  ])('can be %s', (word, number) => {
    expect(seconds(word)).toBe(number)
  })

  it.each(['0', '-1', 'soon', '1e9', 'Infinity', '99999999'])('cannot be %j', (word) => {
    expect(() => seconds(word)).toThrow(InvalidArgumentError)
  })
})

describe('a range of depths', () => {
  it.each([
    ['1..20', { from: 1, to: 20 }],
    ['0..0', { from: 0, to: 0 }],
    ['7', { from: 1, to: 7 }],
  ])('can be %s', (word, range) => {
    expect(depthRange(word)).toEqual(range)
  })

  it.each(['20..1', '0', '1..', '..3', '1-20', '-1..3', '1..99999999'])('cannot be %j', (word) => {
    expect(() => depthRange(word)).toThrow(InvalidArgumentError)
  })
})

describe('options given several times', () => {
  it('add up', () => {
    expect(collect('b', collect('a'))).toEqual(['a', 'b'])
  })

  it('can be lists', () => {
    expect(collectList('c', collectList('a, b'))).toEqual(['a', 'b', 'c'])
    expect(() => collectList('a,,b')).toThrow(InvalidArgumentError)
  })
})
