import { describe, expect, it } from 'vitest'
import { random } from '../../src/engine/random.js'

describe('random numbers', () => {
  it('are those of mulberry32', () => {
    const { below } = random(1)
    expect([below(2 ** 32), below(2 ** 32), below(2 ** 32)]).toEqual([2693262067, 11749833, 2265367787])
  })

  it('repeat with their seed and differ with another', () => {
    const draws = (seed: number) =>
      Array.from(
        { length: 20 },
        (
          (source) => () =>
            source.below(1000)
        )(random(seed)),
      )
    expect(draws(7)).toEqual(draws(7))
    expect(draws(7)).not.toEqual(draws(8))
    expect(draws(2 ** 32 + 7)).toEqual(draws(7))
  })

  it.each([1, 2, 7, 2 ** 31 + 1])('stay below %i', (bound) => {
    const { below } = random(3)
    for (let draw = 0; draw < 200; draw += 1) {
      const drawn = below(bound)
      expect(drawn >= 0 && drawn < bound && Number.isInteger(drawn)).toBe(true)
    }
  })

  it('meet every value about equally often', () => {
    const { below } = random(5)
    const counts = Array.from({ length: 6 }, () => 0)
    for (let draw = 0; draw < 6000; draw += 1) counts[Number(below(6))]! += 1
    for (const count of counts) expect(count).toBeGreaterThan(850)
  })

  it.each([3 * 2 ** 30, 3n * 2n ** 62n, 3n * 2n ** 94n])('prefer no part of 0 to %s', (bound) => {
    const { below } = random(6)
    const third = BigInt(bound) / 3n
    const low = Array.from({ length: 900 }, () => below(bound)).filter((drawn) => drawn < third)
    expect(low.length).toBeGreaterThan(250)
    expect(low.length).toBeLessThan(350)
  })

  it('are canonical integers of any size', () => {
    const { below } = random(9)
    const bound = 3n * 2n ** 70n
    const draws = Array.from({ length: 200 }, () => below(bound))
    expect(draws.every((drawn) => drawn >= 0 && drawn < bound)).toBe(true)
    expect(draws.filter((drawn) => drawn >= 2n * 2n ** 70n).length).toBeGreaterThan(40)
    expect(draws.filter((drawn) => drawn < 2n ** 70n).length).toBeGreaterThan(40)
    const narrow = Array.from({ length: 50 }, () => below(2n ** 40n))
    expect(narrow.every((drawn) => typeof drawn === 'number')).toBe(true)
  })

  it('pick items, if there are any', () => {
    const { pick } = random(2)
    const picked = new Set(Array.from({ length: 50 }, () => pick(['a', 'b', 'c'])))
    expect([...picked].toSorted()).toEqual(['a', 'b', 'c'])
    expect(() => pick([])).toThrow(RangeError)
  })
})
