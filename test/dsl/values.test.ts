import {
  all,
  array,
  atMostOne,
  each,
  exactlyOne,
  flag,
  howMany,
  ifElse,
  invariant,
  max,
  min,
  next,
  none,
  not,
  oneOf,
  processes,
  range,
  record,
  some,
  state,
  step,
  sum,
  transition,
  type Bool,
  type Condition,
} from 'premortem'
import { describe, expect, it } from 'vitest'
import { truth } from '../../src/ir/evaluate.js'
import { isStated } from '../../src/ir/system.js'
import { built, run, startOf } from './building.js'

/** State with known values, to say something of. */
function specimen() {
  const box = state({
    n: array(5, range(-9, 9)).initially([-7, -2, 0, 1, 5]),
    yes: flag().initially(true),
    no: flag(),
    colour: oneOf('red', 'green', 'blue').initially('green'),
    other: oneOf('red', 'green', 'blue').initially('blue'),
    mark: array(oneOf('a', 'b', 'c'), flag()).initially([true, false, true]),
  })
  const worker = processes(3, {
    locals: { id: range(0, 9).initially(4) },
    steps: ({ id, index }) => ({ work: step(id.becomes(index)) }),
  })
  return { box, worker }
}

/** The truth of what is said of the specimen in the state after some steps. */
function truthOf(
  say: (about: ReturnType<typeof specimen>) => Condition,
  ...steps: readonly string[]
): unknown {
  const system = built(() => {
    const about = specimen()
    return { ...about, properties: { asked: invariant(say(about)) } }
  })
  const [property] = system.properties
  if (property === undefined || !isStated(property)) throw new Error('the property is missing')
  return truth(system, property.expr, { state: run(system, ...steps) })
}

describe('numbers', () => {
  const N = [-7, -2, 0, 1, 5]
  const pairs = N.flatMap((a, i) => N.map((b, j) => ({ a, b, i, j })))

  it.each([
    ['is', (a: number, b: number) => a === b],
    ['isNot', (a: number, b: number) => a !== b],
    ['below', (a: number, b: number) => a < b],
    ['atMost', (a: number, b: number) => a <= b],
    ['above', (a: number, b: number) => a > b],
    ['atLeast', (a: number, b: number) => a >= b],
  ] as const)('compare: %s', (method, meaning) => {
    for (const { a, b, i, j } of pairs) {
      expect(truthOf(({ box }) => box.n.at(i)[method](box.n.at(j)))).toBe(meaning(a, b))
      expect(truthOf(({ box }) => box.n.at(i)[method](b))).toBe(meaning(a, b))
    }
  })

  it.each([
    ['plus', (a: number, b: number) => a + b],
    ['minus', (a: number, b: number) => a - b],
    ['times', (a: number, b: number) => a * b],
  ] as const)('calculate: %s', (method, meaning) => {
    for (const { a, b, i } of pairs) {
      expect(truthOf(({ box }) => box.n.at(i)[method](b).is(meaning(a, b)))).toBe(true)
    }
  })

  it('divide so that the remainder is not negative', () => {
    for (const { a, b, i } of pairs.filter((pair) => pair.b !== 0)) {
      const says = truthOf(({ box }) => {
        const quotient = box.n.at(i).dividedBy(b)
        const rest = box.n.at(i).modulo(b)
        return quotient
          .times(b)
          .plus(rest)
          .is(a)
          .and(rest.atLeast(0), rest.below(Math.abs(b)))
      })
      expect(says).toBe(true)
    }
  })
})

describe('conditions', () => {
  it.each([
    ['and', (a: boolean, b: boolean) => a && b],
    ['or', (a: boolean, b: boolean) => a || b],
    ['implies', (a: boolean, b: boolean) => !a || b],
    ['is', (a: boolean, b: boolean) => a === b],
    ['isNot', (a: boolean, b: boolean) => a !== b],
  ] as const)('combine: %s', (method, meaning) => {
    for (const a of [false, true]) {
      for (const b of [false, true]) {
        const flags = ({ box }: ReturnType<typeof specimen>): readonly [Bool, Bool] => [
          a ? box.yes : box.no,
          b ? box.yes : box.no,
        ]
        expect(
          truthOf((about) => {
            const [x, y] = flags(about)
            return x[method](y)
          }),
        ).toBe(meaning(a, b))
        expect(truthOf((about) => flags(about)[0][method](b))).toBe(meaning(a, b))
      }
    }
  })

  it('are looked at from left to right, no further than needed', () => {
    expect(truthOf(({ box }) => box.no.and(box.n.at(0).dividedBy(0).is(1)))).toBe(false)
    expect(truthOf(({ box }) => box.n.at(0).dividedBy(0).is(1).and(box.no))).toMatchObject({
      code: 'division-by-zero',
    })
  })

  it('can be negated, once and again', () => {
    expect(truthOf(({ box }) => not(box.no))).toBe(true)
    expect(truthOf(({ box }) => not(not(box.no)))).toBe(false)
    expect(truthOf(() => not(false))).toBe(true)
  })

  it('choose between two values', () => {
    expect(truthOf(({ box }) => ifElse(box.yes, 1, 2).is(1))).toBe(true)
    expect(truthOf(({ box }) => ifElse(box.no, box.n.at(4), 2).is(2))).toBe(true)
    expect(truthOf(({ box }) => ifElse(box.no, true, box.yes))).toBe(true)
    expect(truthOf(({ box }) => ifElse(box.yes, 'red', box.colour).is('red'))).toBe(true)
  })
})

