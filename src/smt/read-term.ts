import { INT_SORT, type Term } from '../lower/term.js'
import { isConstant, type Terms } from '../lower/terms.js'
import { applyOperator, bitVector, extended, extracted } from './apply-operator.js'
import type { SExpression } from './s-expression.js'
import { UnreadableTerm } from './unreadable-term.js'

export type Environment = ReadonlyMap<string, Term>

/**
 * The term that a text writes, whoever wrote it, over Booleans, Ints and bit-vectors: the connectives, comparisons, linear arithmetic,
 * arithmetic of bit-vectors, `let`. Sorts are checked.
 * @param symbols what the names stand for.
 * @throws UnreadableTerm
 */
export function readTerm(terms: Terms, expression: SExpression, symbols: Environment): Term {
  return new Reader(terms).read(expression, symbols, 0)
}

/** Whatever is done with terms goes down into them: those that are higher would be too deep for it. */
const HIGHEST = 1_000

class Reader {
  /** Of the terms read so far, as they were written: what they were simplified to is no higher. */
  private readonly heights = new Map<Term, number>()

  constructor(private readonly terms: Terms) {}

  /** @param level how deep in the text it stands. */
  read(expression: SExpression, names: Environment, level: number): Term {
    if (level > HIGHEST) throw tooDeep()
    switch (expression.kind) {
      case 'numeral':
        return this.terms.int(BigInt(expression.value))
      case 'bits':
        return bitVector(this.terms, expression.width, BigInt(expression.value))
      case 'symbol':
        return this.named(expression.name, names)
      case 'list':
        return this.readList(expression.items, names, level)
      case 'keyword':
      case 'string':
      case 'decimal':
        throw new UnreadableTerm(`a ${expression.kind}`)
    }
  }

  private readList([operator, ...operands]: readonly SExpression[], names: Environment, level: number): Term {
    if (operator?.kind === 'list') return this.readIndexed(operator.items, operands, names, level)
    if (operator?.kind !== 'symbol') throw new UnreadableTerm('an application of no operator')
    switch (operator.name) {
      case 'forall':
      case 'exists':
        throw new UnreadableTerm('a quantifier')
      case 'let':
        return this.readLet(operands, names, level)
      case '_':
        return this.readConstant(operands)
      default: {
        const read = this.readAll(operands, names, level)
        return this.measured(applyOperator(this.terms, operator.name, read), read)
      }
    }
  }

  private named(name: string, names: Environment): Term {
    const term =
      names.get(name) ?? (name === 'true' ? this.terms.true : name === 'false' ? this.terms.false : undefined)
    if (term === undefined) throw new UnreadableTerm(`the symbol ${name}`)
    return term
  }

  /** One in the body of the other, they may be as many as there are: a printer that shares subterms writes one for each. */
  private readLet([bindings, body]: readonly SExpression[], names: Environment, level: number): Term {
    const inner = new Map(names)
    let next = { bindings, body }
    for (;;) {
      if (next.bindings?.kind !== 'list' || next.body === undefined)
        throw new UnreadableTerm('a let without a body')
      const bound = next.bindings.items.map((binding) => this.readBinding(binding, inner, level))
      for (const [name, value] of bound) inner.set(name, value)
      const [keyword, innerBindings, innerBody] = next.body.kind === 'list' ? next.body.items : []
      if (keyword?.kind !== 'symbol' || keyword.name !== 'let') return this.read(next.body, inner, level + 1)
      next = { bindings: innerBindings, body: innerBody }
    }
  }

  private readBinding(
    binding: SExpression,
    names: Environment,
    level: number,
  ): readonly [name: string, value: Term] {
    const [name, value] = binding.kind === 'list' ? binding.items : []
    if (name?.kind !== 'symbol' || value === undefined) throw new UnreadableTerm('a let that binds no symbol')
    return [name.name, this.read(value, names, level + 1)]
  }

  /** `(_ bv5 8)`: five in eight bits. */
  private readConstant([constant, width]: readonly SExpression[]): Term {
    const digits = constant?.kind === 'symbol' ? /^bv(\d+)$/.exec(constant.name)?.[1] : undefined
    if (digits === undefined || width?.kind !== 'numeral') throw new UnreadableTerm('an indexed symbol')
    return bitVector(this.terms, Number(width.value), BigInt(digits))
  }

  /** `((_ divisible 3) x)`, `((_ extract 2 0) y)` */
  private readIndexed(
    [, operator, ...indices]: readonly SExpression[],
    operands: readonly SExpression[],
    names: Environment,
    level: number,
  ): Term {
    const name = operator?.kind === 'symbol' ? operator.name : 'without a name'
    const numbers = indices.flatMap((index) => (index.kind === 'numeral' ? [Number(index.value)] : []))
    const read = this.readAll(operands, names, level)
    const [operand, second] = read
    const [first, last] = numbers
    if (operand === undefined || second !== undefined || first === undefined)
      throw new UnreadableTerm(`the indexed operator ${name}`)
    const indexed = (): Term => {
      switch (name) {
        case 'divisible':
          return this.divisible(operand, first)
        case 'extract':
          return extracted(this.terms, operand, { high: first, low: last ?? -1 })
        case 'zero_extend':
        case 'sign_extend':
          return extended(this.terms, name, operand, first)
        default:
          throw new UnreadableTerm(`the indexed operator ${name}`)
      }
    }
    return this.measured(indexed(), read)
  }

  private divisible(operand: Term, index: number): Term {
    if (operand.sort.kind !== 'Int' || index === 0) throw new UnreadableTerm('divisible by nothing')
    const divisor = this.terms.int(BigInt(index))
    return this.terms.equal(this.terms.apply('mod', INT_SORT, [operand, divisor]), this.terms.int(0n))
  }

  private readAll(expressions: readonly SExpression[], names: Environment, level: number): readonly Term[] {
    return expressions.map((expression) => this.read(expression, names, level + 1))
  }

  private measured(term: Term, operands: readonly Term[]): Term {
    const below = operands.reduce((most, operand) => Math.max(most, this.heights.get(operand) ?? 0), 0)
    const height = below + 1
    if (height > HIGHEST) throw tooDeep()
    if (!isConstant(term)) this.heights.set(term, Math.max(height, this.heights.get(term) ?? 0))
    return term
  }
}

function tooDeep(): UnreadableTerm {
  return new UnreadableTerm('a term that is nested too deeply')
}
