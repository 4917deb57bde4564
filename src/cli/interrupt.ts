import { EXIT } from '../report/verdict/exit-code.js'

export interface Interruptible {
  /** Whether it interrupts too that nobody reads standard output any more: where nothing else is made than what goes there. */
  readonly needsReader: boolean
}

/**
 * From now on Ctrl-C aborts the signal, so that what is established can still be reported; a second Ctrl-C ends the program at once. A
 * request to terminate, or a terminal that is closed, ends it too. Child processes go with it in any case.
 */
export function interruptible({ needsReader }: Interruptible): AbortSignal {
  const controller = new AbortController()
  process.on('SIGINT', () => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted)
    controller.abort()
  })
  process.once('SIGTERM', () => process.exit(ENDED_BY.SIGTERM))
  process.once('SIGHUP', () => process.exit(ENDED_BY.SIGHUP))
  if (needsReader) {
    process.stdout.once('error', () => {
      controller.abort()
    })
  }
  return controller.signal
}

/** What a shell says of a program that a signal ended. */
const ENDED_BY = { SIGHUP: 129, SIGTERM: 143 } as const
