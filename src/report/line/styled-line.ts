import { cutAt, displayWidth, visible } from './display-width.js'
import type { Palette, Style } from './palette.js'

/** A piece of a line in one style. Made by `span`, so that its text is safe to print. */
export interface Span {
  readonly text: string
  readonly style: Style
}

/** One line of a report; styled only when it is rendered, so that widths are those of the text. */
export type Line = readonly Span[]

export const EMPTY: Line = Object.freeze([])

export function span(text: string, style: Style = 'plain'): Span {
  return { text: visible(text), style }
}

/** A line of pieces; bare strings are plain. */
export function lineOf(...parts: readonly (Span | string)[]): Line {
  return parts.map((part) => (typeof part === 'string' ? span(part) : part))
}

export function widthOf(line: Line): number {
  return line.reduce((width, { text }) => width + displayWidth(text), 0)
}

/** The line with blanks up to the given width. */
export function padded(line: Line, width: number): Line {
  const missing = width - widthOf(line)
  return missing > 0 ? [...line, span(' '.repeat(missing))] : line
}

export function indented(lines: readonly Line[], columns: number): readonly Line[] {
  return lines.map((line) => (line.length === 0 ? line : [span(' '.repeat(columns)), ...line]))
}

export function joined(lines: readonly Line[], separator: string): Line {
  return lines.flatMap((line, place) => (place === 0 ? line : [span(separator), ...line]))
}

/** Folds a line at its blanks, whatever its styles, and within words only where one is wider than the width. */
export function folded(line: Line, width: number): readonly Line[] {
  if (widthOf(line) <= width) return [line]
  const lines: Line[] = []
  let current: Span[] = []
  let used = 0
  const breakLine = (): void => {
    lines.push(current)
    current = []
    used = 0
  }
  for (const word of wordsOf(line)) {
    const tight = displayWidth(
      word
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    )
    if (used > 0 && used + tight > width) breakLine()
    for (const { text, style } of word) {
      let rest = text
      while (used + displayWidth(rest.trimEnd()) > width) {
        const [head, tail] = cutAt(rest, width - used)
        // At least a character comes along, if the line is to have any.
        const isFitting = used === 0 || used + displayWidth(head) <= width
        if (isFitting) current.push({ text: head, style })
        breakLine()
        if (isFitting) rest = tail
      }
      current.push({ text: rest, style })
      used += displayWidth(rest)
    }
  }
  if (current.length > 0) lines.push(current)
  return lines
}

/** The words of a line, each with the blanks behind it; one that changes its style is several spans. */
function wordsOf(line: Line): readonly Line[] {
  const words: Span[][] = []
  let isOpen = false
  for (const { text, style } of line) {
    for (const part of text.split(/(?<= )(?=[^ ])/u)) {
      const last = words.at(-1)
      if (isOpen && last !== undefined) last.push({ text: part, style })
      else words.push([{ text: part, style }])
      isOpen = !part.endsWith(' ')
    }
  }
  return words
}

/** Sets items one after another, each in one piece as far as it fits, on as many lines as they need. */
export function flowed(items: readonly Line[], width: number, separator = ', '): readonly Line[] {
  const lines: Line[] = []
  let current: Line = EMPTY
  for (const [place, item] of items.entries()) {
    const piece = place < items.length - 1 ? [...item, span(separator.trimEnd())] : item
    const gap = current.length === 0 ? EMPTY : [span(separator.slice(separator.trimEnd().length))]
    if (widthOf(current) + widthOf(gap) + widthOf(piece) <= width) {
      current = [...current, ...gap, ...piece]
      continue
    }
    if (current.length > 0) lines.push(current)
    const pieces = folded(piece, width)
    lines.push(...pieces.slice(0, -1))
    current = pieces.at(-1) ?? EMPTY
  }
  return current.length === 0 ? lines : [...lines, current]
}

/** The text of the lines, each ended by a newline and without blanks at its end. */
export function rendered(lines: readonly Line[], palette: Palette): string {
  return lines.map((line) => `${renderedLine(line, palette)}\n`).join('')
}

function renderedLine(line: Line, palette: Palette): string {
  const last = line.findLastIndex(({ text }) => text.trimEnd() !== '')
  return line
    .slice(0, last + 1)
    .map(({ text, style }, place) => palette[style](place === last ? text.trimEnd() : text))
    .join('')
}
