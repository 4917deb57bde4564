import {
  anything,
  array,
  ifElse,
  next,
  nothing,
  oneOf,
  option,
  range,
  record,
  sequence,
  state,
  step,
  transition,
  type CellOf,
} from 'premortem'
import { describe, expect, it } from 'vitest'
import { truth } from '../../src/ir/evaluate.js'
import { isStated } from '../../src/ir/system.js'
import { built, errorOf, run, startOf } from './building.js'
import { after, said, untyped } from './derived.js'

/** A number from 1 to 4, or nothing. */
function number(start: number | typeof nothing = nothing) {
  return option(range(1, 4)).initially(start)
}

type OptionalNumber = CellOf<ReturnType<typeof number>>

describe('an option', () => {
  it('starts with nothing, and the first value of its type in its place', () => {
    const system = built(() => ({ x: state(option(range(1, 4).initially(3))), y: state(number(2)) }))
    expect(startOf(system)).toEqual({ x: { some: false, value: 1 }, y: { some: true, value: 2 } })
  })

  it('says what it has', () => {
    expect(said(number(2), (x) => x.isSome())).toBe(true)
    expect(said(number(2), (x) => x.isNone())).toBe(false)
    expect(said(number(), (x) => x.isSome())).toBe(false)
    expect(said(number(), (x) => x.isNone())).toBe(true)
    expect(said(number(2), (x) => x.value().is(2))).toBe(true)
    expect(said(number(), (x) => x.value().is(1))).toBeUndefined()
    expect(said(number(), (x) => x.isSome().and(x.value().is(1)))).toBe(false)
    expect(said(number(1), (x) => x.is(1))).toBe(true)
    expect(said(number(), (x) => x.is(1))).toBe(false)
    expect(said(number(), (x) => x.is(nothing))).toBe(true)
    expect(said(number(1), (x) => x.isNot(nothing))).toBe(true)
    expect(said(number(1), (x) => x.is(x))).toBe(true)
  })

  it('is matched', () => {
    const doubled = (x: OptionalNumber) => x.match({ none: 0, some: (value) => value.times(2) })
    expect(said(number(3), (x) => doubled(x).is(6))).toBe(true)
    expect(said(number(), (x) => doubled(x).is(0))).toBe(true)
    expect(said(number(3), (x) => x.match({ none: true, some: (value) => value.is(3) }))).toBe(true)
    const colour = oneOf('red', 'green')
    const shown = option(colour).initially('green')
    expect(said(shown, (x) => x.match({ none: 'red', some: (c) => c }).is('green'))).toBe(true)
  })

  it('is changed', () => {
    expect(after(number(), (x) => x.becomes(3))).toEqual({ some: true, value: 3 })
    expect(after(number(3), (x) => x.becomes(nothing))).toEqual({ some: false, value: 1 })
    expect(after(number(3), (x) => x.becomes(x.value().plus(1)))).toEqual({ some: true, value: 4 })
    expect(after(number(3), (x) => x.becomes(5))).toBe('x.value := 5 leaves range(1, 4)')
    expect(after(number(), (x) => x.becomes(x.value()))).toMatch(/is indexed by/)
    expect(after(number(3), (x) => x.becomes(ifElse(x.is(3), x, 2)))).toEqual({ some: true, value: 3 })
    expect(after(number(3), (x) => x.becomes(ifElse(x.is(3), nothing, x)))).toEqual({ some: false, value: 1 })
  })

  it('is chosen between as an option, also where one side is what it can hold', () => {
    const queue = sequence(range(0, 3), 2).initially([3])
    const [held, none] = [
      { some: true, value: { length: 1, items: [3, 0] } },
      { some: false, value: { length: 0, items: [0, 0] } },
    ]
    for (const [isHeld, expected] of [
      [true, held],
      [false, none],
    ] as const) {
      const system = built(() => {
        const q = state(queue)
        const x = state(option(queue))
        return { q, x, go: step(x.becomes(isHeld ? ifElse(true, q, x) : ifElse(q.isEmpty(), q, x))) }
      })
      expect(run(system, 'go').x).toEqual(expected)
    }
  })

  it('nests', () => {
    const system = built(() => {
      const job = record({ key: range(2, 3) })
      const slots = state(array(2, option(job)))
      const twice = state(option(option(job)).initially({ key: 3 }))
      const queue = state(sequence(option(job), 2))
      return {
        slots,
        twice,
        queue,
        go: step(
          slots.at(1).becomes({ key: 3 }),
          twice.becomes(slots.at(0)),
          queue.becomes(queue.append(nothing).append(twice.value())),
        ),
      }
    })
    const [none, three] = [
      { some: false, value: { key: 2 } },
      { some: true, value: { key: 3 } },
    ]
    expect(run(system, 'go')).toEqual({
      slots: [none, three],
      twice: { some: true, value: none },
      queue: { length: 2, items: [none, three] },
    })
  })

  it('has a next value', () => {
    const system = built(() => {
      const x = state(number())
      return { x, properties: { asked: transition(next(x).is(3).and(next(x).value().above(2))) } }
    })
    const [property] = system.properties
    if (property === undefined || !isStated(property)) throw new Error('the property is missing')
    const [state0, state1] = [{ x: { some: false, value: 1 } }, { x: { some: true, value: 3 } }]
    expect(truth(system, property.expr, { state: state0, next: state1 })).toBe(true)
    expect(truth(system, property.expr, { state: state1, next: state0 })).toBe(false)
  })

  it.each([
    ['a value of another sort', 'type-mismatch', () => state(number()).becomes(untyped(true))],
    ['a member that does not exist', 'unknown-member', () => option(oneOf('a', 'b')).initially(untyped('c'))],
    ['anything', 'type-mismatch', () => number().initially(anything)],
    ['an option with another first value', 'type-mismatch', otherFirst],
    ['a value that is assigned to', 'type-mismatch', () => state(number()).value().becomes(2)],
  ])('refuses %s', (_, code, make) => {
    const error = errorOf(() => built(() => ({ x: make() })))
    expect(error.code).toBe(code)
    expect(error.place?.file).toMatch(/option.test.ts$/)
  })
})

function otherFirst() {
  return state(number()).becomes(state(option(range(0, 4))))
}
