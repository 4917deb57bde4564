import { displayWidth } from '../report/line/display-width.js'
import type { Terminal } from './terminal.js'

/** Lines about work in progress, redrawn in place. */
export interface Progress {
  /** Takes the lines away for good; must come before anything else is written. Harmless when repeated. */
  clear(): void
}

/** Nothing is drawn for work that is over sooner. */
const PATIENCE_MS = 500
const REDRAW_MS = 100
/** Columns left free at the right: for the cursor, and for the `^C` that a terminal shows there. */
const MARGIN = 3
/** More lines would push away what the reader looks at. */
const MOST_LINES = 8

/**
 * Draws nothing where nobody watches, or wants to.
 * @param options.lines what there is to tell now, in so many columns at most.
 */
export function startProgress(
  terminal: Terminal,
  {
    quiet,
    lines: present,
  }: { readonly quiet: boolean; readonly lines: (width: number) => readonly string[] },
): Progress {
  if (terminal.watchedWidth === undefined || quiet) return { clear: () => undefined }
  const started = performance.now()
  let drawn: readonly string[] = []
  const draw = (): void => {
    const { watchedWidth: width } = terminal
    if (width === undefined || performance.now() - started < PATIENCE_MS) return
    const all = present(width - MARGIN)
    const lines = all.slice(0, MOST_LINES)
    const text = lines.map((line) => `${line}\u001b[K`).join('\n')
    if (drawn.length > 0 || lines.length > 0) terminal.tell(`${backOver(drawn, width)}${text}\u001b[J`)
    drawn = lines
  }
  const clear = (): void => {
    clearInterval(timer)
    process.off('exit', clear)
    if (drawn.length > 0) terminal.tell(`${backOver(drawn, terminal.watchedWidth ?? Infinity)}\u001b[J`)
    drawn = []
  }
  const timer = setInterval(draw, REDRAW_MS).unref()
  process.on('exit', clear)
  return { clear }
}

/** Back to where the lines begin. A terminal that has become narrower since has folded them. */
function backOver(lines: readonly string[], width: number): string {
  const rows = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(displayWidth(line) / width)), 0)
  return rows > 1 ? `\r\u001b[${String(rows - 1)}A` : '\r'
}
