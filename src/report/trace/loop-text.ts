import type { Trace } from '../../trace/trace.js'

/** What comes after the last state of a trace that goes on for ever; undefined for one that ends. */
export function loopSentence({ steps, loopStart }: Trace): string | undefined {
  if (loopStart === undefined) return undefined
  if (loopStart === steps.length) return 'From here on it stays as it is, for ever.'
  return `From here on it goes on again from ${stateAfter(loopStart)}, for ever.`
}

/** The state that so many steps lead to. */
export function stateAfter(step: number): string {
  return step === 0 ? 'the initial state' : `the state after step ${String(step)}`
}
