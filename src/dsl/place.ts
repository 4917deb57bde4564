import type { SourcePlace } from '../ir/system.js'

/** Where the user's own code called into the builder: the innermost stack frame outside this directory. */
export function callerPlace(): SourcePlace | undefined {
  for (const line of wholeStack().split('\n')) {
    const place = placeOfFrame(line)
    if (place !== undefined && !place.file.startsWith(OWN_DIRECTORY)) return place
  }
  return undefined
}

/** The stack however deep: V8 keeps ten frames unless told otherwise, and values nest deeper than that. */
function wholeStack(): string {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = Infinity
  const { stack = '' } = new Error()
  Error.stackTraceLimit = stackTraceLimit
  return stack
}

/**
 * The place in a line of a V8 stack trace: `at step (/models/race.ts:12:7)` or `at file:///models/race.ts:12:7`.
 * Undefined for the engine's own frames, which have no file.
 */
export function placeOfFrame(line: string): SourcePlace | undefined {
  const [, parenthesised, bare] = /^\s+at (?:.*?\((.*)\)|(?:async )?(.*))$/.exec(line) ?? []
  const [, file, lineNumber] = /^(.+):(\d+):\d+$/.exec(parenthesised ?? bare ?? '') ?? []
  if (file === undefined || lineNumber === undefined || file.startsWith('node:')) return undefined
  return { file: pathOf(file), line: Number(lineNumber) }
}

function pathOf(file: string): string {
  if (!file.startsWith('file://')) return file
  const path = decodeURIComponent(new URL(file).pathname)
  return /^\/[A-Za-z]:/.test(path) ? path.slice(1) : path
}

const OWN_DIRECTORY = pathOf(new URL('.', import.meta.url).href)
