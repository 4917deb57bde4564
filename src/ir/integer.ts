/**
 * Exact integers of any size. A value is a `number` exactly when it is a safe integer and a `bigint` otherwise, so that `===` is
 * equality, `<` is order (JavaScript compares the two exactly), and the common case stays fast and prints as JSON.
 */
export type Integer = number | bigint

/** The canonical form of an integer. `value`, when a number, must be a whole one. */
export function integer(value: Integer): Integer {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value + 0 : BigInt(value)
  const narrow = Number(value)
  return Number.isSafeInteger(narrow) ? narrow : value
}

export function isInteger(value: unknown): value is Integer {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value))
}

export function add(a: Integer, b: Integer): Integer {
  return integer(
    typeof a === 'number' && typeof b === 'number' && safe(a + b) ? a + b : BigInt(a) + BigInt(b),
  )
}

export function subtract(a: Integer, b: Integer): Integer {
  return integer(
    typeof a === 'number' && typeof b === 'number' && safe(a - b) ? a - b : BigInt(a) - BigInt(b),
  )
}

export function multiply(a: Integer, b: Integer): Integer {
  return integer(
    typeof a === 'number' && typeof b === 'number' && safe(a * b) ? a * b : BigInt(a) * BigInt(b),
  )
}

export function negate(a: Integer): Integer {
  return subtract(0, a)
}

/**
 * Euclidean division, SMT-LIB's `div` and `mod`: a = b * quotient + remainder with 0 <= remainder < |b|.
 * @param b must not be zero.
 */
export function divide(a: Integer, b: Integer): { readonly quotient: Integer; readonly remainder: Integer } {
  const dividend = BigInt(a)
  const divisor = BigInt(b)
  const truncated = dividend % divisor
  const remainder = truncated < 0n ? truncated + (divisor < 0n ? -divisor : divisor) : truncated
  return { quotient: integer((dividend - remainder) / divisor), remainder: integer(remainder) }
}

export function smaller(a: Integer, b: Integer): Integer {
  return a <= b ? a : b
}

export function larger(a: Integer, b: Integer): Integer {
  return a >= b ? a : b
}

function safe(value: number): boolean {
  return Number.isSafeInteger(value)
}
