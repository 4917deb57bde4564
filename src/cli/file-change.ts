import { statSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/** Files are looked at so often. To be told of changes would miss those of editors that replace a file, and of network drives. */
const EVERY_MS = 100
/** A file that an editor is replacing is gone for a moment; one that is gone for so many looks has been deleted. */
const LOOKS_WITHOUT = 10

/** How files look from outside. */
export type Snapshot = ReadonlyMap<string, string>

const MISSING = 'missing'

export function snapshotOf(files: readonly string[]): Snapshot {
  return new Map(
    files.map((file) => {
      const stat = statSync(file, { bigint: true, throwIfNoEntry: false })
      return [file, stat === undefined ? MISSING : [stat.ino, stat.size, stat.mtimeNs].join(' ')]
    }),
  )
}

/**
 * Resolves to the first file that is other than it was, as soon as a burst of changes is over; undefined when the signal is given before.
 */
export async function changedFile(before: Snapshot, signal: AbortSignal): Promise<string | undefined> {
  const files = [...before.keys()]
  let last = before
  let looksWithout = 0
  while (!signal.aborted) {
    await wait(EVERY_MS, undefined, { signal }).catch(() => undefined)
    const now = snapshotOf(files)
    const changed = files.find((file) => now.get(file) !== before.get(file))
    const isCalm = files.every((file) => now.get(file) === last.get(file))
    const isGone = files.some((file) => now.get(file) === MISSING && before.get(file) !== MISSING)
    looksWithout = isGone ? looksWithout + 1 : 0
    if (changed !== undefined && isCalm && (!isGone || looksWithout > LOOKS_WITHOUT)) return changed
    last = now
  }
  return undefined
}
