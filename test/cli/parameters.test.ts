import { describe, expect, it } from 'vitest'
import { assignments, combinations } from '../../src/cli/parameters.js'
import { UsageError } from '../../src/cli/usage-error.js'
import { count, toggle, variant } from '../../src/dsl/parameter.js'
import { ModelError } from '../../src/ir/model-error.js'

const parameters = {
  size: count(2, 'how many', { min: 1, max: 9 }),
  fast: toggle(false, 'in a hurry'),
  fix: variant({ none: 'as it was', cas: 'compare and set' }, 'what is changed'),
}

describe('--param', () => {
  it('sets a name to a word, which may contain anything', () => {
    expect(assignments(['size=3', 'note=a=b', 'empty='])).toEqual({ size: '3', note: 'a=b', empty: '' })
  })

  it.each([['size'], ['=3'], ['']])('is refused as %j', (word) => {
    expect(() => assignments([word])).toThrow(UsageError)
  })

  it('is refused twice for one name', () => {
    expect(() => assignments(['size=1', 'size=2'])).toThrow('The parameter `size` is given twice.')
  })
})

describe('the cases of a sweep', () => {
  it('are the defaults when nothing is given', () => {
    expect(combinations(parameters, [])).toEqual([{ size: 2, fast: false, fix: 'none' }])
  })

  it('are all combinations, in the order in which the model names its parameters', () => {
    expect(combinations(parameters, ['fix=none,cas', 'size=2..3'])).toEqual([
      { size: 2, fast: false, fix: 'none' },
      { size: 2, fast: false, fix: 'cas' },
      { size: 3, fast: false, fix: 'none' },
      { size: 3, fast: false, fix: 'cas' },
    ])
  })

  it('take ranges, lists, and lists of ranges, each value once', () => {
    const sizes = (word: string): readonly unknown[] =>
      combinations(parameters, [`size=${word}`]).map(({ size }) => size)
    expect(sizes('1..3,3,7..8')).toEqual([1, 2, 3, 7, 8])
    expect(combinations(parameters, ['fast=true,false']).map(({ fast }) => fast)).toEqual([true, false])
  })

  it('take a star for all values that have names, the default first', () => {
    const hurried = { ...parameters, fast: toggle(true, 'in a hurry') }
    expect(combinations(hurried, ['fast=*', 'fix=*'])).toEqual([
      { size: 2, fast: true, fix: 'none' },
      { size: 2, fast: true, fix: 'cas' },
      { size: 2, fast: false, fix: 'none' },
      { size: 2, fast: false, fix: 'cas' },
    ])
    expect(combinations(parameters, ['fast=*']).map(({ fast }) => fast)).toEqual([false, true])
    expect(combinations(parameters, ['fix=cas,*']).map(({ fix }) => fix)).toEqual(['cas', 'none'])
  })

  it.each([
    [count(2, 'how many', { min: 2, max: 3 }), 'Give a range, as in size=2..3.'],
    [count(2, 'how many', { min: 0 }), 'Give a range, as in size=0..2.'],
  ])('are refused for a star that would stand for numbers', (size, remedy) => {
    const refused = (): unknown => combinations({ size }, ['size=*'])
    expect(refused).toThrow(UsageError)
    expect(refused).toThrow(
      `The parameter \`size\` is a number, and \`*\` stands only for values that have names. ${remedy}`,
    )
  })

  it.each([
    ['shape=round', 'The model has no parameter `shape`.'],
    ['size=8..11', 'The parameter `size` cannot be `10`.'],
    ['size=none', 'The parameter `size` cannot be `none`.'],
    ['fix=none,lock', 'The parameter `fix` cannot be `lock`.'],
  ])('are refused for %s as the model refuses them', (word, message) => {
    expect(() => combinations(parameters, [word])).toThrow(ModelError)
    expect(() => combinations(parameters, [word])).toThrow(message)
  })

  it('are refused for an empty range, and when there are far too many', () => {
    expect(() => combinations(parameters, ['size=3..2'])).toThrow('size=3..2 is an empty range.')
    const large = { a: count(1, ''), b: count(1, '') }
    expect(() => combinations(large, ['a=1..1001'])).toThrow('a=1..1001 are more than 1000 values.')
    expect(() => combinations(large, ['a=1..100', 'b=1..100'])).toThrow('These are more than 1000 cases.')
  })
})
