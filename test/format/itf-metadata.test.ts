import { describe, expect, it } from 'vitest'
import { itfText, type ItfLayout } from '../../src/format/itf/itf.js'
import { readItf } from '../../src/format/itf/read-itf.js'
import { parseJson } from '../../src/format/json/json-part.js'
import { jsonText } from '../../src/format/json/json.js'
import { FALSE, TRUE } from '../../src/ir/expr.js'
import type { Property, TransitionSystem } from '../../src/ir/system.js'
import { arrayType, BOOL, enumType, rangeType, recordType, type Type } from '../../src/ir/type.js'
import { firstValue } from '../../src/format/itf/typed-value.js'
import type { Step, Trace } from '../../src/trace/trace.js'
import { rounds, tokenRing } from '../report/token-ring.js'
import { firing } from '../report/firing.js'
import { itfErrors } from './itf-validator.js'

const layout: ItfLayout = {
  version: '1.2.3',
  model: 'a-model',
  params: {},
  write: ({ file, line }) => `${file}:${String(line)}`,
}
const property: Property = { kind: 'invariant', name: 'p', expr: FALSE }
const digit = rangeType(0, 9)

function still(type: Type, actions: TransitionSystem['actions'] = []): TransitionSystem {
  return {
    name: 'still',
    variables: [{ name: 'x', type }],
    init: { updates: [], assumptions: [] },
    actions,
    mayEnd: TRUE,
    properties: [property],
  }
}

interface Document {
  readonly '#meta': { readonly description: string; readonly varTypes: Readonly<Record<string, string>> }
  readonly states: readonly Readonly<Record<string, unknown>>[]
}

const document = (system: TransitionSystem, trace: Trace, about: Property = property): Document => {
  const written = JSON.parse(itfText(system, about, trace, layout)) as Document
  expect(itfErrors(written)).toEqual([])
  return written
}

describe('the types in the metadata of ITF', () => {
  const option = recordType({ some: BOOL, value: digit }, 'option')
  const item = recordType(
    { length: rangeType(0, 2), items: arrayType(rangeType(0, 1), enumType(['a'])) },
    'sequence',
  )
  it.each<[string, Type]>([
    ['Bool', BOOL],
    ['Str', enumType(['a'])],
    ['Int', digit],
    ['Set(Int)', arrayType(digit, BOOL, 'set')],
    ['(Str -> Int)', arrayType(enumType(['k']), option, 'map')],
    ['Seq(Bool)', arrayType(digit, BOOL)],
    ['(Int -> Bool)', arrayType(rangeType(1, 2), BOOL)],
    ['{ a: Int, b: Bool }', recordType({ a: digit, b: BOOL })],
    ['<<Int, Bool>>', recordType({ 0: digit, 1: BOOL }, 'tuple')],
    ['Some(Int) | None(UNIT)', option],
    [
      'idle(UNIT) | busy({ by: Int })',
      recordType({ tag: enumType(['idle', 'busy']), busy: recordType({ by: digit }) }, 'union'),
    ],
    ['Seq(Str)', item],
  ])('%s', (text, type) => {
    const trace = { states: [{ x: firstValue(type) }], steps: [] }
    expect(document(still(type), trace)['#meta'].varTypes.x).toBe(text)
  })
})

describe('the metadata of ITF', () => {
  it.each<[string, Property]>([
    ['A deadlock in a-model.', { kind: 'deadlock', name: 'deadlock' }],
    ['goal is reached in a-model.', { kind: 'reachable', name: 'goal', expr: TRUE }],
    ['p is violated in a-model.', property],
  ])('says %s', (sentence, about) => {
    const { '#meta': meta } = document(still(BOOL), { states: [{ x: true }], steps: [] }, about)
    expect(meta.description).toBe(`${sentence} Created by premortem 1.2.3.`)
  })

  it('has the fault that a trace ends in, and the file of the model', () => {
    const fault = {
      code: 'out-of-range',
      message: 'x leaves its range',
      subject: 'x',
      source: { file: 'm.ts', line: 7 },
    } as const
    const trace = { states: [{ x: true }], steps: [], fault }
    const text = itfText(still(BOOL), property, trace, { ...layout, file: 'models/m.ts' })
    const saved = readItf(parseJson(text))
    expect(saved.file).toBe('models/m.ts')
    expect(saved.outcomes[0]!.trace.fault).toEqual(fault)
  })

  it('says where a loop begins, if not at the start', () => {
    const ring = tokenRing(3)
    const text = itfText(ring, property, { ...firing(ring, rounds(3, 3)), loopStart: 2 }, layout)
    expect(readItf(parseJson(text)).outcomes[0]!.trace.loopStart).toBe(2)
  })
})

describe('the choices of a step in ITF', () => {
  const action = (name: string, domain: typeof digit | typeof BOOL): TransitionSystem['actions'][number] => ({
    name,
    label: name,
    guard: TRUE,
    updates: [],
    choices: [{ name: 'n', domain }],
  })
  const step = (name: string, n: number | boolean): Step => ({ action: name, label: name, choices: { n } })
  const states = [{ x: true }, { x: true }, { x: true }]
  const none = { tag: 'None', value: { '#tup': [] } }
  const picksIn = ({ states: written }: Document): readonly unknown[] =>
    written.map((state) => state['mbt::nondetPicks'])

  it('are options, for each step those that it made', () => {
    const system = still(BOOL, [action('a', digit), { ...action('b', digit), choices: [] }])
    const trace = { states, steps: [step('a', 4), { ...step('b', 0), choices: {} }] }
    const written = document(system, trace)
    expect(written['#meta'].varTypes['mbt::nondetPicks']).toBe('{ n: Some(Int) | None(UNIT) }')
    expect(picksIn(written)).toEqual([
      { n: none },
      { n: { tag: 'Some', value: { '#bigint': '4' } } },
      { n: none },
    ])
  })

  it('have the name of their step too where their types differ', () => {
    const system = still(BOOL, [action('a', digit), action('b', BOOL)])
    const written = document(system, { states, steps: [step('a', 4), step('b', true)] })
    expect(written['#meta'].varTypes['mbt::nondetPicks']).toBe(
      '{ a.n: Some(Int) | None(UNIT), b.n: Some(Bool) | None(UNIT) }',
    )
    expect(picksIn(written)).toEqual([
      { 'a.n': none, 'b.n': none },
      { 'a.n': { tag: 'Some', value: { '#bigint': '4' } }, 'b.n': none },
      { 'a.n': none, 'b.n': { tag: 'Some', value: true } },
    ])
  })
})

it('names that some readers drop are not written', () => {
  const system = { ...still(BOOL), variables: [{ name: '__x', type: BOOL }] }
  expect(Object.keys(document(system, { states: [{ __x: true }], steps: [] }).states[0]!)).toContain('v__x')
})

it('integers that are not safe become their digits in JSON', () => {
  expect(jsonText({ n: 9007199254740993n, m: 1 })).toBe('{"n":"9007199254740993","m":1}\n')
})
