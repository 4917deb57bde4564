import {
  all,
  anything,
  array,
  flag,
  howMany,
  none,
  oneOf,
  range,
  record,
  setOf,
  some,
  state,
  step,
} from 'premortem'
import type { CellOf } from 'premortem'
import { describe, expect, it } from 'vitest'
import { built, errorOf, run, startOf } from './building.js'
import { after, said, untyped } from './derived.js'

/** Of the numbers from 1 to 4, starting with these. */
function numbers(...start: readonly number[]) {
  return setOf(range(1, 4)).initially(start)
}

type Numbers = CellOf<ReturnType<typeof numbers>>

/** The array that such a set is. */
function kept(...members: readonly number[]): unknown {
  return [1, 2, 3, 4].map((value) => members.includes(value))
}

describe('a set', () => {
  it('starts empty', () => {
    const system = built(() => ({ x: state(setOf(3)), y: state(setOf(oneOf('a', 'b')).initially(['b'])) }))
    expect(startOf(system)).toEqual({ x: [false, false, false], y: [false, true] })
  })

  it('says what is in it', () => {
    expect(said(numbers(2, 3), (s) => s.has(2))).toBe(true)
    expect(said(numbers(2, 3), (s) => s.has(1))).toBe(false)
    expect(said(numbers(2, 3), (s) => s.has(s.size()))).toBe(true)
    expect(said(numbers(2, 3), (s) => s.size().is(2))).toBe(true)
    expect(said(numbers(), (s) => s.isEmpty())).toBe(true)
    expect(said(numbers(2), (s) => s.isEmpty())).toBe(false)
    expect(said(numbers(2, 3), (s) => s.is([3, 2]))).toBe(true)
    expect(said(numbers(2, 3), (s) => s.is([3]))).toBe(false)
    expect(said(numbers(2, 3), (s) => s.isNot([2]))).toBe(true)
    expect(said(numbers(2, 3), (s) => s.is([3, s.size()]))).toBe(true)
    expect(said(numbers(2, 3), (s) => s.subsetOf([1, 2, 3]))).toBe(true)
    expect(said(numbers(2, 3), (s) => s.subsetOf([2, 4]))).toBe(false)
    expect(said(setOf(flag()).initially([true]), (s) => s.has(true).and(s.size().is(1)))).toBe(true)
  })

  it('is changed as a whole', () => {
    expect(after(numbers(2), (s) => s.becomes(s.with(3)))).toEqual(kept(2, 3))
    expect(after(numbers(2), (s) => s.becomes(s.with(2)))).toEqual(kept(2))
    expect(after(numbers(2, 3), (s) => s.becomes(s.without(2)))).toEqual(kept(3))
    expect(after(numbers(2), (s) => s.becomes(s.without(4)))).toEqual(kept(2))
    expect(after(numbers(2), (s) => s.becomes(s.with(s.size().plus(3))))).toEqual(kept(2, 4))
    expect(after(numbers(1, 2), (s) => s.becomes(s.union([2, 3])))).toEqual(kept(1, 2, 3))
    expect(after(numbers(1, 2), (s) => s.becomes(s.intersect([2, 3])))).toEqual(kept(2))
    expect(after(numbers(1, 2), (s) => s.becomes(s.minus([2, 3])))).toEqual(kept(1))
    expect(after(numbers(1, 2), (s) => s.becomes([4, s.size()]))).toEqual(kept(2, 4))
    expect(after(numbers(1), (s) => s.becomes(s.with(2).with(3).without(1).union(s)))).toEqual(kept(1, 2, 3))
  })

  it('has no result for what cannot be a member', () => {
    const beyond = (s: Numbers) => s.size().plus(4)
    expect(after(numbers(2), (s) => s.becomes(s.with(beyond(s))))).toMatch(/^x\[5\] is indexed by range/)
    expect(after(numbers(2), (s) => s.becomes(s.without(beyond(s))))).toMatch(/^x\[5\] is indexed by/)
    expect(after(numbers(2), (s) => s.becomes(s.with(1).with(beyond(s))))).toMatch(/\[5\] is indexed by/)
    expect(after(numbers(2), (s) => s.becomes([2, beyond(s)]))).toMatch(/\[5\] is indexed by/)
    expect(said(numbers(2), (s) => s.has(beyond(s)))).toBeUndefined()
    expect(said(numbers(2), (s) => s.with(beyond(s)).has(3))).toBeUndefined()
  })

  it('is undefined as a whole where something in it is', () => {
    const beyond = (s: Numbers) => [2, s.size().plus(4)]
    expect(after(numbers(), (s) => s.becomes(s.minus([s.size().plus(5)])))).toMatch(/\[5\] is indexed by/)
    for (const make of [
      (s: Numbers) => s.union(beyond(s)).has(2),
      (s: Numbers) => s.intersect(beyond(s)).has(4),
      (s: Numbers) => s.minus(beyond(s)).has(4),
      (s: Numbers) => s.without(2).subsetOf(beyond(s)),
    ]) {
      expect(said(numbers(2), make)).toBeUndefined()
    }
  })

  it('is quantified over by its members', () => {
    expect(said(numbers(2, 3), (s) => all(s, (n) => n.below(4)))).toBe(true)
    expect(said(numbers(2, 3), (s) => all(s, (n) => n.is(2)))).toBe(false)
    expect(said(numbers(2, 3), (s) => some(s, (n) => n.is(1)))).toBe(false)
    expect(said(numbers(2, 3), (s) => none(s, (n) => n.is(4)))).toBe(true)
    expect(said(numbers(2, 3, 4), (s) => howMany(s, (n) => n.above(2)).is(2))).toBe(true)
    expect(said(numbers(2, 3), (s) => some(s.without(2), (n) => n.is(2)))).toBe(false)
    const colours = setOf(oneOf('red', 'green')).initially(['green'])
    expect(said(colours, (s) => all(s, (colour) => colour.is('green')))).toBe(true)
  })

  it('nests, and may start with anything', () => {
    const system = built(() => {
      const seen = setOf(2)
      const box = state({ all: array(2, seen), last: seen.initially([1]) })
      const open = state(record({ any: setOf(1) }).initially(anything))
      return { box, open, go: step(box.all.at(0).becomes(box.last.union(box.all.at(1)).with(0))) }
    })
    expect(system.init.updates.map(({ target }) => target.variable)).not.toContain('open')
    const closed = built(() => {
      const box = state({ all: array(2, setOf(2)), last: setOf(2).initially([1]) })
      return { box, go: step(box.all.at(0).becomes(box.last.union(box.all.at(1)).with(0))) }
    })
    expect(run(closed, 'go').box).toEqual({
      all: [
        [true, true],
        [false, false],
      ],
      last: [false, true],
    })
  })

  it.each([
    ['a member that cannot be', 'unknown-member', () => state(setOf(3)).has(3)],
    ['another that cannot be', 'unknown-member', () => state(setOf(oneOf('a', 'b'))).with(untyped('c'))],
    ['a list with one that cannot be', 'unknown-member', () => state(setOf(3)).becomes([0, 5])],
    ['a start with one that cannot be', 'unknown-member', () => setOf(3).initially([5])],
    ['a set over something else', 'type-mismatch', () => state(setOf(3)).is(state(setOf(2)))],
    ['a sort that has no end', 'not-an-index', () => setOf(untyped(array(2, flag())))],
    ['nothing to choose from', 'empty-domain', () => setOf(0)],
    ['going through it', 'type-mismatch', () => [...(untyped(state(setOf(3))) as readonly unknown[])]],
  ])('refuses %s', (_, code, make) => {
    const error = errorOf(() => built(() => ({ x: make() })))
    expect(error.code).toBe(code)
    expect(error.place?.file).toMatch(/set.test.ts$/)
  })
})
