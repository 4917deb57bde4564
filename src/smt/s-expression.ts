import { type Integer, integer } from '../ir/integer.js'

/** One expression of what a solver prints. Symbols are equal when their names are: `|a|` and `a` are the same one. */
export type SExpression =
  | { readonly kind: 'symbol'; readonly name: string }
  | { readonly kind: 'keyword'; readonly name: string }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'numeral'; readonly value: Integer }
  | { readonly kind: 'decimal'; readonly text: string }
  | { readonly kind: 'bits'; readonly width: number; readonly value: Integer }
  | { readonly kind: 'list'; readonly items: readonly SExpression[] }

/** A text that is not a sequence of s-expressions. */
export class SExpressionError extends Error {
  override readonly name = 'SExpressionError'

  constructor(
    message: string,
    /** Where in the text, in UTF-16 code units from 0. */
    readonly offset: number,
    /** The message without the place. */
    readonly problem: string = message,
  ) {
    super(message)
  }
}

/**
 * Reads every expression of the text, in the syntax of SMT-LIB 2.6 (section 3.1), comments skipped. One thing is wider: a character
 * outside ASCII may stand in an unquoted symbol. Nesting may be of any depth.
 * @param told where each expression begins, in UTF-16 code units from 0.
 * @throws SExpressionError
 */
export function readSExpressions(
  text: string,
  told: (expression: SExpression, offset: number) => void = () => undefined,
): readonly SExpression[] {
  const top: SExpression[] = []
  const enclosing: { readonly items: SExpression[]; readonly opened: number }[] = []
  let items = top
  for (let offset = 0; offset < text.length; offset = token.lastIndex) {
    token.lastIndex = offset
    const match = token.exec(text)
    if (match === null) throw failure(text, offset, unreadable(text.charAt(offset)))
    const [, parenthesis, quoted, string, atom] = match
    if (parenthesis === '(') {
      enclosing.push({ items, opened: offset })
      items = []
    } else if (parenthesis === ')') {
      const outer = enclosing.pop()
      if (outer === undefined) throw failure(text, offset, 'this closing parenthesis has no opening one')
      const list: SExpression = { kind: 'list', items }
      items = outer.items
      items.push(list)
      told(list, outer.opened)
    } else if (parenthesis === undefined) {
      const expression = readLeaf(quoted, string, atom)
      if (expression === 'blank') continue
      if (expression === undefined) {
        throw failure(text, offset, `${atom ?? ''} is neither a symbol nor a constant`)
      }
      items.push(expression)
      told(expression, offset)
    }
  }
  const open = enclosing.pop()
  if (open !== undefined) throw failure(text, open.opened, 'this opening parenthesis is never closed')
  return top
}

/**
 * Reads a text that is exactly one expression.
 * @throws SExpressionError
 */
export function readSExpression(text: string): SExpression {
  const [only, second] = readSExpressions(text)
  if (only === undefined) throw new SExpressionError('there is no expression', 0)
  if (second !== undefined) throw new SExpressionError('there is more than one expression', 0)
  return only
}

/** Whether the text is one that `readSExpressions` reads to its end with every parenthesis closed, whatever its atoms are. */
export function isBalanced(text: string): boolean {
  let depth = 0
  for (let offset = 0; offset < text.length && depth >= 0; offset = token.lastIndex) {
    token.lastIndex = offset
    const match = token.exec(text)
    if (match === null) return false
    if (match[1] === '(') depth += 1
    if (match[1] === ')') depth -= 1
  }
  return depth === 0
}

/** Blanks or a comment, or in the groups: a parenthesis, a quoted symbol, a string, another atom. */
const token = /[ \t\r\n]+|;[^\r\n]*|([()])|\|([^|]*)\||"([^"]*(?:""[^"]*)*)"(?!")|([^\s()";|]+)/y

function readLeaf(
  quoted: string | undefined,
  string: string | undefined,
  atom: string | undefined,
): SExpression | 'blank' | undefined {
  if (quoted !== undefined) return { kind: 'symbol', name: quoted }
  if (string !== undefined) return { kind: 'string', value: string.replaceAll('""', '"') }
  return atom === undefined ? 'blank' : readAtom(atom)
}

function readAtom(atom: string): SExpression | undefined {
  switch (atom.charAt(0)) {
    case '#': {
      const width = /^#b[01]+$/.test(atom) ? 1 : /^#x[\da-fA-F]+$/.test(atom) ? 4 : undefined
      if (width === undefined) return undefined
      return { kind: 'bits', width: width * (atom.length - 2), value: integer(BigInt(`0${atom.slice(1)}`)) }
    }
    case ':':
      return atom.length > 1 ? { kind: 'keyword', name: atom.slice(1) } : undefined
    default:
      if (!/^\d/.test(atom)) return { kind: 'symbol', name: atom }
      if (/^(0|[1-9]\d*)$/.test(atom)) return { kind: 'numeral', value: integer(BigInt(atom)) }
      if (/^(0|[1-9]\d*)\.\d+$/.test(atom)) return { kind: 'decimal', text: atom }
      return undefined
  }
}

function unreadable(character: string): string {
  switch (character) {
    case '|':
      return 'this quoted symbol is never closed'
    case '"':
      return 'this string is never closed'
    default:
      return `unexpected character ${JSON.stringify(character)}`
  }
}

function failure(text: string, offset: number, what: string): SExpressionError {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  const column = offset - before.lastIndexOf('\n')
  return new SExpressionError(`line ${line}, column ${column}: ${what}`, offset, what)
}
