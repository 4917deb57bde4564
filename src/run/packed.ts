import { bottomUp } from '../ir/fold.js'

/** Plain data as a list without nesting, what is shared once: messages between processes can be nested only so deep. */
export interface Packed<Whole> {
  /** Each after those in it, which it holds by their places in this list. */
  readonly objects: readonly PackedObject[]
  /** Only a type: what was packed. */
  readonly whole?: Whole
}

interface PackedObject {
  /** Of a list none. */
  readonly keys?: readonly string[]
  readonly values: readonly unknown[]
  /** Which of the values are places of objects. */
  readonly places: readonly number[]
}

/** @param whole objects and lists of such, of strings, numbers, bigints and Booleans; without cycles. */
export function pack<Whole extends object>(whole: Whole): Packed<Whole> {
  const order = bottomUp<object>([whole], (part) => Object.values(part).filter(isObject))
  const placeOf = new Map(order.map((part, place) => [part, place]))
  return {
    objects: order.map((part) => {
      const values: readonly unknown[] = Object.values(part)
      return {
        ...(Array.isArray(part) ? {} : { keys: Object.keys(part) }),
        values: values.map((value) => (isObject(value) ? placeOf.get(value) : value)),
        places: values.flatMap((value, index) => (isObject(value) ? [index] : [])),
      }
    }),
  }
}

/** What was packed. */
export function unpack<Whole>({ objects }: Packed<Whole>): Whole {
  const made: unknown[] = []
  for (const { keys, values, places } of objects) {
    const isPlace = new Set(places)
    const whole = values.map((value, index) => (isPlace.has(index) ? made[Number(value)] : value))
    made.push(keys === undefined ? whole : Object.fromEntries(keys.map((key, index) => [key, whole[index]])))
  }
  // The last one is made of just what the packed one was made of.
  return made.at(-1) as Whole
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
