import type { Terminal } from './terminal.js'

/** News as lines of JSON: kept for files, and printed as they come where standard output is for them. */
export interface EventStream {
  /** All lines so far. */
  readonly lines: readonly string[]
  tell(line: string): void
  /** @throws UsageError when a line could not be written. */
  written(): Promise<void>
}

export function eventStream(terminal: Terminal, { isPrinted }: { readonly isPrinted: boolean }): EventStream {
  const lines: string[] = []
  let printing: Promise<void> = Promise.resolve()
  return {
    lines,
    tell: (line) => {
      lines.push(line)
      if (!isPrinted) return
      printing = printing.then(() => terminal.print(line))
      // Reported when it is awaited by `written`.
      printing.catch(() => undefined)
    },
    written: () => printing,
  }
}
