import type { Sort, Symbol, Term } from '../../lower/term.js'
import type { Btor2Lines, NodeId } from './lines.js'
import { writeApplication } from './operators.js'

/** Writes terms as lines, what they share once. */
export class TermWriter {
  private readonly nodes = new Map<Term, NodeId>()

  constructor(private readonly lines: Btor2Lines) {}

  /** Says which line a symbol stands for; before a term that has it is written. */
  bind(symbol: Symbol, node: NodeId): void {
    this.nodes.set(symbol, node)
  }

  write(term: Term): NodeId {
    const known = this.nodes.get(term)
    if (known !== undefined) return known
    const node = this.written(term)
    this.nodes.set(term, node)
    return node
  }

  private written(term: Term): NodeId {
    switch (term.kind) {
      case 'bool':
        return this.lines.constant(1, term.value ? 1n : 0n)
      case 'number':
        return this.lines.constant(widthOf(term.sort), term.value)
      case 'symbol':
        throw new TypeError(`${term.name} (${term.frame}) is used before it is bound`)
      case 'application':
        return writeApplication(this.lines, term.operator, {
          width: widthOf(term.sort),
          operands: term.operands.map((operand) => ({
            node: this.write(operand),
            width: widthOf(operand.sort),
          })),
          indices: term.indices,
        })
    }
  }
}

/** How many bits a value of the sort has in BTOR2, whose Booleans are bit-vectors of one bit. */
export function widthOf(sort: Sort): number {
  if (sort.kind === 'Int') throw new TypeError('an integer without bounds has no width')
  return sort.kind === 'Bool' ? 1 : sort.width
}
