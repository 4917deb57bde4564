import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isModel } from 'premortem'
import { describe, expect, it } from 'vitest'
import { readItf, seemsItf } from '../../src/format/itf/read-itf.js'
import { itfText, type ItfLayout } from '../../src/format/itf/itf.js'
import { FormatError, parseJson } from '../../src/format/json/json-part.js'
import type { Property, TransitionSystem } from '../../src/ir/system.js'
import {
  arrayType,
  BOOL,
  enumType,
  INTEGER,
  rangeType,
  recordType,
  type Type,
  type Value,
} from '../../src/ir/type.js'
import { TRUE, FALSE } from '../../src/ir/expr.js'
import type { Step } from '../../src/trace/trace.js'
import { dnsRace } from '../report/dns-race.js'
import { rounds, tokenRing } from '../report/token-ring.js'
import { firing } from '../report/firing.js'
import { itfErrors } from './itf-validator.js'
import { walk } from './walk.js'

const MODELS = fileURLToPath(new URL('../../models', import.meta.url))
const stories = await Promise.all(
  readdirSync(MODELS).map(async (story) => {
    const { default: definition } = (await import(`${MODELS}/${story}/model.ts`)) as {
      readonly default: unknown
    }
    if (!isModel(definition)) throw new Error(`${story} has no model`)
    return { story, system: definition.instantiate() }
  }),
)

const layout: ItfLayout = {
  version: '1.2.3',
  model: 'a-model',
  params: { fix: 'none', workers: 2, locks: false },
  write: ({ file, line }) => `${basename(file)}:${String(line)}`,
}
const property: Property = { kind: 'invariant', name: 'some thing', expr: FALSE }

const unplaced = ({ action, process, label, choices }: Step) => ({ action, process, label, choices })

describe.each(stories)('the ITF of $story', ({ system }) => {
  it.each([1, 2, 3])('keeps to its specification and is read back as it was (walk %i)', (seed) => {
    const trace = walk(system, 30, seed)
    const text = itfText(system, property, trace, layout)
    expect(itfErrors(JSON.parse(text))).toEqual([])
    const part = parseJson(text)
    expect(seemsItf(part)).toBe(true)
    const { outcomes, model, params } = readItf(part)
    expect({ model, params }).toEqual({ model: 'a-model', params: layout.params })
    expect(outcomes).toHaveLength(1)
    const [{ trace: read, name, kind }] = outcomes as [(typeof outcomes)[0]]
    expect({ name, kind }).toEqual({ name: 'some thing', kind: 'invariant' })
    expect(read.states).toEqual(trace.states)
    expect(read.steps.map(unplaced)).toEqual(trace.steps.map(unplaced))
    expect(read.steps.map(({ source }) => source?.line)).toEqual(
      trace.steps.map(({ source }) => source?.line),
    )
  })
})

/** A system that only has state. */
function still(variables: Readonly<Record<string, Type>>): TransitionSystem {
  return {
    name: 'still',
    variables: Object.entries(variables).map(([name, type]) => ({ name, type })),
    init: { updates: [], assumptions: [] },
    actions: [],
    mayEnd: TRUE,
    properties: [property],
  }
}

function written(type: Type, value: Value): unknown {
  const text = itfText(still({ x: type }), property, { states: [{ x: value }], steps: [] }, layout)
  const document = JSON.parse(text) as { readonly states: readonly { readonly x: unknown }[] }
  expect(itfErrors(document)).toEqual([])
  expect(readItf(parseJson(text)).outcomes[0]!.trace.states).toEqual([{ x: value }])
  return document.states[0]!.x
}

