import type { WriteStream } from 'node:tty'
import { createPalette, type Palette } from '../report/line/palette.js'
import { UsageError } from './usage-error.js'

/** Columns where nobody says how many there are, and how few are believed. */
export const USUAL_WIDTH = 100
const NARROWEST = 40

/** Where the program speaks: results on standard output, everything else on standard error. */
export interface Terminal {
  /** Of standard output. */
  readonly width: number
  readonly palette: Palette
  /** Columns of standard error at this moment, where someone watches it, so that progress may be drawn there. */
  readonly watchedWidth: number | undefined
  /**
   * Writes a result. A reader that has gone away is no error: what nobody reads is dropped.
   * @throws UsageError when it cannot be written, as on a full disk.
   */
  print(text: string): Promise<void>
  /** Writes a message. */
  tell(text: string): void
}

/** @param options.color false: no escape codes, whatever the streams are. */
export function openTerminal({ color }: { readonly color: boolean }): Terminal {
  const { stdout, stderr } = process
  return {
    width: widthOf(stdout),
    palette: createPalette({ color: color && wantsColor(stdout) }),
    get watchedWidth() {
      return stderr.isTTY && process.env.TERM !== 'dumb' ? widthOf(stderr) : undefined
    },
    print: (text) =>
      new Promise((resolve, reject) => {
        stdout.write(text, (error) => {
          if (error === null || error === undefined || isReaderGone(error)) resolve()
          else
            reject(
              new UsageError(`Standard output cannot be written: ${error.message}.`, '', { cause: error }),
            )
        })
      }),
    tell: (text) => {
      stderr.write(text)
    },
  }
}

function widthOf(stream: WriteStream): number {
  const columns = stream.isTTY ? stream.columns : Number(process.env.COLUMNS)
  return Math.max(NARROWEST, Number.isSafeInteger(columns) && columns > 0 ? columns : USUAL_WIDTH)
}

/** By the conventions of no-color.org and force-color.org. */
function wantsColor(stream: WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false'
  // A stream that is no terminal lacks the property, whatever its type says.
  return 'isTTY' in stream && stream.isTTY && TERM !== 'dumb'
}

function isReaderGone(error: Error): boolean {
  return 'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED')
}
