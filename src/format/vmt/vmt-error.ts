/** A VMT-LIB file that is not read: what is wrong, and where in it. */
export class VmtError extends Error {
  override readonly name = 'VmtError'

  constructor(
    /** One sentence. */
    readonly problem: string,
    readonly position: TextPosition,
  ) {
    super(`line ${String(position.line)}, column ${String(position.column)}: ${problem}`)
  }
}

/** A place in a text. */
export interface TextPosition {
  /** Both counted from 1. */
  readonly line: number
  readonly column: number
}

/** Finds lines and columns by offsets, in UTF-16 code units from 0. */
export function textPositions(text: string): (offset: number) => TextPosition {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    let [low, high] = [0, starts.length - 1]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
  }
}