describe('values in ITF', () => {
  const int = (value: number | bigint): unknown => ({ '#bigint': String(value) })
  const none = { tag: 'None', value: { '#tup': [] } }
  const option = recordType({ some: BOOL, value: rangeType(0, 9) }, 'option')

  it('are what they stand for in the model', () => {
    expect(written(BOOL, true)).toBe(true)
    expect(written(enumType(['a', 'b']), 'b')).toBe('b')
    expect(written(INTEGER, -123456789012345678901n)).toEqual(int(-123456789012345678901n))
    expect(written(arrayType(rangeType(1, 3), BOOL, 'set'), [true, false, true])).toEqual({
      '#set': [int(1), int(3)],
    })
    const map = arrayType(enumType(['k', 'l']), option, 'map')
    expect(
      written(map, [
        { some: false, value: 0 },
        { some: true, value: 4 },
      ]),
    ).toEqual({ '#map': [['l', int(4)]] })
    const sequence = recordType(
      { length: rangeType(0, 2), items: arrayType(rangeType(0, 1), BOOL) },
      'sequence',
    )
    expect(written(sequence, { length: 1, items: [true, false] })).toEqual([true])
    expect(written(option, { some: true, value: 3 })).toEqual({ tag: 'Some', value: int(3) })
    expect(written(option, { some: false, value: 0 })).toEqual(none)
    const union = recordType({ tag: enumType(['idle', 'busy']), busy: recordType({ by: BOOL }) }, 'union')
    expect(written(union, { tag: 'busy', busy: { by: true } })).toEqual({ tag: 'busy', value: { by: true } })
    expect(written(union, { tag: 'idle', busy: { by: false } })).toEqual({
      tag: 'idle',
      value: { '#tup': [] },
    })
    expect(written(recordType({ 0: BOOL, 1: BOOL }, 'tuple'), { 0: true, 1: false })).toEqual({
      '#tup': [true, false],
    })
  })

  it('are lists for arrays that count from 0, else maps', () => {
    expect(written(arrayType(rangeType(0, 1), BOOL), [true, false])).toEqual([true, false])
    expect(written(arrayType(rangeType(1, 2), BOOL), [true, false])).toEqual({
      '#map': [
        [int(1), true],
        [int(2), false],
      ],
    })
    expect(written(arrayType(BOOL, rangeType(0, 3)), [1, 2])).toEqual({
      '#map': [
        [false, int(1)],
        [true, int(2)],
      ],
    })
  })

  it('have no names that mean something else there', () => {
    expect(written(recordType({ '#x': BOOL, _x: BOOL }), { '#x': true, _x: false })).toEqual({
      v_x: true,
      _x: false,
    })
    expect(written(recordType({ tag: enumType(['A']), value: BOOL }), { tag: 'A', value: true })).toEqual({
      tag_: 'A',
      value: true,
    })
    const system = still({ '#a': BOOL, v_a: BOOL, __b: BOOL })
    const text = itfText(
      system,
      property,
      { states: [{ '#a': true, v_a: false, __b: true }], steps: [] },
      layout,
    )
    expect(itfErrors(JSON.parse(text))).toEqual([])
    expect(readItf(parseJson(text)).outcomes[0]!.trace.states).toEqual([
      { '#a': true, v_a: false, __b: true },
    ])
  })
})

describe('a trace in ITF', () => {
  it('looks like this', () => {
    const race = dnsRace()
    const trace = firing(race, ['planner.emit', 'enactor[0].pick', 'enactor[0].flip'])
    expect(itfText(race, race.properties[0]!, trace, layout)).toMatchSnapshot()
  })

  it('may go on for ever', () => {
    const ring = tokenRing(3)
    const text = itfText(ring, property, { ...firing(ring, rounds(3, 3)), loopStart: 0 }, layout)
    expect(JSON.parse(text)).toHaveProperty('loop', 0)
    expect(itfErrors(JSON.parse(text))).toEqual([])
    expect(readItf(parseJson(text)).outcomes[0]!.trace.loopStart).toBe(0)
  })

  it('may be long, and have names from anywhere', () => {
    const ring = tokenRing(3, { kind: '節点', label: 'переда́ть', token: 'jeton 🎟️' })
    const trace = firing(ring, rounds(3, 200, '節点', 'переда́ть'))
    const text = itfText(ring, property, trace, layout)
    expect(itfErrors(JSON.parse(text))).toEqual([])
    expect(readItf(parseJson(text)).outcomes[0]!.trace.states).toEqual(trace.states)
  })
})

