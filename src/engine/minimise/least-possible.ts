import { add, divide, subtract, type Integer } from '../../ir/integer.js'

/** So many values are gone through one by one, from above. */
const FEW = 8

/**
 * The least value that a quantity, 0 or more, can have: by asking for less until there is none. Mostly there is none, or 0 is possible;
 * where neither is, and there is far to go, by halves.
 * @param found the quantity in the last execution found.
 * @param isPossibleBelow looks for an execution with less than the limit.
 */
export async function leastPossible(
  found: () => Integer,
  isPossibleBelow: (limit: Integer) => Promise<boolean>,
): Promise<Integer> {
  let size = found()
  if (size === 0 || !(await isPossibleBelow(size))) return size
  size = found()
  let least: Integer = 0
  for (let limit: Integer = 1; size > least; limit = nextLimit(least, size)) {
    if (await isPossibleBelow(limit)) size = found()
    else least = limit
  }
  return size
}

function nextLimit(least: Integer, size: Integer): Integer {
  const distance = subtract(size, least)
  return distance <= FEW ? size : add(least, divide(distance, 2).quotient)
}
