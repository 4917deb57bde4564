import { describe, expect, it } from 'vitest'
import { secondsTo } from '../../../src/report/progress/estimate.js'

/** Depths done one after the other, each taking so many seconds. */
function pace(...seconds: readonly number[]): { readonly depth: number; readonly at: number }[] {
  let at = 0
  return [{ depth: 0, at }, ...seconds.map((taken, place) => ({ depth: place + 1, at: (at += taken) }))]
}

describe('an estimate', () => {
  it('goes on as steadily as before', () => {
    expect(secondsTo(10, pace(1, 1, 1, 1, 1), 5)).toBeCloseTo(5)
    expect(secondsTo(10, pace(1, 1, 1, 1, 1), 5.75)).toBeCloseTo(4.25)
  })

  it('grows as it did before', () => {
    expect(secondsTo(7, pace(1, 2, 4, 8), 15)).toBeCloseTo(16 + 32 + 64)
  })

  it('does not expect depths to become easier', () => {
    expect(secondsTo(6, pace(4, 3, 2, 1), 10)).toBeGreaterThanOrEqual(4)
  })

  it.each([
    ['too few depths', 20, pace(1, 1, 1), 3],
    ['too short a time', 20, pace(0.1, 0.1, 0.1, 0.1, 0.1), 0.5],
    ['a depth that takes far longer than it should', 20, pace(1, 1, 1, 1, 1), 8],
    ['far more left than was seen', 400, pace(1, 1, 1, 1, 1), 5],
    ['a jump', 20, pace(0.001, 0.1, 1, 10), 12],
    ['next to nothing left', 6, pace(1, 1, 1, 1, 1), 5],
    ['nothing left', 5, pace(1, 1, 1, 1, 1), 5],
    ['nothing seen', 5, [], 5],
  ])('is not made of %s', (_, last, seen, now) => {
    expect(secondsTo(last, seen, now)).toBeUndefined()
  })
})
