import { InvalidArgumentError } from 'commander'

/** For an option that may be given several times. */
export function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value]
}

/** The same, where one value can also be a list with commas. */
export function collectList(value: string, earlier: readonly string[] = []): readonly string[] {
  const names = value.split(',').map((name) => name.trim())
  if (names.includes('')) throw new InvalidArgumentError('Give names, with commas between them.')
  return [...earlier, ...names]
}

export function wholeNumber(from: number): (value: string) => number {
  return (value) => {
    const number = Number(value)
    if (/^\d+$/.test(value) && Number.isSafeInteger(number) && number >= from) return number
    throw new InvalidArgumentError(`Give a whole number from ${String(from)} on.`)
  }
}

export function seconds(value: string): number {
  const number = Number(value)
  if (/^\d+(\.\d+)?$/.test(value) && number > 0 && number <= LONGEST_TIMEOUT) return number
  throw new InvalidArgumentError(`Give seconds: a number above 0, up to ${String(LONGEST_TIMEOUT)}.`)
}

/** What a timer of JavaScript can count, in seconds. */
const LONGEST_TIMEOUT = 2_147_483

/** Depths to sweep over: `1..20`, or one number for all from 1 on. */
export function depthRange(value: string): DepthRange {
  const [, from = '1', to] = /^(?:(\d+)\.\.)?(\d+)$/.exec(value) ?? []
  const range = { from: Number(from), to: Number(to) }
  const isSensible =
    Number.isSafeInteger(range.to) && range.from <= range.to && range.to - range.from < 10_000
  if (to === undefined || !isSensible) {
    throw new InvalidArgumentError('Give a range of whole numbers such as 1..20, or the last of them.')
  }
  return range
}

export interface DepthRange {
  readonly from: number
  readonly to: number
}
