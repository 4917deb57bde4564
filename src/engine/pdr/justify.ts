import { BOOL_SORT, type Application, type Symbol, type Term } from '../../lower/term.js'
import { termValue, type TermValue } from '../../lower/term-value.js'
import type { Terms } from '../../lower/terms.js'
import type { Vocabulary } from '../clauses/vocabulary.js'

/** A concrete step, or a concrete state: the value of every symbol. */
export type Valuation = (symbol: Symbol) => TermValue

/**
 * Explains why a Boolean term has the value that it has under a valuation, by literals over the current state that together imply it:
 * lifting by evaluation instead of by solver queries (Chockler, Ivrii, Matsliah, Moran and Nevo, Incremental formal verification of
 * hardware, 2011). Conditions on the way are justified, what they do not choose is left out, and comparisons of what remains become
 * literals themselves, so that the predicates of the model's guards survive.
 */
export class Justification {
  private readonly literals = new Set<Term>()
  private readonly done = new Set<Term>()

  /**
   * @param resolve a symbol's own meaning, where it is not a cell of the current state: a next-state cell's value in terms of the
   * current state, or undefined for symbols whose value needs no reason (choices).
   */
  constructor(
    private readonly terms: Terms,
    private readonly vocabulary: Vocabulary,
    private readonly valuation: Valuation,
    private readonly resolve: (symbol: Symbol) => Term | undefined,
  ) {}

  get cube(): Iterable<Term> {
    return this.literals
  }

  /** Adds literals that imply that `term` has its present value. */
  justify(term: Term): void {
    if (this.done.has(term)) return
    this.done.add(term)
    if (term.kind === 'symbol') {
      if (this.isCell(term)) this.literals.add(this.isTrue(term) ? term : this.terms.not(term))
      else {
        const meaning = this.resolve(term)
        if (meaning !== undefined) this.justify(meaning)
      }
      return
    }
    if (term.kind !== 'application') return
    switch (term.operator) {
      case 'not':
        for (const operand of term.operands) this.justify(operand)
        return
      case 'and':
      case 'or':
        this.justifyJunction(term)
        return
      case 'ite':
        this.justifyIte(term)
        return
      default:
        this.justifyComparison(term)
    }
  }

  /** One operand that decides is reason enough; the one that brings the fewest new literals. */
  private justifyJunction({ operator, operands }: Application): void {
    const decisive = operands.filter((operand) => this.isTrue(operand) === (operator === 'or'))
    const isDecided = decisive.length > 0
    if (!isDecided) {
      for (const operand of operands) this.justify(operand)
      return
    }
    const justified = decisive.find((operand) => this.done.has(operand))
    const [cheapest] = decisive.toSorted((a, b) => size(a) - size(b))
    const chosen = justified ?? cheapest
    if (chosen !== undefined) this.justify(chosen)
  }

  private justifyIte({ operands }: Application): void {
    const [condition, whenTrue, whenFalse] = operands
    if (condition === undefined || whenTrue === undefined || whenFalse === undefined) return
    this.justify(condition)
    this.justify(this.isTrue(condition) ? whenTrue : whenFalse)
  }

  /** The comparison, its operands reduced to what they are in this case, becomes a literal. */
  private justifyComparison(term: Application): void {
    const reduced = this.reduce(term)
    if (reduced.kind === 'bool') return
    for (const literal of this.vocabulary.literalsFor(reduced, this.valuation)) this.literals.add(literal)
  }

  private isCell(symbol: Symbol): boolean {
    return this.vocabulary.cellOf(symbol) !== undefined
  }

  /** The term with every choice in it made as the valuation makes it, the choices' conditions being justified. */
  private reduce(term: Term): Term {
    if (term.kind === 'symbol') {
      if (this.isCell(term)) return term
      const meaning = this.resolve(term)
      return meaning === undefined ? this.constant(term) : this.reduce(meaning)
    }
    if (term.kind !== 'application') return term
    if (term.operator === 'ite') {
      const [condition, whenTrue, whenFalse] = term.operands
      if (condition === undefined || whenTrue === undefined || whenFalse === undefined) return term
      this.justify(condition)
      return this.reduce(this.isTrue(condition) ? whenTrue : whenFalse)
    }
    if (term.sort === BOOL_SORT && term.operator !== '=' && !isOrder(term)) {
      this.justify(term)
      return this.terms.bool(this.isTrue(term))
    }
    const operands = term.operands.map((operand) => this.reduce(operand))
    const [left, right] = operands
    if (operands.every((operand) => operand.kind === 'number')) return this.constant(term)
    if (term.operator === '=' && left !== undefined && right !== undefined)
      return this.terms.equal(left, right)
    return this.terms.apply(term.operator, term.sort, operands, term.indices)
  }

  private constant(term: Term): Term {
    const value = termValue(term, this.valuation)
    if (typeof value === 'boolean') return this.terms.bool(value)
    return term.sort.kind === 'BitVec' ? this.terms.bits(term.sort.width, value) : this.terms.int(value)
  }

  private isTrue(term: Term): boolean {
    return termValue(term, this.valuation) === true
  }
}

function isOrder({ operator }: Application): boolean {
  return ['bvult', 'bvule', 'bvslt', 'bvsle', '<', '<='].includes(operator)
}

function size(term: Term): number {
  return term.kind === 'application' ? 1 + term.operands.length : 0
}
