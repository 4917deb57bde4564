import { describe, expect, it } from 'vitest'
import { choiceCount, choicesOf, type Choices } from '../../src/ir/choices.js'
import { decisiveMoves } from '../../src/ir/decisive-choices.js'
import { attempt, moves, type Attempt } from '../../src/ir/execute.js'
import type { Expr } from '../../src/ir/expr.js'
import type { State } from '../../src/ir/state.js'
import type { Action, TransitionSystem, Update } from '../../src/ir/system.js'
import { BOOL, INTEGER, arrayType, enumType, rangeType, recordType, type Type } from '../../src/ir/type.js'
import {
  UNDEFINED_CONDITION,
  UNDEFINED_INTEGER,
  action,
  array,
  binary,
  bound,
  cell,
  element,
  field,
  flag,
  int,
  nary,
  record,
  ref,
  set,
  system,
} from './syntax.js'

const T = flag(true)
const F = flag(false)

/** Attempts the only action of a system. */
function only(
  types: Readonly<Record<string, Type>>,
  go: Action,
  state: State,
  choices: Choices = {},
): Attempt {
  return attempt(system(types, { actions: [go] }), go, choices, state)
}

function after(types: Readonly<Record<string, Type>>, updates: readonly Update[], state: State): State {
  const outcome = only(types, action('go', T, updates), state)
  if (outcome.kind !== 'fired') throw new Error(JSON.stringify(outcome))
  return outcome.state
}

function faultOf(outcome: Attempt) {
  if (outcome.kind !== 'fault') throw new Error(JSON.stringify(outcome))
  return outcome.fault
}

describe('enabledness', () => {
  const PC = enumType(['idle', 'busy'])
  const types = { pc: PC, n: INTEGER, places: arrayType(BOOL, PC) }
  const state = { pc: 'idle', n: 1, places: ['busy', 'idle'] }

  it('needs control and guard', () => {
    const go = (at: string, guard: Expr) => action('go', guard, [], { control: { cell: cell('pc'), at } })
    expect(only(types, go('idle', T), state).kind).toBe('fired')
    expect(only(types, go('idle', F), state)).toEqual({ kind: 'blocked' })
    expect(only(types, go('busy', T), state)).toEqual({ kind: 'blocked' })
  })

  it('does not ask the guard where control is elsewhere', () => {
    const go = (at: string) => action('go', UNDEFINED_CONDITION, [], { control: { cell: cell('pc'), at } })
    expect(only(types, go('busy'), state).kind).toBe('blocked')
    expect(faultOf(only(types, go('idle'), state))).toMatchObject({ code: 'division-by-zero', subject: 'go' })
  })

  it('finds control in a part of a variable', () => {
    const go = (index: Expr) => action('go', T, [], { control: { cell: cell('places', index), at: 'idle' } })
    expect(only(types, go(T), state).kind).toBe('fired')
    expect(only(types, go(F), state).kind).toBe('blocked')
  })
})

