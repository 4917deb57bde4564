import type { TransitionSystem } from '../../ir/system.js'
import { check, type CheckOptions, type CheckReport } from '../check.js'
import type { RunEvent } from '../run-event.js'

/** Seconds that proofs have at least, once the search to the depth is through; and twice as long as that took. */
const GRACE = 4

/**
 * A check that insists on proofs, also of what holds beside something violated, and ends all the same: where no timeout is given, proofs
 * are waited for as long as they are worth. What is not proved by then holds to the depth.
 */
export async function patientCheck(
  system: TransitionSystem,
  options: Omit<CheckOptions, 'insist'>,
): Promise<CheckReport> {
  if (options.timeout !== undefined) return check(system, { ...options, insist: true })
  const started = performance.now()
  const enough = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const onEvent = (event: RunEvent): void => {
    options.onEvent?.(event)
    if (!endsTheSearch(event)) return
    const grace = Math.max(GRACE * 1000, 2 * (performance.now() - started))
    timer ??= setTimeout(() => {
      enough.abort()
    }, grace)
  }
  const signal =
    options.signal === undefined ? enough.signal : AbortSignal.any([options.signal, enough.signal])
  try {
    const { stopped, ...report } = await check(system, { ...options, insist: true, signal, onEvent })
    return stopped === undefined || options.signal?.aborted !== true ? report : { ...report, stopped }
  } finally {
    clearTimeout(timer)
  }
}

/** Whether nothing more is to be expected from the search to the depth. */
function endsTheSearch(event: RunEvent): boolean {
  if (event.kind === 'engine-died') return event.engine === 'bmc' && !event.isTriedAgain
  return event.kind === 'engine-end' && event.engine === 'bmc' && event.ending === 'finished'
}
