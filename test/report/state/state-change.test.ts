import { describe, expect, it } from 'vitest'
import type { State } from '../../../src/ir/state.js'
import type { Variable } from '../../../src/ir/system.js'
import { BOOL, arrayType, enumType, rangeType, recordType, type Type } from '../../../src/ir/type.js'
import { createPalette } from '../../../src/report/line/palette.js'
import {
  changesBetween,
  showCellValue,
  showChange,
  valuesAcross,
  valuesIn,
} from '../../../src/report/state/state-change.js'
import { rendered, type Line } from '../../../src/report/line/styled-line.js'

const show = (lines: readonly Line[]): readonly string[] =>
  lines.map((line) => rendered([line], createPalette({ color: false })).trimEnd())
const small = rangeType(0, 9)
const everything = (): boolean => true

function changes(type: Type, before: State[string], after: State[string]): readonly string[] {
  const variables: readonly Variable[] = [{ name: 'x', type }]
  return show(changesBetween(variables, { x: before }, { x: after }, everything).map(showChange))
}

describe('a ghost', () => {
  it('is marked, whether it changes or not', () => {
    const variables: readonly Variable[] = [
      { name: 'seen', type: recordType({ times: small }), ghost: true },
      { name: 'n', type: small },
    ]
    const [before, after] = [
      { seen: { times: 0 }, n: 0 },
      { seen: { times: 1 }, n: 1 },
    ]
    expect(show(changesBetween(variables, before, after, everything).map(showChange))).toEqual([
      'seen.times 0 -> 1 (ghost)',
      'n 0 -> 1',
    ])
    expect(show(valuesIn(variables, before, everything).map(showCellValue))).toEqual([
      'seen.times = 0 (ghost)',
      'n = 0',
    ])
  })
})

describe('changesBetween', () => {
  it('names only the scalar parts that differ', () => {
    const type = arrayType(rangeType(0, 1), recordType({ active: small, rollback: small }))
    const before = [
      { active: 3, rollback: 0 },
      { active: 3, rollback: 0 },
    ]
    expect(
      changes(type, before, [
        { active: 3, rollback: 0 },
        { active: 1, rollback: 3 },
      ]),
    ).toEqual(['x[1].active 3 -> 1', 'x[1].rollback 0 -> 3'])
  })

  it('names elements by their index values, which need not start at 0', () => {
    expect(changes(arrayType(rangeType(1, 3), BOOL), [true, true, true], [true, false, true])).toEqual([
      'x[2] true -> false',
    ])
    const lock = arrayType(enumType(['red', 'blue']), BOOL)
    expect(changes(lock, [true, true], [true, false])).toEqual(['x[blue] true -> false'])
  })

  it('says once what happens alike to neighbours', () => {
    const type = arrayType(rangeType(0, 5), small)
    expect(changes(type, [1, 1, 1, 2, 0, 0], [0, 0, 0, 0, 0, 3])).toEqual([
      'x[0..2] 1 -> 0',
      'x[3] 2 -> 0',
      'x[5] 0 -> 3',
    ])
  })

  it('leaves out what it is told to', () => {
    const variables = [{ name: 'p', type: recordType({ pc: enumType(['a', 'b']), n: small }) }]
    const told = (_: string, keys: readonly (string | number)[]): boolean => keys[0] !== 'pc'
    const found = changesBetween(variables, { p: { pc: 'a', n: 0 } }, { p: { pc: 'b', n: 1 } }, told)
    expect(show(found.map(showChange))).toEqual(['p.n 0 -> 1'])
  })
})

it('valuesIn says neighbours together, in two dimensions too', () => {
  const type = arrayType(rangeType(0, 1), arrayType(rangeType(0, 3), BOOL))
  const row = [false, false, true, true]
  expect(
    show(valuesIn([{ name: 'tree', type }], { tree: [row, row] }, everything).map(showCellValue)),
  ).toEqual(['tree[0,1][0,1] = false', 'tree[0,1][2,3] = true'])
})

it('valuesAcross shows what stays beside what changes', () => {
  const variables = ['a', 'b'].map((name) => ({ name, type: small }))
  const found = valuesAcross(variables, { a: 1, b: 2 }, { a: 1, b: 3 }, everything)
  expect(show(found.map(showChange))).toEqual(['a = 1', 'b 2 -> 3'])
})
