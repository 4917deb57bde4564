import { readFileSync } from 'node:fs'
import { basename, extname } from 'node:path'
import type { TransitionSystem } from '../ir/system.js'
import { UsageError } from './usage-error.js'
import { excerptOf, pathFromHere } from './user-file.js'

/**
 * The system of a VMT-LIB file, named after the file.
 * @throws UsageError with the line and the column of what is wrong in it.
 */
export async function readVmtFile(file: string): Promise<TransitionSystem> {
  const { readVmt, VmtError } = await import('../format/vmt/read-vmt.js')
  const text = readFileSync(file, 'utf8')
  try {
    return readVmt(text, { file, name: basename(file, extname(file)) })
  } catch (error) {
    if (!(error instanceof VmtError)) throw error
    const { line, column } = error.position
    const excerpt = excerptOf({ file, line })
    throw new UsageError(`${pathFromHere(file)}:${String(line)}:${String(column)}: ${error.problem}`, '', {
      cause: error,
      ...(excerpt === undefined ? {} : { excerpt }),
    })
  }
}
