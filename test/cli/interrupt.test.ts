import { afterEach, expect, it, vi } from 'vitest'
import { interruptible } from '../../src/cli/interrupt.js'

const before = { SIGINT: process.listeners('SIGINT'), SIGTERM: process.listeners('SIGTERM') }
afterEach(() => {
  vi.restoreAllMocks()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    for (const listener of process.listeners(signal))
      if (!before[signal].includes(listener)) process.off(signal, listener)
  }
})

it('the first Ctrl-C asks to stop, the second one stops', () => {
  const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never)
  const signal = interruptible()
  expect(signal.aborted).toBe(false)
  process.emit('SIGINT')
  expect(signal.aborted).toBe(true)
  expect(exit).not.toHaveBeenCalled()
  process.emit('SIGINT')
  expect(exit).toHaveBeenCalledWith(130)
})
