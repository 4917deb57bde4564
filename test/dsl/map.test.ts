import {
  all,
  anything,
  howMany,
  ifElse,
  integer,
  map,
  none,
  oneOf,
  range,
  record,
  some,
  state,
  step,
  type CellOf,
} from 'premortem'
import { describe, expect, it } from 'vitest'
import { built, errorOf, run, startOf } from './building.js'
import { after, said, untyped } from './derived.js'

/** From the numbers 1 to 3 to those from 5 to 9, with these at the start. */
function table(...start: readonly (readonly [number, number])[]) {
  return map(range(1, 3), range(5, 9)).initially(start)
}

type Table = CellOf<ReturnType<typeof table>>

/** The array that such a map is. */
function kept(...entries: readonly (readonly [number, number])[]): unknown {
  const values = new Map(entries)
  return [1, 2, 3].map((key) => ({ some: values.has(key), value: values.get(key) ?? 5 }))
}

describe('a map', () => {
  it('starts empty', () => {
    const cache = map(oneOf('a', 'b'), record({ version: range(1, 3).initially(2), age: integer() }))
    const system = built(() => ({
      x: state(table()),
      y: state(cache.initially([['b', { age: 4 }]])),
      z: state(map(1, range(0, 1))),
    }))
    expect(startOf(system)).toEqual({
      x: kept(),
      y: [
        { some: false, value: { version: 1, age: 0 } },
        { some: true, value: { version: 2, age: 4 } },
      ],
      z: [{ some: false, value: 0 }],
    })
  })

  it('says what is under its keys', () => {
    expect(said(table([2, 7]), (m) => m.has(2))).toBe(true)
    expect(said(table([2, 7]), (m) => m.has(1))).toBe(false)
    expect(said(table([2, 7]), (m) => m.at(2).is(7))).toBe(true)
    expect(said(table([2, 7]), (m) => m.at(1).is(5))).toBeUndefined()
    expect(said(table([2, 7]), (m) => m.at(m.size().plus(1)).is(7))).toBe(true)
    expect(said(table([2, 7]), (m) => m.has(m.size().plus(5)))).toBeUndefined()
    expect(said(table([2, 7], [3, 5]), (m) => m.size().is(2))).toBe(true)
    expect(said(table(), (m) => m.isEmpty())).toBe(true)
    expect(said(table([2, 7]), (m) => m.isEmpty())).toBe(false)
    expect(said(table([2, 7]), (m) => m.is([[2, 7]]))).toBe(true)
    expect(
      said(table([2, 7]), (m) =>
        m.is([
          [2, 6],
          [2, 7],
        ]),
      ),
    ).toBe(true)
    expect(
      said(table([2, 7]), (m) =>
        m.isNot([
          [2, 7],
          [1, 5],
        ]),
      ),
    ).toBe(true)
    expect(said(table([2, 7]), (m) => m.is([[m.size().plus(1), 7]]))).toBe(true)
  })

  it('is changed as a whole', () => {
    expect(after(table([2, 7]), (m) => m.becomes(m.with(1, 6)))).toEqual(kept([1, 6], [2, 7]))
    expect(after(table([2, 7]), (m) => m.becomes(m.with(2, 6)))).toEqual(kept([2, 6]))
    expect(after(table([2, 7]), (m) => m.becomes(m.without(2)))).toEqual(kept())
    expect(after(table([2, 7]), (m) => m.becomes(m.without(3)))).toEqual(kept([2, 7]))
    expect(after(table([2, 7]), (m) => m.becomes(m.with(m.size(), m.at(2))))).toEqual(kept([1, 7], [2, 7]))
    expect(after(table([2, 7]), (m) => m.becomes([[3, m.at(2).plus(1)]]))).toEqual(kept([3, 8]))
    expect(after(table([2, 7]), (m) => m.becomes(m.without(2).with(3, 9).with(1, 5)))).toEqual(
      kept([1, 5], [3, 9]),
    )
    expect(after(table([2, 7]), (m) => m.becomes(ifElse(m.has(2), [], m)))).toEqual(kept())
  })

  it('has no result for what is no key', () => {
    const beyond = (m: Table) => m.size().plus(5)
    expect(after(table([2, 7]), (m) => m.becomes(m.with(beyond(m), 5)))).toMatch(/^x\[6\] is indexed by/)
    expect(after(table([2, 7]), (m) => m.becomes(m.without(beyond(m))))).toMatch(/^x\[6\] is indexed by/)
    expect(after(table([2, 7]), (m) => m.becomes(m.without(1).with(beyond(m), 5)))).toMatch(
      /\[6\] is indexed/,
    )
    expect(after(table([2, 7]), (m) => m.becomes([[beyond(m), 5]]))).toMatch(/\[6\] is indexed by/)
    expect(said(table([2, 7]), (m) => m.with(beyond(m), 5).has(1))).toBeUndefined()
    expect(said(table([2, 7]), (m) => m.with(3, m.at(1)).has(2))).toBeUndefined()
    expect(
      said(table([2, 7]), (m) =>
        m.is([
          [3, m.at(1)],
          [3, 5],
        ]),
      ),
    ).toBeUndefined()
    expect(after(table(), (m) => m.becomes(m.with(1, 10)))).toBe('x[1].value := 10 leaves range(5, 9)')
  })

  it('is quantified over by what is there', () => {
    expect(said(table([2, 7], [3, 8]), (m) => all(m, (value) => value.above(6)))).toBe(true)
    expect(said(table([2, 7], [3, 8]), (m) => all(m, (value, key) => value.is(key.plus(5))))).toBe(true)
    expect(said(table([2, 7]), (m) => some(m, (value) => value.is(5)))).toBe(false)
    expect(said(table([2, 7]), (m) => none(m, (value) => value.is(5)))).toBe(true)
    expect(said(table([2, 7], [3, 7], [1, 5]), (m) => howMany(m, (value) => value.is(7)).is(2))).toBe(true)
  })

  it('nests', () => {
    const system = built(() => {
      const x = state(map(2, table()))
      return {
        x,
        go: step(x.becomes(x.with(1, [[2, 8]]))),
        on: step(x.becomes(x.with(0, x.at(1).with(1, 6)))),
      }
    })
    expect(run(system, 'go', 'on').x).toEqual([
      { some: true, value: kept([1, 6], [2, 8]) },
      { some: true, value: kept([2, 8]) },
    ])
  })

  it.each([
    ['a key that cannot be', 'unknown-member', () => state(table()).at(4)],
    ['a key that cannot be, at the start', 'unknown-member', () => table([4, 5])],
    ['a value of another sort', 'type-mismatch', () => state(table()).with(1, untyped(true))],
    ['what is no list of pairs', 'type-mismatch', () => state(table()).becomes(untyped([1, 2]))],
    ['anything', 'type-mismatch', () => table().initially(anything)],
    [
      'a value that is assigned to',
      'type-mismatch',
      () =>
        state(table([1, 5]))
          .at(1)
          .becomes(6),
    ],
  ])('refuses %s', (_, code, make) => {
    const error = errorOf(() => built(() => ({ x: make() })))
    expect(error.code).toBe(code)
    expect(error.place?.file).toMatch(/map.test.ts$/)
  })
})
