import type { Terminal } from './terminal.js'

/** A line about work in progress, redrawn in place. */
export interface Progress {
  update(status: string): void
  /** Takes the line away; must come before anything else is written. Harmless when repeated. */
  clear(): void
}

/** Nothing is drawn for work that is over sooner. */
const PATIENCE_MS = 300
const REDRAW_MS = 100

/** Draws nothing where nobody watches, or wants to. */
export function startProgress(terminal: Terminal, { quiet }: { readonly quiet: boolean }): Progress {
  const { watchedWidth } = terminal
  if (watchedWidth === undefined || quiet) return { update: () => undefined, clear: () => undefined }
  const started = performance.now()
  let status = ''
  let drawn = false
  const draw = (): void => {
    const elapsed = performance.now() - started
    if (elapsed < PATIENCE_MS || status === '') return
    const line = `${(elapsed / 1000).toFixed(1)} s  ${status}`
    terminal.tell(`\r\u001b[K${line.slice(0, watchedWidth - 1)}`)
    drawn = true
  }
  const timer = setInterval(draw, REDRAW_MS).unref()
  return {
    update: (now) => {
      status = now
    },
    clear: () => {
      clearInterval(timer)
      if (drawn) terminal.tell('\r\u001b[K')
      drawn = false
    },
  }
}