describe('updates', () => {
  it('read the old state, all of them', () => {
    const types = { a: INTEGER, b: INTEGER, c: INTEGER }
    const swap = [set('a', ref('b')), set('b', ref('a'))]
    expect(after(types, swap, { a: 1, b: 2, c: 3 })).toEqual({ a: 2, b: 1, c: 3 })
  })

  it('do not touch the old state', () => {
    const types = { slots: arrayType(BOOL, INTEGER), point: recordType({ x: INTEGER }) }
    const old = { slots: [1, 2], point: { x: 1 } }
    const updates = [set(cell('slots', T), int(5)), set(cell('point', 'x'), int(6))]
    expect(after(types, updates, old)).toEqual({ slots: [1, 5], point: { x: 6 } })
    expect(old).toEqual({ slots: [1, 2], point: { x: 1 } })
  })

  it('reach deep cells, at indices of the old state', () => {
    const types = {
      grid: arrayType(rangeType(1, 2), recordType({ row: arrayType(BOOL, INTEGER) })),
      i: INTEGER,
    }
    const old = { grid: [{ row: [1, 2] }, { row: [3, 4] }], i: 2 }
    const updates = [set(cell('grid', ref('i'), 'row', F), int(9)), set('i', int(1))]
    expect(after(types, updates, old)).toEqual({ grid: [{ row: [1, 2] }, { row: [9, 4] }], i: 1 })
  })

  it('count only where their condition holds, and are not looked at elsewhere', () => {
    const types = { a: INTEGER, b: INTEGER }
    const updates = [
      set('a', int(1), F),
      set('a', UNDEFINED_INTEGER, F),
      set('a', int(2), binary(ref('b'), 'eq', int(0))),
      set('b', int(3), T),
    ]
    expect(after(types, updates, { a: 0, b: 0 })).toEqual({ a: 2, b: 3 })
  })

  it('fault in condition, index and value', () => {
    const types = { slots: arrayType(rangeType(0, 1), INTEGER), n: INTEGER }
    const state = { slots: [0, 0], n: 2 }
    const fault = (update: Update) => faultOf(only(types, action('go', T, [update]), state))
    expect(fault(set('n', int(1), UNDEFINED_CONDITION)).code).toBe('division-by-zero')
    expect(fault(set('n', UNDEFINED_INTEGER)).code).toBe('division-by-zero')
    expect(fault(set(cell('slots', ref('n')), int(1)))).toMatchObject({
      code: 'index-out-of-range',
      message: 'slots[2] is indexed by range(0, 1)',
      subject: 'go',
    })
    expect(fault(set(cell('slots', ref('n')), UNDEFINED_INTEGER)).code).toBe('index-out-of-range')
    expect(fault(set(cell('slots', ref('n')), UNDEFINED_INTEGER, UNDEFINED_CONDITION)).code).toBe(
      'division-by-zero',
    )
  })

  it('point a fault to the update, or else to the action', () => {
    const types = { n: INTEGER }
    const update = set('n', UNDEFINED_INTEGER)
    const source = { file: 'model.ts', line: 3 }
    const placed = action('go', T, [{ ...update, source: { file: 'model.ts', line: 4 } }], { source })
    expect(faultOf(only(types, placed, { n: 0 })).source?.line).toBe(4)
    expect(faultOf(only(types, action('go', T, [update], { source }), { n: 0 })).source?.line).toBe(3)
    expect(faultOf(only(types, action('go', T, [update]), { n: 0 }))).not.toHaveProperty('source')
  })
})

describe('two updates of one cell', () => {
  const types = {
    n: INTEGER,
    i: INTEGER,
    slots: arrayType(rangeType(0, 1), INTEGER),
    point: recordType({ x: INTEGER, y: INTEGER }),
  }
  const state = { n: 0, i: 1, slots: [0, 0], point: { x: 0, y: 0 } }
  const attempted = (...updates: readonly Update[]) => only(types, action('go', T, updates), state)

  it('conflict, even when they agree', () => {
    expect(faultOf(attempted(set('n', int(1)), set('n', int(1))))).toEqual({
      code: 'conflicting-updates',
      message: 'n is assigned twice in one step',
      subject: 'go',
    })
  })

  it('conflict where one assigns a part of the other', () => {
    const whole = set('point', record({ x: int(0), y: int(0) }))
    const part = set(cell('point', 'x'), int(0))
    expect(faultOf(attempted(whole, part)).message).toBe('point and point.x are both assigned in one step')
    expect(faultOf(attempted(part, whole)).code).toBe('conflicting-updates')
    expect(attempted(part, set(cell('point', 'y'), int(0))).kind).toBe('fired')
  })

  it('conflict where computed indices meet', () => {
    const first = set(cell('slots', ref('i')), int(1))
    expect(faultOf(attempted(first, set(cell('slots', int(1)), int(1)))).message).toBe(
      'slots[1] is assigned twice in one step',
    )
    expect(attempted(first, set(cell('slots', ref('n')), int(1))).kind).toBe('fired')
  })

  it('are fine where only one is active', () => {
    expect(attempted(set('n', int(1), T), set('n', int(2), F))).toMatchObject({
      kind: 'fired',
      state: { n: 1 },
    })
    expect(attempted(set('n', int(1), T), set('n', int(2), T)).kind).toBe('fault')
  })

  it('point to the later one', () => {
    const second = { ...set('n', int(1)), source: { file: 'model.ts', line: 9 } }
    expect(faultOf(attempted(set('n', int(1)), second)).source?.line).toBe(9)
  })
})

