import { integer, type Integer } from '../ir/integer.js'

/** A stream of random numbers that its seed determines. */
export interface Random {
  /** A whole number from 0 to bound - 1, all equally likely. `bound` is at least 1. */
  readonly below: (bound: Integer) => Integer
  /** @throws RangeError when there are no items. */
  readonly pick: <Item>(items: readonly Item[]) => Item
}

const WORDS = 2 ** 32

/**
 * Mulberry32 (Tommy Ettinger, 2017, public domain): 32 bits of state, a period of 2^32. Made for repeatable runs, not for secrets.
 * @param seed a whole number, of which the low 32 bits count.
 */
export function random(seed: number): Random {
  let counter = seed >>> 0
  const word = (): number => {
    counter = (counter + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(counter ^ (counter >>> 15), counter | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  /** Draws again while a draw falls into the last, incomplete run of `bound` values. */
  const below = (bound: Integer): Integer => {
    if (typeof bound === 'number' && bound <= WORDS) {
      const complete = WORDS - (WORDS % bound)
      for (;;) {
        const drawn = word()
        if (drawn < complete) return drawn % bound
      }
    }
    const size = BigInt(bound)
    let span = 1n
    while (span < size) span *= BigInt(WORDS)
    for (;;) {
      let drawn = 0n
      for (let part = 1n; part < span; part *= BigInt(WORDS)) drawn = drawn * BigInt(WORDS) + BigInt(word())
      if (drawn < span - (span % size)) return integer(drawn % size)
    }
  }
  return {
    below,
    pick: (items) => {
      const [item] = items.length === 0 ? [] : items.slice(Number(below(items.length)))
      if (item === undefined) throw new RangeError('there is nothing to pick')
      return item
    },
  }
}
