import { describe, expect, it } from 'vitest'
import type { Expr } from '../../src/ir/expr.js'
import { startCount, startSpace, startStates } from '../../src/ir/start.js'
import type { State } from '../../src/ir/state.js'
import type { TransitionSystem } from '../../src/ir/system.js'
import { BOOL, INTEGER, arrayType, enumType, rangeType, recordType } from '../../src/ir/type.js'
import { UNDEFINED_CONDITION, binary, cell, flag, int, nary, not, ref, set, system } from './syntax.js'

function starts(host: TransitionSystem, known: State = {}): readonly State[] {
  return [...startStates(host, startSpace(host, known))]
}

describe('start states', () => {
  it('are one where everything is given, by the rules of assignment', () => {
    const host = system(
      { n: INTEGER, w: rangeType(-2, 2, 'wrap') },
      { start: [set('n', binary(int(2), 'mul', int(3))), set('w', int(3))] },
    )
    expect(starts(host)).toEqual([{ n: 6, w: -2 }])
  })

  it('take every value of what is not given, the last varying fastest', () => {
    const host = system(
      { hue: enumType(['red', 'green']), on: BOOL, n: rangeType(-1, 1) },
      { start: [set('on', flag(true))] },
    )
    expect(starts(host)).toEqual(
      ['red', 'green'].flatMap((hue) => [-1, 0, 1].map((n) => ({ hue, on: true, n }))),
    )
    expect(startCount(startSpace(host))).toBe(6)
  })

  it('leave only what is not given free in records and arrays', () => {
    const host = system(
      { box: recordType({ a: BOOL, b: arrayType(rangeType(1, 2), BOOL) }) },
      {
        start: [
          set(cell('box', 'b', int(2)), flag(true)),
          set(cell('box', 'b', int(1)), flag(true), flag(false)),
        ],
      },
    )
    expect(starts(host)).toEqual([
      { box: { a: false, b: [false, true] } },
      { box: { a: false, b: [true, true] } },
      { box: { a: true, b: [false, true] } },
      { box: { a: true, b: [true, true] } },
    ])
  })

  const pair = (...assume: readonly Expr[]) => system({ a: BOOL, n: rangeType(0, 2) }, { assume })

  it('satisfy the assumptions', () => {
    expect(starts(pair(ref('a'), binary(ref('n'), 'lt', int(2))))).toEqual([
      { a: true, n: 0 },
      { a: true, n: 1 },
    ])
    expect(starts(pair(ref('a'), not(ref('a'))))).toEqual([])
  })

  it('do not satisfy an assumption that is undefined in them', () => {
    const divides = binary(binary(int(2), 'div', ref('n')), 'eq', int(2))
    expect(starts(pair(divides))).toEqual([
      { a: false, n: 1 },
      { a: true, n: 1 },
    ])
    expect(starts(pair(nary('and', ref('a'), UNDEFINED_CONDITION)))).toEqual([])
  })

  it('agree with what is known from outside', () => {
    expect(starts(pair(), { n: 1 })).toEqual([
      { a: false, n: 1 },
      { a: true, n: 1 },
    ])
  })

  it('cannot be counted with a free unbounded integer', () => {
    expect(startCount(startSpace(system({ n: INTEGER })))).toBeUndefined()
    expect(startCount(startSpace(system({ n: INTEGER }, { start: [set('n', int(0))] })))).toBe(1)
    expect(startCount(startSpace(system({ n: rangeType(1, 2n ** 70n) })))).toBe(2n ** 70n)
  })
})