describe('ranges', () => {
  const assigned = (type: Type, value: number | bigint) =>
    only({ r: type }, action('go', T, [set('r', int(value))]), { r: 0 })

  it('refuse what is outside', () => {
    const type = rangeType(-3, 5)
    expect(assigned(type, -3)).toEqual({ kind: 'fired', state: { r: -3 } })
    expect(assigned(type, 5)).toEqual({ kind: 'fired', state: { r: 5 } })
    expect(faultOf(assigned(type, 6))).toEqual({
      code: 'out-of-range',
      message: 'r := 6 leaves range(-3, 5)',
      subject: 'go',
    })
    expect(faultOf(assigned(type, -4)).code).toBe('out-of-range')
  })

  it.each([
    [-3, -3],
    [5, 5],
    [6, -3],
    [7, -2],
    [-4, 5],
    [-12, -3],
    [-13, 5],
    [14, 5],
    [15, -3],
    [2n ** 80n, Number((2n ** 80n + 3n) % 9n) - 3],
  ])('wrap %s to %i in -3..5', (value, expected) => {
    expect(assigned(rangeType(-3, 5, 'wrap'), value)).toEqual({ kind: 'fired', state: { r: expected } })
  })

  it.each([
    [-3, -3],
    [5, 5],
    [6, 5],
    [-4, -3],
    [2n ** 80n, 5],
    [-(2n ** 80n), -3],
  ])('saturate %s to %i in -3..5', (value, expected) => {
    expect(assigned(rangeType(-3, 5, 'saturate'), value)).toEqual({ kind: 'fired', state: { r: expected } })
  })

  it('hold inside records and arrays, each cell by its own rule', () => {
    const types = {
      box: recordType({ w: rangeType(0, 3, 'wrap'), s: rangeType(0, 3, 'saturate'), e: rangeType(0, 3) }),
      row: arrayType(BOOL, rangeType(0, 3)),
    }
    const state = { box: { w: 0, s: 0, e: 0 }, row: [0, 0] }
    const box = (e: number) => set('box', record({ e: int(e), s: int(5), w: int(5) }))
    expect(after(types, [box(1)], state)).toEqual({ box: { w: 1, s: 3, e: 1 }, row: [0, 0] })
    expect(faultOf(only(types, action('go', T, [box(4)]), state)).message).toBe(
      'box.e := 4 leaves range(0, 3)',
    )
    const row = set('row', array(BOOL, int(1), int(4)))
    expect(faultOf(only(types, action('go', T, [row]), state)).message).toBe(
      'row[true] := 4 leaves range(0, 3)',
    )
    expect(faultOf(only(types, action('go', T, [set(cell('row', F), int(9))]), state)).message).toBe(
      'row[false] := 9 leaves range(0, 3)',
    )
  })

  it('follow the target, not the type that the value comes from', () => {
    const types = { from: rangeType(0, 9), to: rangeType(0, 3, 'wrap') }
    expect(after(types, [set('to', ref('from'))], { from: 6, to: 0 })).toEqual({ from: 6, to: 2 })
  })
})

describe('choices', () => {
  const chooser = action(
    'go',
    nary('or', bound('b'), binary(bound('i'), 'lt', int(2))),
    [set('n', bound('i'))],
    {
      choices: [
        { name: 'b', domain: BOOL },
        { name: 'i', domain: rangeType(1, 3) },
      ],
    },
  )

  it('are combined with the last varying fastest', () => {
    expect([...choicesOf(chooser)]).toEqual([
      { b: false, i: 1 },
      { b: false, i: 2 },
      { b: false, i: 3 },
      { b: true, i: 1 },
      { b: true, i: 2 },
      { b: true, i: 3 },
    ])
    expect([...choicesOf(action('stay', T, []))]).toEqual([{}])
    expect(choiceCount(chooser)).toBe(6)
    const wide = action('wide', T, [], { choices: [{ name: 'c', domain: rangeType(1, 2n ** 70n) }] })
    expect(choiceCount(wide)).toBe(2n ** 70n)
  })

  it('are bound in guard and updates', () => {
    expect(only({ n: INTEGER }, chooser, { n: 0 }, { b: false, i: 1 })).toEqual({
      kind: 'fired',
      state: { n: 1 },
    })
    expect(only({ n: INTEGER }, chooser, { n: 0 }, { b: false, i: 2 })).toEqual({ kind: 'blocked' })
    expect(only({ n: INTEGER }, chooser, { n: 0 }, { b: true, i: 2 })).toEqual({
      kind: 'fired',
      state: { n: 2 },
    })
  })
})

