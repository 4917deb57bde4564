/**
 * How many random systems a test tries: a share of 2,000, or of `RANDOM_RUNS`.
 * @param share from 0 to 1.
 */
export function randomRuns(share = 1): number {
  return Math.ceil(Number(process.env.RANDOM_RUNS ?? 2000) * share)
}
