import type { Step, Trace } from '../trace/trace.js'
import { DeviationError } from './deviation-error.js'
import { differencesFrom, showDifference } from './state-difference.js'

/** Code in the terms of a model: what it does for each step, and where it stands. */
export interface Adapter {
  /** By the labels of the steps. Each resolves when the code has done all that belongs to the step, and nothing more. */
  readonly steps: Readonly<Record<string, (step: Step) => unknown>>
  /**
   * The state of the code as the model would have it: variables by name, records as objects, arrays as lists in the order of their index,
   * and what is built from these as traces have it. Variables and fields that are left out are not compared.
   */
  state(): Readonly<Record<string, unknown>> | Promise<Readonly<Record<string, unknown>>>
}

/** How to drive code. */
export interface DriveOptions {
  /**
   * Seconds that a step may take: code that hangs does not follow the model.
   * @default 10
   */
  readonly timeout?: number
}

/**
 * Drives real code along a trace: calls the adapter's method for each step, one after the other, and compares the states after each, and at
 * the start. Resolves when the code has followed the trace to its end.
 * @param trace a trace of `check` or `readTrace`, or the run in a comparison's replay.
 * @throws DeviationError where code and model part: in which step, which variable, expected and actual; also where a step throws or hangs.
 * @throws TypeError for an adapter that lacks a step of the trace, or says nothing of the state.
 * @example
 * ```ts
 * import { check, drive, inFlight } from 'premortem'
 * import stock from './stock.js'
 *
 * // The code: looks, then takes.
 * let left = 1
 * const buy = async (turn: () => Promise<void>): Promise<void> => {
 *   await turn()
 *   const seen = left
 *   await turn()
 *   if (seen > 0) left -= 1
 * }
 *
 * const { neverOversold: race } = (await check(stock)).traces
 * const { advance } = inFlight({ 'buyer[0]': buy, 'buyer[1]': buy })
 * if (race !== undefined) {
 *   await drive(race, { steps: { look: advance, take: advance }, state: () => ({ stock: left }) })
 *   console.log(`The code follows the trace: it has the race, and ${left} items left.`)
 * }
 * ```
 *
 * ```text
 * The code follows the trace: it has the race, and -1 items left.
 * ```
 */
export async function drive(
  trace: Trace,
  adapter: Adapter,
  { timeout = 10 }: DriveOptions = {},
): Promise<void> {
  requireSteps(trace, adapter)
  await requireState(trace, 0, adapter)
  for (const [at, step] of trace.steps.entries()) {
    try {
      await within(timeout, Promise.resolve(adapter.steps[step.label]?.(step)))
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      const message = `The code does not take ${stepIn(trace, at + 1)}: ${reason}${scheduleBefore(trace, at)}`
      throw new DeviationError(at + 1, step.action, [], message, { cause })
    }
    await requireState(trace, at + 1, adapter)
  }
}

function requireSteps({ steps }: Trace, adapter: Adapter): void {
  const strange = steps.find(({ label }) => !Object.hasOwn(adapter.steps, label))
  if (strange === undefined) return
  const known = Object.keys(adapter.steps).join(', ')
  throw new TypeError(`the adapter has no step ${strange.label}; it has ${known === '' ? 'none' : known}`)
}

async function requireState(trace: Trace, at: number, adapter: Adapter): Promise<void> {
  const { compared, differences } = differencesFrom(trace.states[at] ?? {}, await adapter.state())
  if (compared === 0) throw new TypeError('the adapter says nothing of the state')
  if (differences.length === 0) return
  const where = at === 0 ? 'at the start' : `after ${stepIn(trace, at)}`
  const lines = differences.map((difference) => `\n  ${showDifference(difference)}`)
  const message = `The code is not where the model is ${where}:${lines.join('')}${scheduleBefore(trace, at - 1)}`
  throw new DeviationError(at, trace.steps[at - 1]?.action, differences, message)
}

/** `step 4 (request[0].debit with amount = 3)` */
function stepIn({ steps }: Trace, number: number): string {
  const step = steps[number - 1]
  return step === undefined ? `step ${String(number)}` : `step ${String(number)} (${actionWith(step)})`
}

function scheduleBefore({ steps }: Trace, count: number): string {
  return count < 1 ? '' : `\nSteps before: ${steps.slice(0, count).map(actionWith).join(', ')}`
}

function actionWith({ action, choices }: Step): string {
  const made = Object.entries(choices).map(([name, value]) => `${name} = ${String(value)}`)
  return made.length === 0 ? action : `${action} with ${made.join(', ')}`
}

async function within<Result>(seconds: number, work: Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`it is still not done after ${String(seconds)} s`))
    }, seconds * 1000)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
