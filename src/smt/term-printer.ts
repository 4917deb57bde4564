import { bottomUp } from '../ir/fold.js'
import { operandsOf, type Sort, type Symbol, type Term } from '../lower/term.js'

/**
 * Prints terms as SMT-LIB 2.6 text (Barrett, Fontaine and Tinelli, The SMT-LIB Standard, 2017). A term is turned once into text with
 * holes for its symbols, so that printing it again with other names costs a join. Subterms that a term uses more than once are bound by
 * `let`: the text grows with the number of distinct subterms. The bound names are `?0`, `?1` and so on.
 */
export class TermPrinter {
  private readonly templates = new WeakMap<Term, Template>()

  /** @param nameOf what to print for a symbol, quoted where it needs to be. */
  print(term: Term, nameOf: (symbol: Symbol) => string): string {
    const known = this.templates.get(term)
    const template = known ?? makeTemplate(term)
    if (known === undefined) this.templates.set(term, template)
    return template.map((piece) => (typeof piece === 'string' ? piece : nameOf(piece))).join('')
  }
}

/** A name between bars. What those cannot hold is spelt: members of enumerations can be any text. */
export function quoted(name: string): string {
  return `|${quotable(name)}|`
}

/** The name with what cannot stand between bars spelt. */
export function quotable(name: string): string {
  return name.replace(UNQUOTABLE, spelt)
}

/** What a quoted symbol of SMT-LIB cannot hold, or begin with: those of solvers do. And the braces that spell it. */
const UNQUOTABLE = /^[.@]|[|\\{}]|[^\x20-\x7e]/gu

/** A character as its code point in hexadecimal: `{7c}`. */
export function spelt(character: string): string {
  return `{${(character.codePointAt(0) ?? 0).toString(16)}}`
}

export function printSort(sort: Sort): string {
  return sort.kind === 'BitVec' ? `(_ BitVec ${String(sort.width)})` : sort.kind
}

/** Text, and symbols whose names are filled in. */
type Template = readonly (string | Symbol)[]

function makeTemplate(root: Term): Template {
  const shared = sharedSubterms(root)
  const pieces: (string | Symbol)[] = []
  const bindings = new Map<Term, string>()
  const write = (text: string): void => {
    const last = pieces.at(-1)
    if (typeof last === 'string') pieces[pieces.length - 1] = last + text
    else pieces.push(text)
  }
  const print = (root: Term): void => {
    const pending: (Term | string)[] = [root]
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (typeof next === 'string') {
        write(next)
        continue
      }
      const bound = bindings.get(next)
      if (bound !== undefined) write(bound)
      else if (next.kind === 'bool') write(String(next.value))
      else if (next.kind === 'number') write(printNumber(next.sort, next.value))
      else if (next.kind === 'symbol') pieces.push(next)
      else {
        const { operator, indices, operands } = next
        write(indices.length === 0 ? `(${operator}` : `((_ ${operator} ${indices.join(' ')})`)
        pending.push(')')
        for (const operand of operands.toReversed()) pending.push(operand, ' ')
      }
    }
  }
  shared.forEach((term, place) => {
    write(`(let ((?${String(place)} `)
    print(term)
    write(')) ')
    bindings.set(term, `?${String(place)}`)
  })
  print(root)
  write(')'.repeat(shared.length))
  return pieces
}

function printNumber(sort: Sort, value: bigint): string {
  if (sort.kind === 'BitVec') return `#b${value.toString(2).padStart(sort.width, '0')}`
  return value < 0n ? `(- ${String(-value)})` : String(value)
}

/** The applications that occur more than once below a term, inner ones first. */
function sharedSubterms(root: Term): readonly Term[] {
  const order = bottomUp([root], operandsOf)
  const uses = new Map<Term, number>()
  for (const operand of order.flatMap(operandsOf)) uses.set(operand, (uses.get(operand) ?? 0) + 1)
  return order.filter((term) => term.kind === 'application' && (uses.get(term) ?? 0) > 1)
}