describe('members', () => {
  it('are one of several, or none of them', () => {
    expect(truthOf(({ box }) => box.colour.is('green'))).toBe(true)
    expect(truthOf(({ box }) => box.colour.is('red', 'green'))).toBe(true)
    expect(truthOf(({ box }) => box.colour.is('red', 'blue'))).toBe(false)
    expect(truthOf(({ box }) => box.colour.isNot('red', 'blue'))).toBe(true)
    expect(truthOf(({ box }) => box.colour.isNot('red', 'green'))).toBe(false)
    expect(truthOf(({ box }) => box.colour.is(box.other))).toBe(false)
  })

  it('are known by their names', () => {
    built(() => {
      const about = specimen()
      expect(about.box.colour.members).toEqual(['red', 'green', 'blue'])
      return { ...about }
    })
  })
})

describe('quantifiers', () => {
  it('speak of every item of an array, with its index', () => {
    expect(truthOf(({ box }) => all(box.n, (n) => n.above(-8)))).toBe(true)
    expect(truthOf(({ box }) => all(box.n, (n) => n.above(-7)))).toBe(false)
    expect(truthOf(({ box }) => some(box.n, (n, i) => n.is(1).and(i.is(3))))).toBe(true)
    expect(truthOf(({ box }) => some(box.n, (n, i) => n.is(1).and(i.is(2))))).toBe(false)
    expect(truthOf(({ box }) => none(box.n, (n) => n.above(5)))).toBe(true)
    expect(truthOf(({ box }) => none(box.n, (n) => n.above(4)))).toBe(false)
    expect(truthOf(({ box }) => all(box.mark, (marked, which) => marked.is(which.isNot('b'))))).toBe(true)
  })

  it('count', () => {
    expect(truthOf(({ box }) => howMany(box.n, (n) => n.below(1)).is(3))).toBe(true)
    expect(truthOf(({ box }) => atMostOne(box.n, (n) => n.above(1)))).toBe(true)
    expect(truthOf(({ box }) => atMostOne(box.n, (n) => n.above(0)))).toBe(false)
    expect(truthOf(({ box }) => exactlyOne(box.n, (n) => n.above(1)))).toBe(true)
    expect(truthOf(({ box }) => exactlyOne(box.n, (n) => n.above(5)))).toBe(false)
    expect(truthOf(({ box }) => exactlyOne(box.n, (n) => n.above(0)))).toBe(false)
  })

  it('add up and compare', () => {
    expect(truthOf(({ box }) => sum(box.n, (n) => n).is(-3))).toBe(true)
    expect(truthOf(({ box }) => sum(box.n, (n, i) => n.times(i)).is(-2 + 3 + 20))).toBe(true)
    expect(truthOf(({ box }) => min(box.n, (n) => n.times(n)).is(0))).toBe(true)
    expect(truthOf(({ box }) => max(box.n, (n) => n.times(n)).is(49))).toBe(true)
  })

  it('speak of processes', () => {
    const ids = ({ worker }: ReturnType<typeof specimen>) => all(worker, (w) => w.id.is(4).and(w.at('work')))
    expect(truthOf(ids)).toBe(true)
    expect(truthOf(ids, 'worker[1].work')).toBe(false)
    expect(truthOf(({ worker }) => some(worker, (w) => w.id.is(w.index)), 'worker[1].work')).toBe(true)
    expect(truthOf(({ worker }) => sum(worker, (w) => w.id).is(4 + 1 + 4), 'worker[1].work')).toBe(true)
  })

  it('speak of ordinary lists', () => {
    expect(truthOf(({ box }) => all([box.yes, box.no]))).toBe(false)
    expect(truthOf(({ box }) => some([box.yes, box.no]))).toBe(true)
    expect(truthOf(({ box }) => none([box.no, false]))).toBe(true)
    expect(truthOf(({ box }) => howMany([box.yes, box.no, true]).is(2))).toBe(true)
    expect(truthOf(({ box }) => atMostOne([box.yes, box.no, true]))).toBe(false)
    expect(truthOf(({ box }) => exactlyOne([0, 1, 2], (i) => box.n.at(i).below(-2)))).toBe(true)
    expect(truthOf(({ box }) => sum([box.n.at(4), 2, 3]).is(10))).toBe(true)
    expect(
      truthOf(({ box }) =>
        max([box.n.at(4), 2])
          .is(5)
          .and(min([box.n.at(4), 2]).is(2)),
      ),
    ).toBe(true)
  })

  it('say the usual of nothing', () => {
    expect(truthOf(() => all([]))).toBe(true)
    expect(truthOf(() => some([]))).toBe(false)
    expect(truthOf(() => none([]))).toBe(true)
    expect(truthOf(() => howMany([]).is(0))).toBe(true)
    expect(truthOf(() => sum([]).is(0))).toBe(true)
  })

  it('can be nested, and use what stands outside', () => {
    const sorted = ({ box }: ReturnType<typeof specimen>) =>
      all(box.n, (a, i) => all(box.n, (b, j) => i.below(j).implies(a.below(b))))
    expect(truthOf(sorted)).toBe(true)
    expect(truthOf(({ box, worker }) => all(worker, (w) => some(box.n, (n) => n.is(w.id.plus(1)))))).toBe(
      true,
    )
    expect(
      truthOf(({ box }) => {
        const positive = some(box.n, (n) => n.above(0))
        return all(box.n, (n) => n.below(6).and(positive))
      }),
    ).toBe(true)
  })
})