describe('moves', () => {
  const types = { n: rangeType(0, 3), pc: enumType(['idle', 'busy']) }
  const inc = action('inc', binary(ref('n'), 'lt', int(4)), [set('n', binary(ref('n'), 'add', int(1)))])
  const pick = action('pick', T, [set('n', bound('v'))], {
    choices: [{ name: 'v', domain: rangeType(3, 4) }],
  })
  const off = action('off', UNDEFINED_CONDITION, [], { control: { cell: cell('pc'), at: 'busy' } })
  const host = system(types, { actions: [off, pick, inc] })

  it('are all attempts that are not blocked, in order', () => {
    const found = [...moves(host, { n: 3, pc: 'idle' })].map(({ action: { name }, choices, outcome }) => [
      name,
      choices,
      outcome.kind,
    ])
    expect(found).toEqual([
      ['pick', { v: 3 }, 'fired'],
      ['pick', { v: 4 }, 'fault'],
      ['inc', {}, 'fault'],
    ])
  })
})

describe('decisive moves', () => {
  const WIDE = rangeType(0, 2n ** 40n)
  const kinds = (host: TransitionSystem, state: State) =>
    [...decisiveMoves(host, state)].map(({ choices, outcome }) => [choices, outcome.kind])
  const types = {
    wide: WIDE,
    wrapped: rangeType(0, 3, 'wrap'),
    n: rangeType(0, 3),
    slots: arrayType(rangeType(0, 1), BOOL),
    box: recordType({ w: rangeType(0, 3, 'wrap') }),
  }
  const state = { wide: 0, wrapped: 0, n: 3, slots: [true, false], box: { w: 0 } }
  const host = (domain: Action['choices'][number]['domain'], guard: Expr, ...updates: readonly Update[]) =>
    system(types, { actions: [action('go', guard, updates, { choices: [{ name: 'c', domain }] })] })
  const c = bound('c')

  it('take one value of a choice that is only stored', () => {
    const once = [[{ c: 0 }, 'fired']]
    expect(kinds(host(WIDE, T, set('wide', c)), state)).toEqual(once)
    expect(kinds(host(WIDE, T, set('wrapped', binary(c, 'mul', int(3)))), state)).toEqual(once)
    expect(kinds(host(WIDE, T, set('box', record({ w: c }))), state)).toEqual(once)
    expect(kinds(host(WIDE, T), state)).toEqual(once)
  })

  it('take all values of a choice that may matter', () => {
    const few = rangeType(0, 1)
    const all = (guard: Expr, ...updates: readonly Update[]) =>
      kinds(host(few, guard, ...updates), state).map(([, kind]) => kind)
    expect(all(binary(c, 'eq', int(1)))).toEqual(['fired'])
    expect(all(T, set('n', binary(ref('n'), 'add', c)))).toEqual(['fired', 'fault'])
    expect(all(T, set('wide', binary(int(1), 'div', c)))).toEqual(['fault', 'fired'])
    expect(all(T, set('wrapped', binary(int(1), 'mod', c)))).toEqual(['fault', 'fired'])
    expect(all(T, set(cell('slots', binary(c, 'add', int(1))), T))).toEqual(['fired', 'fault'])
    expect(all(T, set('n', int(9), binary(c, 'eq', int(1))))).toEqual(['fired', 'fault'])
    expect(all(T, set(cell('slots', F), element(ref('slots'), binary(c, 'add', int(1)))))).toHaveLength(2)
    expect(all(T, set('n', field(record({ a: binary(c, 'mul', int(9)) }), 'a')))).toEqual(['fired', 'fault'])
    expect(kinds(host(rangeType(-1, 0), T, set('n', c)), state)).toHaveLength(2)
    expect(kinds(host(rangeType(3, 4), T, set('n', c)), state)).toEqual([
      [{ c: 3 }, 'fired'],
      [{ c: 4 }, 'fault'],
    ])
  })
})
