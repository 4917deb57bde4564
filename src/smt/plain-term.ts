import type { Symbol, Term } from '../lower/term.js'
import { quotable, spelt, TermPrinter } from './term-printer.js'

/** A term without a depth: the symbols of both frames are called by their names alone. */
export function printTerm(term: Term): string {
  return new TermPrinter().print(term, (symbol) => `|${plainName(symbol)}|`)
}

/** What a symbol is called where no depth is said; not as the printer's own names, which begin with a question mark, nor as a constant. */
export function plainName({ name }: Symbol): string {
  return quotable(name).replace(/^(?:\?|(?:true|false)$)/, (found) => `${spelt(found)}${found.slice(1)}`)
}
