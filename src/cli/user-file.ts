import { readFileSync } from 'node:fs'
import { dirname, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'
import { placeOfFrame } from '../dsl/place.js'
import { ModelError } from '../ir/model-error.js'
import type { SourcePlace } from '../ir/system.js'
import { quotation } from '../report/explanation/quotation.js'
import { UsageError } from './usage-error.js'

/** A place as seen from the working directory, or in full where it lies elsewhere. */
export function showFromHere({ file, line }: SourcePlace): string {
  return `${pathFromHere(file)}:${String(line)}`
}

export function pathFromHere(file: string): string {
  const path = relative(process.cwd(), file)
  return path.startsWith('..') || path === '' ? file : path
}

/** A place as other programs find it: its file's path from the working directory, with slashes. */
export function placeFromHere({ file, line }: SourcePlace): SourcePlace {
  return { file: pathFromHere(file).split(sep).join('/'), line }
}

/** Places as seen from a model's own folder: short, and the same on every machine. */
export function placesWithin(modelFile: string): (place: SourcePlace) => string {
  const folder = dirname(modelFile)
  return ({ file, line }) => {
    const path = relative(folder, file)
    return `${path.startsWith('..') ? file : path.split(sep).join('/')}:${String(line)}`
  }
}

/** A line of a file with its number, for a message; undefined when it cannot be read. */
export function excerptOf({ file, line }: SourcePlace): string | undefined {
  try {
    const text = readFileSync(file, 'utf8').split('\n')[line - 1]?.trimEnd()
    return text === undefined || text === '' ? undefined : `${String(line)} | ${text}`
  } catch {
    return undefined
  }
}

/** The text of the property that stands at a place; undefined when it cannot be read, or cannot be told apart. */
export function quoteFrom({ file, line }: SourcePlace): string | undefined {
  try {
    return quotation(readFileSync(file, 'utf8'), line)
  } catch {
    return undefined
  }
}

/**
 * Runs code that a user wrote. What it throws, other than a complaint about the model, becomes a usage error that points to the user's
 * own line.
 * @param file where the code starts.
 */
export async function runningUserCode<Result>(
  file: string,
  run: () => Promise<Result> | Result,
): Promise<Result> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof ModelError || error instanceof UsageError) throw error
    const place = syntaxErrorPlace(error) ?? userPlace(error)
    const where = place === undefined ? pathFromHere(file) : showFromHere(place)
    const excerpt = place === undefined ? undefined : excerptOf(place)
    throw new UsageError(`${where}: ${describe(error)}`, '', {
      cause: error,
      ...(excerpt === undefined ? {} : { excerpt }),
    })
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return `The model file throws ${inspect(error)}.`
  const [message = ''] = error.message.split('\n')
  const [, parseError] = /^ParseError: (.*?)\s*$/.exec(message) ?? []
  if (parseError !== undefined) return `The file is not TypeScript: ${parseError}.`
  if ('code' in error && error.code === 'MODULE_NOT_FOUND') return `${message}.`
  return `The model file throws ${error.constructor.name}: ${message}`
}

/** The place in the message of the TypeScript loader: ` /models/race.ts:2:0`. */
function syntaxErrorPlace(error: unknown): SourcePlace | undefined {
  if (!(error instanceof Error) || !error.message.startsWith('ParseError')) return undefined
  const [, file, line] = /^\s*(\/.*|[A-Za-z]:.*):(\d+):\d+\s*$/m.exec(error.message) ?? []
  return file === undefined ? undefined : { file, line: Number(line) }
}

/** The innermost place of a stack trace that is neither this package's program nor a dependency. */
function userPlace(error: unknown): SourcePlace | undefined {
  if (!(error instanceof Error)) return undefined
  for (const frame of (error.stack ?? '').split('\n')) {
    const place = placeOfFrame(frame)
    if (place !== undefined && !isOurs(place.file)) return place
  }
  return undefined
}

const OWN_PROGRAM = resolve(fileURLToPath(new URL('..', import.meta.url)))

function isOurs(file: string): boolean {
  return file.startsWith(OWN_PROGRAM + sep) || file.split(/[\\/]/).includes('node_modules')
}
