import { describe, expect, it } from 'vitest'
import { itfText } from '../../src/format/itf/itf.js'
import { readItf, seemsItf } from '../../src/format/itf/read-itf.js'
import { firstValue } from '../../src/format/itf/typed-value.js'
import { countOf, FormatError, integerOf, parseJson } from '../../src/format/json/json-part.js'
import { FALSE, TRUE } from '../../src/ir/expr.js'
import type { Property } from '../../src/ir/system.js'
import { arrayType, BOOL, enumType, rangeType, recordType, type Type, type Value } from '../../src/ir/type.js'

const property: Property = { kind: 'invariant', name: 'p', expr: FALSE }

/** A trace that premortem wrote, with another expression for the value of its only variable. */
function readAs(type: Type, expression: unknown): Value {
  const system = {
    name: 'still',
    variables: [{ name: 'x', type }],
    init: { updates: [], assumptions: [] },
    actions: [],
    mayEnd: TRUE,
    properties: [property],
  }
  const trace = { states: [{ x: firstValue(type) }], steps: [] }
  const layout = { version: '1', model: 'm', params: {}, write: () => 'm.ts:1' }
  const document = JSON.parse(itfText(system, property, trace, layout)) as { states: { x: unknown }[] }
  document.states[0]!.x = expression
  return readItf(parseJson(JSON.stringify(document))).outcomes[0]!.trace.states[0]!.x!
}

const digit = rangeType(0, 3)
const option = recordType({ some: BOOL, value: digit }, 'option')

describe('a value that is not of its type', () => {
  it.each<[string, Type, unknown, string]>([
    ['is out of range', digit, 4, 'range(0, 3) is expected, and there is 4'],
    [
      'is too long',
      recordType({ length: digit, items: arrayType(rangeType(0, 2), BOOL) }, 'sequence'),
      [true, true, true, true],
      'there is room for 3 elements, not for 4',
    ],
    ['has too few elements', arrayType(rangeType(0, 1), BOOL), [true], 'is expected, and there is [true]'],
    [
      'has a member from elsewhere',
      arrayType(digit, BOOL, 'set'),
      { '#set': [7] },
      '7 is not among range(0, 3)',
    ],
    [
      'has no element for a key',
      arrayType(rangeType(1, 2), BOOL),
      { '#map': [[1, true]] },
      'is expected, and there is {1: true}',
    ],
    ['has another tag', option, { tag: 'Any', value: 1 }, 'is expected, and there is Any 1'],
  ])('%s: it is refused', (_, type, expression, message) => {
    expect(() => readAs(type, expression)).toThrow(FormatError)
    expect(() => readAs(type, expression)).toThrow(message)
  })

  it('is refused where an object of ITF has more than it may', () => {
    expect(() => readAs(digit, { '#bigint': '1', more: 2 })).toThrow('`#bigint` has no other fields')
    expect(() => readAs(arrayType(rangeType(1, 1), BOOL), { '#map': [[1, true, true]] })).toThrow(
      'a pair of key and value is expected',
    )
  })
})

const shown = (document: unknown) => readItf(parseJson(JSON.stringify(document)))
const valuesOf = (...values: readonly unknown[]): readonly (Value | undefined)[] =>
  shown({ vars: ['x'], states: values.map((x) => ({ x })) }).outcomes[0]!.trace.states.map(({ x }) => x)
const typeOf = (...values: readonly unknown[]): Type =>
  shown({ vars: ['x'], states: values.map((x) => ({ x })) }).system.variables[0]!.type

