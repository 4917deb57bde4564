import { EXIT } from '../report/verdict/exit-code.js'

/**
 * From now on Ctrl-C aborts the signal, so that what is established can still be reported; a second Ctrl-C ends the program at once. A
 * request to terminate ends it too, with its child processes.
 */
export function interruptible(): AbortSignal {
  const controller = new AbortController()
  process.on('SIGINT', () => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted)
    controller.abort()
  })
  process.once('SIGTERM', () => process.exit(143))
  return controller.signal
}
