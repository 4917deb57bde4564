import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startProgress, type Progress } from '../../src/cli/progress.js'
import type { Terminal } from '../../src/cli/terminal.js'
import { createPalette } from '../../src/report/line/palette.js'
import { Screen } from './screen.js'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

interface Watched {
  readonly screen: Screen
  readonly told: string[]
  readonly progress: Progress
  readonly resize: (width: number) => void
}

/** Progress on a screen that shows something already. */
function watched(
  width: number | undefined,
  lines: (width: number) => readonly string[],
  { quiet = false }: { readonly quiet?: boolean } = {},
): Watched {
  const told: string[] = []
  const screen = new Screen(width ?? 80)
  screen.write('$ premortem check\n')
  const terminal = {
    width: 80,
    palette: createPalette({ color: false }),
    watchedWidth: width,
    print: () => Promise.reject(new Error('progress is no result')),
    tell: (text: string) => {
      told.push(text)
      screen.write(text)
    },
  } satisfies Terminal
  return {
    screen,
    told,
    progress: startProgress(terminal, { quiet, lines }),
    resize: (columns) => {
      terminal.watchedWidth = columns
      screen.resize(columns)
    },
  }
}

describe('progress', () => {
  it('is redrawn in place, however many lines there are, and leaves nothing behind', () => {
    let lines: readonly string[] = ['bmc  depth 3', 'pdr  frame 2']
    const { screen, told, progress } = watched(80, () => lines)
    vi.advanceTimersByTime(1000)
    expect(screen.lines).toEqual(['$ premortem check', ...lines])
    lines = ['bmc  depth 4', 'pdr  frame 3', 'spacer  starting']
    vi.advanceTimersByTime(100)
    expect(screen.lines).toEqual(['$ premortem check', ...lines])
    lines = ['pdr  frame']
    vi.advanceTimersByTime(100)
    expect(screen.lines).toEqual(['$ premortem check', 'pdr  frame'])
    lines = []
    vi.advanceTimersByTime(100)
    expect(screen.lines).toEqual(['$ premortem check', ''])
    lines = ['bmc  depth 5']
    vi.advanceTimersByTime(100)
    progress.clear()
    expect(screen.lines).toEqual(['$ premortem check', ''])
    const drawn = told.length
    vi.advanceTimersByTime(1000)
    progress.clear()
    expect(told).toHaveLength(drawn)
  })

  it('is drawn in one piece, at most ten times a second', () => {
    const { told } = watched(80, () => ['bmc  depth 3', 'pdr  frame 2'])
    vi.advanceTimersByTime(2500)
    expect(told).toHaveLength(21)
  })

  it.each([60, 61, 79, 80, 120, 199, 200])('fits %i columns, with room for ^C', (width) => {
    const widths: number[] = []
    const { screen, progress } = watched(width, (room) => {
      widths.push(room)
      return ['a'.repeat(room), 'b'.repeat(room)]
    })
    vi.advanceTimersByTime(1000)
    expect(screen.lines).toHaveLength(3)
    screen.write('^C')
    progress.clear()
    expect(screen.lines).toEqual(['$ premortem check', ''])
    expect(new Set(widths)).toEqual(new Set([width - 3]))
  })

  it.each([
    [100, 60],
    [100, 30],
    [60, 100],
  ])('leaves no debris when the terminal goes from %i to %i columns', (from, to) => {
    const { screen, progress, resize } = watched(from, (room) => ['a'.repeat(room), 'b'.repeat(room)])
    vi.advanceTimersByTime(1000)
    resize(to)
    vi.advanceTimersByTime(100)
    expect(screen.lines).toEqual(['$ premortem check', 'a'.repeat(to - 3), 'b'.repeat(to - 3)])
    resize(from)
    progress.clear()
    expect(screen.lines).toEqual(['$ premortem check', ''])
  })

  it('takes no more than some lines', () => {
    const { screen } = watched(80, () => Array.from({ length: 50 }, (_, place) => `case ${String(place)}`))
    vi.advanceTimersByTime(1000)
    expect(screen.lines.length).toBeLessThan(12)
  })

  it('draws nothing for what is over soon', () => {
    const { told, progress } = watched(80, () => ['bmc  depth 3'])
    vi.advanceTimersByTime(450)
    progress.clear()
    expect(told).toEqual([])
  })

  it.each([
    ['nobody watches', undefined, false],
    ['nobody wants it', 80, true],
  ])('draws nothing where %s', (_, width, quiet) => {
    const { told, progress } = watched(width, () => ['bmc  depth 3'], { quiet })
    vi.advanceTimersByTime(1000)
    progress.clear()
    expect(told).toEqual([])
  })

  it('is gone when the program ends in the midst of it', () => {
    const { screen } = watched(80, () => ['bmc  depth 3'])
    const listener = process.listeners('exit').at(-1)
    vi.advanceTimersByTime(1000)
    listener?.(130)
    expect(screen.lines).toEqual(['$ premortem check', ''])
  })
})
