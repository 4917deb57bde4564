import { assertNever } from '../ir/assert-never.js'
import type { Command, Timed } from '../encode/command.js'
import type { Frame, Sort, Symbol, Term } from '../lower/term.js'

/**
 * Prints commands as SMT-LIB 2.6 text (Barrett, Fontaine and Tinelli, The SMT-LIB Standard, 2017). A term is turned once into text with
 * holes for the depth, so that unrolling it deeper costs a join. Subterms that a term uses more than once are bound by `let`.
 */
export class SmtlibPrinter {
  private readonly templates = new WeakMap<Term, Template>()

  command(command: Command): string {
    switch (command.kind) {
      case 'comment':
        return `\n; ${command.text}`
      case 'declare':
        return `(declare-const ${symbolAt(command.symbol)} ${printSort(command.symbol.term.sort)})`
      case 'assert':
        return `(assert ${this.term(command.formula)})`
      case 'exclude':
        return `(assert (not ${this.disjunction(command.formulas)}))`
      case 'differ': {
        const [i, j] = command.states
        const places = command.symbols.map((symbol) => [
          symbolAt({ term: symbol, k: i }),
          symbolAt({ term: symbol, k: j }),
        ])
        return `(assert ${junction(places.map(([a, b]) => `(distinct ${a ?? ''} ${b ?? ''})`))})`
      }
      case 'define': {
        const meaning = this.disjunction(command.anyOf)
        const name = symbolAt(command.symbol)
        return `(declare-const ${name} Bool)\n(assert (= ${name} ${meaning}))`
      }
      default:
        return assertNever(command)
    }
  }

  commands(commands: readonly Command[]): string {
    return commands.map((command) => `${this.command(command)}\n`).join('')
  }

  private disjunction(formulas: readonly Timed[]): string {
    return junction(formulas.map((formula) => this.term(formula)))
  }

  term({ term, k }: Timed): string {
    const known = this.templates.get(term)
    const template = known ?? makeTemplate(term)
    if (known === undefined) this.templates.set(term, template)
    return fill(template, k)
  }
}

function junction(alternatives: readonly string[]): string {
  const [first, ...others] = alternatives
  return others.length === 0 ? (first ?? 'false') : `(or ${alternatives.join(' ')})`
}

/** `x@k` for a current-state symbol at k, `x@k+1` for a next-state one. */
export function symbolAt({ term, k }: Timed<Symbol>): string {
  return quoted(term.name, term.frame, k)
}

function quoted(name: string, frame: Frame, k: number): string {
  return `|${name.replace(UNQUOTABLE, spelt)}@${String(frame === 'current' ? k : k + 1)}|`
}

/** What a quoted symbol of SMT-LIB cannot hold, and what spells it. Members of enumerations can be any text. */
const UNQUOTABLE = /[|\\{}]|[^\x20-\x7e]/gu

function spelt(character: string): string {
  return `{${(character.codePointAt(0) ?? 0).toString(16)}}`
}

export function printSort(sort: Sort): string {
  return sort.kind === 'BitVec' ? `(_ BitVec ${String(sort.width)})` : sort.kind
}

/** A term without a depth: the symbols of both frames are called by their names alone. */
export function printTerm(term: Term): string {
  return makeTemplate(term)
    .map((piece) => (typeof piece === 'string' ? piece : `|${plainName(piece)}|`))
    .join('')
}

/** What a symbol is called where no depth is said; not as the printer's own names, which begin with a question mark, nor as a constant. */
export function plainName({ name }: Symbol): string {
  return name
    .replace(UNQUOTABLE, spelt)
    .replace(/^(?:\?|(?:true|false)$)/, (found) => `${spelt(found)}${found.slice(1)}`)
}

/** Text, and symbols whose depth is filled in. */
type Template = readonly (string | Symbol)[]

function fill(template: Template, k: number): string {
  return template.map((piece) => (typeof piece === 'string' ? piece : symbolAt({ term: piece, k }))).join('')
}

function makeTemplate(root: Term): Template {
  const shared = sharedSubterms(root)
  const pieces: (string | Symbol)[] = []
  const bindings = new Map<Term, string>()
  const write = (text: string): void => {
    const last = pieces.at(-1)
    if (typeof last === 'string') pieces[pieces.length - 1] = last + text
    else pieces.push(text)
  }
  const print = (term: Term): void => {
    const bound = bindings.get(term)
    if (bound !== undefined) write(bound)
    else if (term.kind === 'bool') write(String(term.value))
    else if (term.kind === 'number') write(printNumber(term.sort, term.value))
    else if (term.kind === 'symbol') pieces.push(term)
    else {
      const { operator, indices, operands } = term
      write(indices.length === 0 ? `(${operator}` : `((_ ${operator} ${indices.join(' ')})`)
      for (const operand of operands) {
        write(' ')
        print(operand)
      }
      write(')')
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
  const uses = new Map<Term, number>()
  const finished: Term[] = []
  const enter = (term: Term): void => {
    if (term.kind !== 'application') return
    const count = uses.get(term) ?? 0
    uses.set(term, count + 1)
    if (count > 0) return
    term.operands.forEach(enter)
    finished.push(term)
  }
  enter(root)
  return finished.filter((term) => (uses.get(term) ?? 0) > 1)
}