describe('ITF of other tools', () => {
  const shown = (document: unknown) => readItf(parseJson(JSON.stringify(document)))

  it('may have bare numbers, metadata of its own, constants, and sets in any order', () => {
    const { outcomes, canReplay, system } = shown({
      '#meta': { anything: [1, 2.5, null] },
      params: ['N'],
      vars: ['s', 'm'],
      states: [
        { N: 3, s: { '#set': [2, { '#bigint': '1' }] }, m: { '#map': [['a', 1]] } },
        { '#meta': { index: 1, action: 'Add' }, s: { '#set': [1, 2, 10] }, m: { '#map': [] } },
      ],
      loop: 1,
    })
    const [{ trace }] = outcomes as [(typeof outcomes)[0]]
    expect(canReplay).toBe(false)
    expect(trace.loopStart).toBe(1)
    expect(trace.steps.map(({ action }) => action)).toEqual(['Add'])
    expect(trace.states.map(({ N }) => N)).toEqual([3, 3])
    expect(trace.states.map(({ s }) => s)).toEqual([
      [true, true, false],
      [true, true, true],
    ])
    expect(
      system.variables.map(({ name, type }) => [name, 'reads' in type ? type.reads : type.kind]),
    ).toEqual([
      ['N', 'integer'],
      ['s', 'set'],
      ['m', 'map'],
    ])
  })

  it('names its steps as its tool does, or by their number', () => {
    const states = [{ x: 1 }, { x: 2 }]
    expect(shown({ vars: ['x'], states }).outcomes[0]!.trace.steps[0]!.action).toBe('step 1')
    const noted = states.map((state, index) => ({ ...state, 'mbt::actionTaken': `a${String(index)}` }))
    expect(
      shown({ vars: ['x', 'mbt::actionTaken'], states: noted }).outcomes[0]!.trace.steps[0]!.action,
    ).toBe('a1')
    const tagged = states.map((state) => ({ ...state, action: { tag: 'Go', value: { tag: 'UNIT' } } }))
    expect(shown({ vars: ['x', 'action'], states: tagged }).outcomes[0]!.trace.steps[0]!.action).toBe('Go')
  })

  it('is shown as text where its values are of no one type', () => {
    const { outcomes } = shown({
      vars: ['x'],
      states: [{ x: 1 }, { x: [true] }, { x: { '#unserializable': 'Nat' } }],
    })
    expect(outcomes[0]!.trace.states.map(({ x }) => x)).toEqual(['1', '[true]', 'Nat'])
  })
})

describe('what is no ITF', () => {
  it.each([
    [
      '{"vars":["x"],"states":[{"x":{"#bigint":"1a"}}]}',
      'states[0].x.#bigint: a string of digits is expected, and there is "1a"',
    ],
    ['{"vars":["x"],"states":[{"x":true},{"y":true}]}', 'states[1]: the field `x` is missing'],
    ['{"vars":["x"],"states":[]}', 'states: a trace has one state or more'],
    ['{"vars":["x","x"],"states":[]}', 'vars[1]: `x` is there twice'],
    ['{"vars":["x"],"states":[{"x":1.5}]}', 'states[0].x: an integer is expected, and there is 1.5'],
    [
      '{"vars":["x"],"states":[{"x":9007199254740993}]}',
      'states[0].x: 9007199254740992 is too large to be read exactly: write it as #bigint',
    ],
    ['{"vars":["x"],"states":[{"x":{"#set":1}}]}', 'states[0].x.#set: a list is expected, and there is 1'],
    ['{"vars":["x"],"states":[{"x":{"#bag":[]}}]}', 'states[0].x: `#bag` means nothing in ITF'],
    [
      '{"vars":["x"],"states":[{"x":{"#map":[[1]]}}]}',
      'states[0].x.#map[0]: a pair of key and value is expected, and there is a list',
    ],
    ['{"vars":["x"],"states":[{"x":true}],"loop":1}', 'loop: there is no state 1 for the loop to begin at'],
    ['{"vars":["x"],"states":[{"x":tru', 'this is not JSON, or it is cut off'],
    [`{"vars":["x"],"states":[{"x":${'['.repeat(5000)}${']'.repeat(5000)}}]}`, 'this is nested too deeply'],
  ])('%.60s is refused with its place', (text, message) => {
    expect(() => readItf(parseJson(text))).toThrow(FormatError)
    expect(() => readItf(parseJson(text))).toThrow(message)
  })
})
