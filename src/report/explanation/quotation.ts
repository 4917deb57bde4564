import type { SourcePlace } from '../../ir/system.js'

/** The text of the property that stands at a place in a model's file; undefined where it is not at hand. */
export type Quote = (place: SourcePlace) => string | undefined

/** What begins the text of a property in a model's file. */
const BEGINNING =
  /(?:(?<key>[\w$]+|'[^']*'|"[^"]*")\s*:\s*)?\b(?:invariant|transition|reachable|assert)\s*\(/gu

const MOST_LINES = 8

/**
 * The text of the property that stands in a line of a file, counted from 1, until its parentheses are balanced; without the indentation
 * that its lines share. Undefined where there is none, more than one, or too much of it.
 */
export function quotation(text: string, line: number): string | undefined {
  const lines = text.split(/\r?\n/u).slice(line - 1, line - 1 + MOST_LINES)
  const [first = ''] = lines
  const [beginning, another] = first.matchAll(BEGINNING)
  if (beginning === undefined || another !== undefined) return undefined
  const rest = lines.join('\n').slice(beginning.index)
  const end = balancedEnd(rest)
  return end === undefined ? undefined : dedented(rest.slice(0, end))
}

/** What is passed over whole: comments and quoted text. */
const OPAQUE = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|[()]/gu

/** Where the first parenthesis that is opened is closed again. */
function balancedEnd(text: string): number | undefined {
  let open = 0
  for (const { 0: found, index } of text.matchAll(OPAQUE)) {
    if (found === '(') open += 1
    if (found !== ')') continue
    open -= 1
    if (open === 0) return index + 1
  }
  return undefined
}

function dedented(text: string): string {
  const [first = '', ...others] = text.split('\n')
  const indents = others
    .filter((line) => line.trim() !== '')
    .map((line) => /^\s*/u.exec(line)?.[0].length ?? 0)
  const shared = Math.min(...indents, Number.MAX_SAFE_INTEGER)
  return [first, ...others.map((line) => line.slice(shared))].join('\n')
}
