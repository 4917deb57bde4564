import {
  all,
  anything,
  array,
  atomic,
  howMany,
  invariant,
  none,
  oneOf,
  processes,
  range,
  record,
  sequence,
  some,
  state,
  step,
  sum,
  type CellOf,
} from 'premortem'
import { describe, expect, it } from 'vitest'
import { truth } from '../../src/ir/evaluate.js'
import { attempt } from '../../src/ir/execute.js'
import { startSpace } from '../../src/ir/start.js'
import { isStated } from '../../src/ir/system.js'
import { actionOf, built, errorOf, lineHere, run, startOf } from './building.js'
import { after, said, untyped } from './derived.js'

/** Of numbers, starting with these. */
function queue(...start: readonly number[]) {
  return sequence(range(1, 9), 3).initially(start)
}

type Queue = CellOf<ReturnType<typeof queue>>

/** The record that such a sequence is. */
function kept(...items: readonly number[]): unknown {
  return { length: items.length, items: [...items, 1, 1, 1].slice(0, 3) }
}

describe('a sequence', () => {
  it('starts empty, with the first value of the sort in every slot', () => {
    const system = built(() => ({ queue: state(sequence(range(1, 9).initially(5), 3)) }))
    expect(startOf(system).queue).toEqual(kept())
  })

  it('says what is in it', () => {
    expect(said(queue(4, 5), (q) => q.length.is(2))).toBe(true)
    expect(said(queue(), (q) => q.isEmpty())).toBe(true)
    expect(said(queue(4), (q) => q.isEmpty())).toBe(false)
    expect(said(queue(4, 5, 6), (q) => q.isFull())).toBe(true)
    expect(said(queue(4, 5), (q) => q.isFull())).toBe(false)
    expect(said(queue(4, 5), (q) => q.at(1).is(5))).toBe(true)
    expect(said(queue(4, 5), (q) => q.head().is(4))).toBe(true)
    expect(said(queue(4, 5), (q) => q.last().is(5))).toBe(true)
    expect(said(queue(4, 5), (q) => q.has(5))).toBe(true)
    expect(said(queue(4, 5), (q) => q.has(1))).toBe(false)
    expect(said(queue(4, 5), (q) => q.is([4, 5]))).toBe(true)
    expect(said(queue(4, 5), (q) => q.is([4, 5, 1]))).toBe(false)
    expect(said(queue(4, 5), (q) => q.isNot([5, 4]))).toBe(true)
  })

  it.each([
    ['at its length', (q: Queue) => q.at(2).is(1)],
    ['before the first', (q: Queue) => q.at(-1).is(1)],
    ['at a computed length', (q: Queue) => q.at(q.length).is(1)],
    ['of its own tail', (q: Queue) => q.tail().at(1).is(1)],
    ['of nothing', (q: Queue) => q.tail().tail().head().is(1)],
    ['last of nothing', (q: Queue) => q.tail().tail().last().is(1)],
  ])('has no element %s', (_, say) => {
    expect(said(queue(4, 5), say)).toBeUndefined()
  })

  it('is changed as a whole', () => {
    expect(after(queue(4), (q) => q.becomes(q.append(5)))).toEqual(kept(4, 5))
    expect(after(queue(4, 5, 6), (q) => q.becomes(q.tail()))).toEqual(kept(5, 6))
    expect(after(queue(4, 5, 6), (q) => q.becomes(q.without(0)))).toEqual(kept(5, 6))
    expect(after(queue(4, 5, 6), (q) => q.becomes(q.without(1)))).toEqual(kept(4, 6))
    expect(after(queue(4, 5, 6), (q) => q.becomes(q.without(q.length.minus(1))))).toEqual(kept(4, 5))
    expect(after(queue(4, 5, 6), (q) => q.becomes([7, q.last()]))).toEqual(kept(7, 6))
    expect(after(queue(4, 5, 6), (q) => q.becomes([]))).toEqual(kept())
    expect(after(queue(4, 5), (q) => q.becomes(q.tail().append(q.head())))).toEqual(kept(5, 4))
  })

  it('has elements that can be assigned, where they are', () => {
    expect(after(queue(4, 5), (q) => q.at(1).becomes(7))).toEqual(kept(4, 7))
    expect(after(queue(4, 5), (q) => q.at(2).becomes(7))).toMatch(/^x.items\[-1\]/)
  })

  it('has no result where there is no room, or nothing to take', () => {
    expect(after(queue(4, 5, 6), (q) => q.becomes(q.append(7)))).toMatch(/^x.items\[3\] is indexed by/)
    expect(after(queue(), (q) => q.becomes(q.tail()))).toMatch(/^x.items\[-1\] is indexed by/)
    expect(after(queue(4), (q) => q.becomes(q.without(1)))).toMatch(/^x.items\[-1\] is indexed by/)
    expect(after(queue(4), (q) => q.becomes(q.without(-1)))).toMatch(/^x.items\[-1\] is indexed by/)
    expect(after(queue(4), (q) => q.becomes(q.append(10)))).toBe('x.items[1] := 10 leaves range(1, 9)')
  })

  it('forgets no overflow on the way', () => {
    expect(said(queue(4, 5, 6), (q) => q.append(7).tail().is([5, 6, 7]))).toBeUndefined()
    expect(said(queue(), (q) => q.tail().append(7).is([7]))).toBeUndefined()
    expect(said(queue(4, 5, 6), (q) => q.tail().append(7).is([5, 6, 7]))).toBe(true)
    expect(said(queue(4, 5, 6), (q) => q.tail().append(7).append(8).length.is(4))).toBeUndefined()
    const system = built(() => {
      const q = state(queue(4, 5, 6))
      return { q, go: atomic(step(q.becomes(q.append(7))), step(q.becomes(q.tail()))) }
    })
    expect(attempt(system, actionOf(system, 'go'), {}, startOf(system)).kind).toBe('fault')
  })

  it('is undefined as a whole where something in it is', () => {
    expect(said(queue(4, 5), (q) => q.append(q.at(2)).length.is(3))).toBeUndefined()
    expect(said(queue(4, 5), (q) => q.append(q.at(1)).length.is(3))).toBe(true)
    expect(said(queue(4, 5), (q) => q.append(q.length.dividedBy(0)).isEmpty())).toBeUndefined()
  })

  it('is quantified over as far as it goes', () => {
    expect(said(queue(4, 5), (q) => all(q, (item) => item.above(3)))).toBe(true)
    expect(said(queue(4, 2), (q) => all(q, (item) => item.above(3)))).toBe(false)
    expect(said(queue(4, 5), (q) => some(q, (item) => item.is(1)))).toBe(false)
    expect(said(queue(4, 5), (q) => none(q, (item) => item.is(1)))).toBe(true)
    expect(said(queue(1, 5), (q) => howMany(q, (item) => item.is(1)).is(1))).toBe(true)
    expect(said(queue(4, 5), (q) => all(q, (item, index) => item.is(index.plus(4))))).toBe(true)
    expect(said(queue(4, 5), (q) => all(q, (item, index) => item.is(q.at(index))))).toBe(true)
    expect(said(queue(4, 5), (q) => all(q.tail(), (item) => item.is(5)))).toBe(true)
  })

  it('nests in records, arrays and sequences', () => {
    const system = built(() => {
      const line = sequence(oneOf('a', 'b'), 2)
      const all = state({ rows: array(2, line), last: line })
      const pile = state(sequence(record({ lines: sequence(line, 2) }), 2))
      return {
        all,
        pile,
        go: step(
          all.rows.at(1).becomes(all.last.append('b')),
          pile.becomes(pile.append({ lines: [['b'], all.last] })),
        ),
        again: step(pile.at(0).lines.becomes(pile.head().lines.append(pile.head().lines.at(0)).tail())),
      }
    })
    const [none, b] = [
      { length: 0, items: ['a', 'a'] },
      { length: 1, items: ['b', 'a'] },
    ]
    const empty = { lines: { length: 0, items: [none, none] } }
    expect(run(system, 'go')).toEqual({
      all: { rows: [none, b], last: none },
      pile: { length: 1, items: [{ lines: { length: 2, items: [b, none] } }, empty] },
    })
  })

  it('is a local of a process, and speaks of the members of a family', () => {
    const system = built(() => {
      const worker = processes(2, {
        locals: { todo: sequence(range(0, 1), 2).initially([1]) },
        steps: ({ todo, index }) => ({
          add: step(todo.becomes(todo.append(index))),
          take: step(todo.becomes(todo.tail())),
        }),
      })
      return { worker, properties: { same: invariant(all(worker, (w) => w.todo.has(1).or(w.todo.is([0])))) } }
    })
    const [full, rest] = [
      { length: 2, items: [1, 0] },
      { length: 1, items: [0, 0] },
    ]
    const state = run(system, 'worker[0].add', 'worker[1].add', 'worker[0].take')
    expect(state.worker).toEqual([
      { pc: 'done', todo: rest },
      { pc: 'take', todo: { ...full, items: [1, 1] } },
    ])
    const [property] = system.properties
    if (property === undefined || !isStated(property)) throw new Error('the property is missing')
    expect(truth(system, property.expr, { state })).toBe(true)
  })

  it('starts with what is written, and fills in what its own sort says', () => {
    const system = built(() => ({
      queue: state(
        sequence(record({ key: range(0, 3).initially(2), on: range(5, 6) }), 2).initially([{ on: 6 }]),
      ),
    }))
    expect(startOf(system).queue).toEqual({
      length: 1,
      items: [
        { key: 2, on: 6 },
        { key: 0, on: 5 },
      ],
    })
  })

  it('leaves an element open, and no slot without meaning', () => {
    const system = built(() => ({ x: state(sequence(range(1, 9), 3).initially([4, anything])) }))
    const { free } = startSpace(system)
    expect(free.map(({ keys }) => keys)).toEqual([['items', 1]])
  })

  it.each([
    ['too long a list', 'type-mismatch', () => state(sequence(range(0, 1), 1)).is([0, 1])],
    ['too long a start', 'type-mismatch', () => sequence(range(0, 1), 1).initially([0, 1])],
    ['a wrong element', 'unknown-member', () => state(sequence(oneOf('a', 'b'), 2)).has(untyped('c'))],
    ['no list', 'type-mismatch', () => state(sequence(range(0, 1), 1)).becomes(untyped(3))],
    ['a record that looks like one', 'type-mismatch', lookalike],
    ['a sequence with another first value', 'type-mismatch', otherFirst],
    ['anything', 'type-mismatch', () => sequence(range(0, 1), 1).initially(anything)],
    [
      'anything around it',
      'type-mismatch',
      () => record({ q: sequence(range(0, 1), 1) }).initially(anything),
    ],
    ['no room', 'empty-domain', () => sequence(range(0, 1), 0)],
    ['a sum', 'type-mismatch', () => sum(untyped(state(sequence(range(0, 1), 1))))],
    [
      'computed, and assigned',
      'type-mismatch',
      () =>
        state(sequence(range(0, 1), 1))
          .tail()
          .at(0)
          .becomes(1),
    ],
  ])('refuses %s', (_, code, make) => {
    const error = errorOf(() => built(() => ({ x: make() })))
    expect(error.code).toBe(code)
    expect(error.place?.file).toMatch(/sequence.test.ts$/)
  })

  it('says where', () => {
    const line = lineHere(1)
    const error = errorOf(() => sequence(range(0, 1), 1).initially([0, 1]))
    expect(error.place?.line).toBe(line)
    expect(error.message).toContain('A list of 2 is written for a sequence of at most 1.')
  })
})

function lookalike() {
  const like = state(record({ length: range(0, 1), items: array(1, range(0, 1)) }))
  return state(sequence(range(0, 1), 1)).becomes(untyped(like))
}

function otherFirst() {
  const other = state(sequence(range(1, 2), 1))
  return state(sequence(range(0, 2), 1)).becomes(other)
}
