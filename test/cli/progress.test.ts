import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startProgress } from '../../src/cli/progress.js'
import type { Terminal } from '../../src/cli/terminal.js'
import { createPalette } from '../../src/report/line/palette.js'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function watched(watchedWidth: number | undefined): { readonly terminal: Terminal; readonly told: string[] } {
  const told: string[] = []
  const terminal: Terminal = {
    width: 80,
    palette: createPalette({ color: false }),
    watchedWidth,
    print: () => Promise.reject(new Error('progress is no result')),
    tell: (text) => told.push(text),
  }
  return { terminal, told }
}

describe('progress', () => {
  it('is a line that is redrawn in place and leaves nothing behind', () => {
    const { terminal, told } = watched(80)
    const progress = startProgress(terminal, { quiet: false })
    progress.update('depth 3')
    vi.advanceTimersByTime(1000)
    expect(told.length).toBeGreaterThan(1)
    expect(told.every((text) => /^\r\u001b\[K\d\.\d s {2}depth 3$/.test(text))).toBe(true)
    progress.clear()
    expect(told.at(-1)).toBe('\r\u001b[K')
    const drawn = told.length
    vi.advanceTimersByTime(1000)
    progress.clear()
    expect(told).toHaveLength(drawn)
  })

  it('is cut where the terminal ends', () => {
    const { terminal, told } = watched(20)
    startProgress(terminal, { quiet: false }).update('depth 3  open: noEmptyEndpoint')
    vi.advanceTimersByTime(1000)
    expect(told.at(-1)).toBe(`\r\u001b[K${'1.0 s  depth 3  open: noEmptyEndpoint'.slice(0, 19)}`)
  })

  it('draws nothing for what is over soon', () => {
    const { terminal, told } = watched(80)
    const progress = startProgress(terminal, { quiet: false })
    progress.update('depth 3')
    vi.advanceTimersByTime(200)
    progress.clear()
    expect(told).toEqual([])
  })

  it.each([
    ['nobody watches', undefined, false],
    ['nobody wants it', 80, true],
  ])('draws nothing where %s', (_, width, quiet) => {
    const { terminal, told } = watched(width)
    const progress = startProgress(terminal, { quiet })
    progress.update('depth 3')
    vi.advanceTimersByTime(1000)
    progress.clear()
    expect(told).toEqual([])
  })
})
