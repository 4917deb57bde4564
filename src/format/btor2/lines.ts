import { spelt } from '../../smt/term-printer.js'
import { remark } from '../remark.js'

/** The number of a line, by which later lines refer to it. */
export type NodeId = number

/** The lines of a BTOR2 file, numbered from 1 in the order in which they are written. */
export class Btor2Lines {
  private readonly lines: string[] = []
  private readonly known = new Map<string, NodeId>()
  private count = 0

  section(title: string): void {
    if (this.lines.length > 0) this.lines.push('')
    this.comment(title)
  }

  comment(text: string): void {
    this.lines.push(remark(text))
  }

  sort(width: number): NodeId {
    return this.expression('sort bitvec', width)
  }

  constant(width: number, value: bigint): NodeId {
    return this.expression('constd', this.sort(width), value)
  }

  /** A sort or a value: told by its text, and so written once. */
  expression(...words: readonly (string | number | bigint)[]): NodeId {
    const text = words.join(' ')
    const known = this.known.get(text)
    if (known !== undefined) return known
    const node = this.push(text)
    this.known.set(text, node)
    return node
  }

  /**
   * A line that is an act of its own: a state, an input, what is done with a value.
   * @param named.symbol printable and without blanks.
   */
  statement(
    words: readonly (string | number)[],
    named: { readonly symbol?: string; readonly comment?: string } = {},
  ): NodeId {
    const { symbol, comment } = named
    return this.push(
      [
        ...words,
        ...(symbol === undefined ? [] : [symbol]),
        ...(comment === undefined ? [] : [remark(comment)]),
      ].join(' '),
    )
  }

  toString(): string {
    return this.lines.map((line) => `${line}\n`).join('')
  }

  private push(line: string): NodeId {
    this.count += 1
    this.lines.push(`${String(this.count)} ${line}`)
    return this.count
  }
}

/** A name as a symbol of BTOR2, which a blank would end, and a semicolon may. */
export function btor2Symbol(name: string): string {
  return name.replace(/[;{}]|[^\x21-\x7e]/gu, spelt)
}
