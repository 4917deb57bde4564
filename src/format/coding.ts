import { assertNever } from '../ir/assert-never.js'
import type { ScalarSystem } from '../lower/scalar-system.js'

/** What values stand for, as a comment. */
export function coding(integers: ScalarSystem['integers']): string {
  switch (integers) {
    case 'bit-vector':
      return "Members of enumerations count from 0. Numbers that can be negative are in two's complement."
    case 'unbounded':
      return 'Members of enumerations count from 0.'
    default:
      return assertNever(integers)
  }
}
