import type { Cell } from '../../lower/cell.js'
import { BOOL_SORT, type Symbol, type Term } from '../../lower/term.js'
import { isReserved } from '../../smt/reserved-word.js'
import { printSort, quoted, TermPrinter } from '../../smt/term-printer.js'
import { remark } from '../remark.js'
import { SymbolNames } from '../symbol-names.js'

/** A VMT-LIB script that is being written: declarations and annotated definitions, each symbol under a name of its own. */
export class VmtScript {
  private readonly printer = new TermPrinter()
  private readonly names = new SymbolNames(isReserved)
  private readonly nameOf = new Map<Symbol, string>()
  private text = ''

  raw(text: string): void {
    this.text += text
  }

  comment(text: string): void {
    this.raw(`${remark(text)}\n`)
  }

  section(title: string): void {
    this.raw('\n')
    this.comment(title)
  }

  /** Declares both values of a state variable, and which is which. */
  state({ current, next }: Pick<Cell, 'current' | 'next'>, comment: string): void {
    const name = this.names.take(current.name, ["'", ':next'])
    const sort = printSort(current.sort)
    this.declare(current, name, comment)
    this.declare(next, `${name}'`)
    this.raw(
      `(define-fun ${quoted(`${name}:next`)} () ${sort} (! ${quoted(name)} :next ${quoted(`${name}'`)}))\n`,
    )
  }

  input(symbol: Symbol, comment: string): void {
    this.declare(symbol, this.names.take(symbol.name), comment)
  }

  /**
   * Defines a Boolean of which something is said.
   * @param annotation without its colon: `init true`.
   */
  define(name: string, formula: Term, annotation: string): void {
    this.defineAs(this.names.take(name), formula, annotation)
  }

  /** Defines a Boolean that later formulas may use. */
  abbreviate(symbol: Symbol, formula: Term): void {
    const name = this.names.take(symbol.name)
    this.defineAs(name, formula)
    this.nameOf.set(symbol, name)
  }

  toString(): string {
    return this.text
  }

  private declare(symbol: Symbol, name: string, comment?: string): void {
    this.nameOf.set(symbol, name)
    const said = comment === undefined ? '' : ` ${remark(comment)}`
    this.raw(`(declare-fun ${quoted(name)} () ${printSort(symbol.sort)})${said}\n`)
  }

  private defineAs(name: string, formula: Term, annotation?: string): void {
    const text = this.printer.print(formula, (symbol) => quoted(this.nameOfSymbol(symbol)))
    const body = annotation === undefined ? text : `(! ${text} :${annotation})`
    this.raw(`(define-fun ${quoted(name)} () ${printSort(BOOL_SORT)} ${body})\n`)
  }

  private nameOfSymbol(symbol: Symbol): string {
    const name = this.nameOf.get(symbol)
    if (name === undefined)
      throw new TypeError(`${symbol.name} (${symbol.frame}) is used before it is declared`)
    return name
  }
}
