import type { Integer } from '../../ir/integer.js'
import type { Clause } from '../clause.js'
import { when } from '../flow.js'
import { DeclaredSort, declared, range, type Sort } from '../sort.js'
import { startOf } from '../start.js'
import { NumValue } from '../symbolic.js'
import type { Num } from '../value.js'

/** What may still go wrong: so many faults of some kind, and no more. */
export interface Budget {
  /** How many are left. */
  readonly left: Num
  /** One of them happens in this step, which waits for ever once there are none left. */
  spend(): Clause
}

/**
 * At most so many faults: crashes, losses, whatever spends it. A small budget keeps traces readable, and as a parameter it can be swept.
 * @param most a whole number, 0 or more.
 */
export function budget(most: Integer): Sort<Budget, Integer> {
  const { type } = declared(range(0, most))
  return new DeclaredSort(type, startOf(most, type, { kind: 'anything' }), (meaning) => {
    const left = new NumValue(meaning)
    return Object.freeze({
      left,
      spend: () => [when(left.above(0)), left.becomes(left.minus(1))],
    })
  })
}
