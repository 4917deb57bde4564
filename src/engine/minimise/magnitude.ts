import { multiply, subtract, type Integer } from '../../ir/integer.js'
import { indexOf, type Scalar, type ScalarType } from '../../ir/type.js'
import { number, type LoweredNumber } from '../../lower/arithmetic.js'
import { intervalOf } from '../../lower/cell.js'
import { UNBOUNDED } from '../../lower/interval.js'
import type { ScalarSystem } from '../../lower/scalar-system.js'
import type { Symbol } from '../../lower/term.js'

/**
 * How large a scalar is: its place among the values of its type, false and the lowest first; of an unbounded integer, its place in the order
 * 0, 1, -1, 2, -2, ...
 */
export function magnitude({ arithmetic }: ScalarSystem, type: ScalarType, symbol: Symbol): LoweredNumber {
  const [zero, one, two] = [arithmetic.constant(0), arithmetic.constant(1), arithmetic.constant(2)]
  if (type.kind === 'bool') return arithmetic.choose(symbol, one, zero)
  if (type.kind === 'bits') return arithmetic.ofBits(symbol, type.width)
  if (type.kind !== 'integer') {
    const interval = intervalOf(type)
    return arithmetic.subtract(number(symbol, interval), arithmetic.constant(interval.lo))
  }
  const twice = arithmetic.multiply(two, number(symbol, UNBOUNDED))
  return arithmetic.choose(
    arithmetic.lessThan(zero, twice),
    arithmetic.subtract(twice, one),
    arithmetic.subtract(zero, twice),
  )
}

/** The same of a value. */
export function magnitudeOf(type: ScalarType, value: Scalar): Integer {
  if (type.kind !== 'integer') return indexOf(type, value)
  if (typeof value !== 'number' && typeof value !== 'bigint') throw new TypeError('an integer was expected')
  return value > 0 ? subtract(multiply(2, value), 1) : multiply(-2, value)
}
