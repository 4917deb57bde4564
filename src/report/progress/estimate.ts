import type { Milestone } from './activity.js'

/** Fewer depths than this make no pace. */
const FEWEST = 4
/** Seconds: less than this is not worth telling, and what was measured in less is noise. */
const WORTH = 2
/** A pace that grows faster is a jump, and tells nothing about what comes. */
const STEEPEST = 3
/** How many times longer than all that was measured an estimate may reach. */
const FARTHEST = 20

/**
 * Seconds until a search by depth has done the last one, if each depth takes longer than the one before by the factor that the recent
 * ones did. Undefined where that would be a guess: too little was seen, too much is left, or the present depth already takes far longer.
 */
export function secondsTo(last: number, pace: readonly Milestone[], now: number): number | undefined {
  const [first] = pace
  const recent = pace.at(-1)
  if (first === undefined || recent === undefined || pace.length <= FEWEST) return undefined
  const measured = recent.at - first.at
  const taken = pace.slice(1).map(({ at }, place) => at - (pace[place]?.at ?? at))
  if (measured < WORTH || taken.some((seconds) => seconds <= 0)) return undefined
  const logs = taken.map(Math.log)
  const slope = slopeOf(logs)
  if (slope > Math.log(STEEPEST)) return undefined
  const growth = Math.max(0, slope)
  const level = logs.reduce((sum, log) => sum + log, 0) / logs.length + (growth * (logs.length - 1)) / 2
  const expected = (ahead: number): number => Math.exp(level + growth * ahead)
  const present = now - recent.at
  if (present > 2 * expected(1)) return undefined
  let rest = -present
  for (let ahead = 1; ahead <= last - recent.depth; ahead += 1) {
    rest += expected(ahead)
    if (rest > FARTHEST * measured) return undefined
  }
  return rest < WORTH ? undefined : rest
}

/** Of the straight line nearest to values at 0, 1, 2, ... */
function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const [joint, spread] = values.reduce(
    ([product, square], value, place) => [
      product + (place - middle) * (value - mean),
      square + (place - middle) ** 2,
    ],
    [0, 0],
  )
  return joint / spread
}
