import { anything, array, flag, ifElse, oneOf, range, sequence, state, step, tuple } from 'premortem'
import { describe, expect, it } from 'vitest'
import { built, errorOf, run, startOf } from './building.js'
import { after, said, untyped } from './derived.js'

const pair = tuple(range(1, 4), flag().initially(true))

describe('a tuple', () => {
  it('starts as its sorts say', () => {
    const system = built(() => ({ x: state(pair), y: state(pair.initially([3, false])) }))
    expect(startOf(system)).toEqual({ x: { 0: 1, 1: true }, y: { 0: 3, 1: false } })
    const open = built(() => ({ x: state(pair.initially(anything)) }))
    expect(open.init.updates).toEqual([])
  })

  it('is taken apart and compared', () => {
    expect(said(pair, ([n, on]) => n.is(1).and(on))).toBe(true)
    expect(said(pair, (x) => x[0].is(2))).toBe(false)
    expect(said(pair, (x) => x.is([1, true]))).toBe(true)
    expect(said(pair, (x) => x.isNot([1, x[1]]))).toBe(false)
  })

  it('is changed, as a whole or in part', () => {
    expect(after(pair, (x) => x.becomes([x[0].plus(1), false]))).toEqual({ 0: 2, 1: false })
    expect(after(pair, ([n]) => n.becomes(4))).toEqual({ 0: 4, 1: true })
    expect(after(pair, (x) => x.becomes(ifElse(x[1], [2, true], x)))).toEqual({ 0: 2, 1: true })
  })

  it('nests', () => {
    const system = built(() => {
      const log = state(sequence(tuple(oneOf('get', 'put'), range(0, 3)), 2))
      const rows = state(array(2, pair))
      return {
        log,
        rows,
        go: step(log.becomes(log.append(['put', rows.at(0)[0]])), rows.at(1).becomes(rows.at(0))),
      }
    })
    expect(run(system, 'go').log).toEqual({
      length: 1,
      items: [
        { 0: 'put', 1: 1 },
        { 0: 'get', 1: 0 },
      ],
    })
  })

  it.each([
    ['too short a list', 'type-mismatch', () => state(pair).is(untyped([1]))],
    ['a wrong value', 'type-mismatch', () => state(pair).becomes(untyped([true, true]))],
    ['too long a start', 'type-mismatch', () => pair.initially(untyped([1, true, 2]))],
  ])('refuses %s', (_, code, make) => {
    const error = errorOf(() => built(() => ({ x: make() })))
    expect(error.code).toBe(code)
    expect(error.place?.file).toMatch(/tuple.test.ts$/)
  })
})