describe('values of other tools', () => {
  it('are lists of several lengths', () => {
    expect(valuesOf([1], [1, 2])).toEqual([
      { length: 1, items: [1, 0] },
      { length: 2, items: [1, 2] },
    ])
  })

  it('are options and unions', () => {
    const none = { tag: 'None', value: { tag: 'UNIT' } }
    expect(valuesOf({ tag: 'Some', value: 4 }, none)).toEqual([
      { some: true, value: 4 },
      { some: false, value: 0 },
    ])
    expect(valuesOf({ tag: 'Busy', value: 4 }, { tag: 'Idle', value: { tag: 'UNIT' } })).toEqual([
      { tag: 'Busy', Busy: 4 },
      { tag: 'Idle', Busy: 0 },
    ])
  })

  it('are text where they have no type in common', () => {
    expect(valuesOf({ a: 1 }, { a: 1, b: 2 })).toEqual(['{ a: 1 }', '{ a: 1, b: 2 }'])
    expect(valuesOf({ '#tup': [1] }, { '#tup': [1, 2] })).toEqual(['(1)', '(1, 2)'])
    expect(valuesOf({ tag: 'tag', value: 1 }, { tag: 'b', value: 2 })).toEqual(['tag 1', 'b 2'])
    expect(typeOf(Array.from({ length: 2001 }, () => 1)).kind).toBe('enum')
    expect(typeOf(Array.from({ length: 2000 }, () => 1)).kind).toBe('record')
  })

  it('are the same sets and maps in whatever order they are written', () => {
    expect(valuesOf({ '#set': [2, 1] }, 0, { '#set': [1, 2] })).toEqual(['{1, 2}', '0', '{1, 2}'])
    const [one, other] = [
      [
        ['b', 1],
        ['a', 2],
      ],
      [
        ['a', 2],
        ['b', 1],
      ],
    ]
    expect(valuesOf({ '#map': one }, 0, { '#map': other })).toEqual(['{a: 2, b: 1}', '0', '{a: 2, b: 1}'])
  })

  it('are enumerations of what occurs', () => {
    expect(typeOf('b', 'a', 'b')).toEqual(enumType(['b', 'a']))
  })
})

describe('traces of other tools', () => {
  const picks = (n: unknown): unknown => ({ n, who: { tag: 'None', value: { '#tup': [] } } })
  const { outcomes, system } = shown({
    vars: ['x', 'y', 'mbt::actionTaken', 'mbt::nondetPicks'],
    states: [
      { x: 0, y: 0, 'mbt::actionTaken': 'init', 'mbt::nondetPicks': picks({ tag: 'None', value: 0 }) },
      { x: 1, y: 0, 'mbt::actionTaken': 'left', 'mbt::nondetPicks': picks({ tag: 'Some', value: 5 }) },
      { x: 1, y: 1, 'mbt::actionTaken': 'right', 'mbt::nondetPicks': picks({ tag: 'None', value: 0 }) },
    ],
  })
  const [{ trace, grounds }] = outcomes as [(typeof outcomes)[0]]

  it('have choices that were picked, which are no part of the state', () => {
    expect(system.variables.map(({ name }) => name)).toEqual(['x', 'y'])
    expect(trace.steps.map(({ action, choices }) => ({ action, choices }))).toEqual([
      { action: 'left', choices: { n: 5 } },
      { action: 'right', choices: {} },
    ])
  })

  it('wrote what changed, and rest on the last change', () => {
    expect(grounds.writes.map((cells) => cells.map(({ variable }) => variable))).toEqual([['x'], ['y']])
    expect(grounds.restsOn.map(({ variable }) => variable)).toEqual(['y'])
  })
})

describe('numbers in JSON', () => {
  it('are refused where JavaScript cannot hold them exactly', () => {
    expect(integerOf(parseJson('12'))).toBe(12)
    expect(integerOf(parseJson('"9007199254740993"'))).toBe(9007199254740993n)
    expect(() => integerOf(parseJson('9007199254740993'))).toThrow('too large to be read exactly')
  })

  it('that count are whole and not negative', () => {
    expect(countOf(parseJson('3'))).toBe(3)
    expect(() => countOf(parseJson('-1'))).toThrow('a whole number is expected, and there is -1')
    expect(() => countOf(parseJson('1.5'))).toThrow('a whole number')
  })
})

it('ITF is known by its states where it has no list of variables', () => {
  expect(seemsItf(parseJson('{"states":[]}'))).toBe(true)
  expect(seemsItf(parseJson('{"states":[],"results":[]}'))).toBe(false)
})