describe('parts of the state', () => {
  it('are found by an index that depends on the state', () => {
    expect(truthOf(({ box }) => box.n.at(box.n.at(3)).is(-2))).toBe(true)
    expect(truthOf(({ box }) => box.n.at(box.n.at(4)).is(0))).toMatchObject({ code: 'index-out-of-range' })
    expect(truthOf(({ worker, box }) => worker.at(box.n.at(3)).id.is(4))).toBe(true)
  })

  it('can be gone through', () => {
    expect(
      truthOf(({ box }) => [...box.n].reduce<Condition>((sofar, n) => n.below(6).and(sofar), true)),
    ).toBe(true)
    expect(
      truthOf(({ box, worker }) => box.n.length === 5 && worker.length === 3 && box.mark.length === 3),
    ).toBe(true)
  })

  it('are assigned whole or in part', () => {
    const system = built(() => {
      const pair = state(array(2, record({ a: range(0, 9), b: flag() })))
      const spare = state(record({ a: range(0, 9).initially(7), b: flag() }))
      const list = state(array(3, range(0, 9)).initially([1, 2, 3]))
      return {
        pair,
        spare,
        list,
        write: step(pair.at(1).becomes({ a: spare.a.plus(1), b: true })),
        copy: step(pair.at(0).becomes(spare), spare.becomes(pair.at(1))),
        turn: step(list.becomes([list.at(2), 0, list.at(0)])),
        clear: step(each(list, (n, i) => n.becomes(i.times(2)))),
      }
    })
    expect(run(system, 'write')).toMatchObject({
      pair: [
        { a: 0, b: false },
        { a: 8, b: true },
      ],
    })
    expect(run(system, 'write', 'copy')).toMatchObject({
      pair: [{ a: 7, b: false }, { a: 8 }],
      spare: { a: 8, b: true },
    })
    expect(run(system, 'turn')).toMatchObject({ list: [3, 0, 1] })
    expect(run(system, 'clear')).toMatchObject({ list: [0, 2, 4] })
  })
})

describe('next', () => {
  it('is the value after the step, of flags, numbers and members', () => {
    const system = built(() => {
      const n = state(range(0, 9))
      const f = state(flag())
      const e = state(oneOf('a', 'b'))
      return {
        n,
        f,
        e,
        go: step(n.becomes(3), f.becomes(true), e.becomes('b')),
        properties: {
          seen: transition(
            next(n)
              .is(3)
              .and(n.is(0), next(f), not(f), next(e).is('b'), e.is('a'), next(n.is(3))),
          ),
        },
      }
    })
    const [property] = system.properties
    if (property === undefined || !isStated(property)) throw new Error('the property is missing')
    const [before, after] = [startOf(system), run(system, 'go')]
    expect(truth(system, property.expr, { state: before, next: after })).toBe(true)
    expect(truth(system, property.expr, { state: before, next: before })).toBe(false)
  })
})
