import { assertNever } from '../ir/assert-never.js'
import type { Command, Timed } from '../encode/command.js'
import type { Symbol } from '../lower/term.js'
import { printSort, quoted, TermPrinter } from './term-printer.js'

/** Prints commands as SMT-LIB 2.6 text. */
export class SmtlibPrinter {
  private readonly terms = new TermPrinter()

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
    return this.terms.print(term, (symbol) => symbolAt({ term: symbol, k }))
  }
}

function junction(alternatives: readonly string[]): string {
  const [first, ...others] = alternatives
  return others.length === 0 ? (first ?? 'false') : `(or ${alternatives.join(' ')})`
}

/** `x@k` for a current-state symbol at k, `x@k+1` for a next-state one. */
export function symbolAt({ term, k }: Timed<Symbol>): string {
  return quoted(`${term.name}@${String(term.frame === 'current' ? k : k + 1)}`)
}
