import { INT_SORT, BOOL_SORT, type Operator, type Term } from '../../lower/term.js'
import { isConstant, type Terms } from '../../lower/terms.js'
import type { SExpression } from '../../smt/s-expression.js'

/** A text that says something which our terms do not. */
export class UnreadableTerm extends Error {
  override readonly name = 'UnreadableTerm'
}

type Environment = ReadonlyMap<string, Term>

/**
 * The term that a solver wrote, over Booleans and Ints: the connectives, comparisons, linear arithmetic, `let`.
 * @param symbols what the names stand for.
 * @throws UnreadableTerm
 */
export function readTerm(terms: Terms, expression: SExpression, symbols: Environment): Term {
  return new Reader(terms).read(expression, symbols)
}

class Reader {
  constructor(private readonly terms: Terms) {}

  read(expression: SExpression, names: Environment): Term {
    if (expression.kind === 'numeral') return this.terms.int(BigInt(expression.value))
    if (expression.kind === 'symbol') return this.named(expression.name, names)
    if (expression.kind !== 'list') throw new UnreadableTerm(`a ${expression.kind}`)
    const [operator, ...operands] = expression.items
    if (operator?.kind === 'list') return this.readIndexed(operator.items, operands, names)
    if (operator?.kind !== 'symbol') throw new UnreadableTerm('an application of no operator')
    if (operator.name === 'forall' || operator.name === 'exists') throw new UnreadableTerm('a quantifier')
    if (operator.name === 'let') return this.readLet(operands, names)
    return this.apply(
      operator.name,
      operands.map((operand) => this.read(operand, names)),
    )
  }

  private named(name: string, names: Environment): Term {
    const term =
      names.get(name) ?? (name === 'true' ? this.terms.true : name === 'false' ? this.terms.false : undefined)
    if (term === undefined) throw new UnreadableTerm(`the symbol ${name}`)
    return term
  }

  private readLet([bindings, body]: readonly SExpression[], names: Environment): Term {
    if (bindings?.kind !== 'list' || body === undefined) throw new UnreadableTerm('a let without a body')
    const inner = new Map(names)
    for (const binding of bindings.items) {
      const [name, value] = binding.kind === 'list' ? binding.items : []
      if (name?.kind !== 'symbol' || value === undefined)
        throw new UnreadableTerm('a let that binds no symbol')
      inner.set(name.name, this.read(value, names))
    }
    return this.read(body, inner)
  }

  /** `((_ divisible 3) x)` */
  private readIndexed(
    [, operator, index]: readonly SExpression[],
    [operand]: readonly SExpression[],
    names: Environment,
  ): Term {
    const name = operator?.kind === 'symbol' ? operator.name : 'without a name'
    if (name !== 'divisible' || index?.kind !== 'numeral' || index.value === 0 || operand === undefined)
      throw new UnreadableTerm(`the indexed operator ${name}`)
    const divisor = this.terms.int(BigInt(index.value))
    return this.terms.equal(
      this.terms.apply('mod', INT_SORT, [this.read(operand, names), divisor]),
      this.terms.int(0n),
    )
  }

  private apply(operator: string, operands: readonly Term[]): Term {
    const { terms } = this
    const [first, second, third] = operands
    if (first === undefined) throw new UnreadableTerm(`${operator} without operands`)
    switch (operator) {
      case 'not':
        return terms.not(first)
      case 'and':
        return terms.and(...operands)
      case 'or':
        return terms.or(...operands)
      case '=>':
        return operands.reduceRight((conclusion, premise) => terms.implies(premise, conclusion))
      case 'ite':
        if (second === undefined || third === undefined) throw new UnreadableTerm('an ite of two operands')
        return terms.ite(first, second, third)
      case '=':
        return this.chain(operands, (a, b) => terms.equal(a, b))
      case 'distinct':
        return terms.and(
          ...operands.flatMap((a, place) =>
            operands.slice(place + 1).map((b) => terms.not(terms.equal(a, b))),
          ),
        )
      case '<':
      case '<=':
        return this.chain(operands, (a, b) => terms.apply(operator, BOOL_SORT, [a, b]))
      case '>':
      case '>=':
        return this.chain(operands, (a, b) => terms.apply(operator === '>' ? '<' : '<=', BOOL_SORT, [b, a]))
      case '+':
        return operands.reduce((sum, term) => this.arithmetic('+', sum, term))
      case '-':
        if (second !== undefined) return operands.reduce((rest, term) => this.arithmetic('-', rest, term))
        return this.arithmetic('-', terms.int(0n), first)
      case '*':
        return operands.reduce((product, term) => this.product(product, term))
      case 'div':
      case 'mod':
        if (second === undefined || third !== undefined || !isConstant(second) || second === terms.int(0n)) {
          throw new UnreadableTerm(`${operator} by what is no constant other than zero`)
        }
        return terms.apply(operator, INT_SORT, [first, second])
      default:
        throw new UnreadableTerm(`the operator ${operator}`)
    }
  }

  private chain(operands: readonly Term[], relate: (a: Term, b: Term) => Term): Term {
    return this.terms.and(...operands.slice(1).map((right, place) => relate(operands[place] ?? right, right)))
  }

  private product(a: Term, b: Term): Term {
    if (!isConstant(a) && !isConstant(b)) throw new UnreadableTerm('a product of two unknowns')
    return this.arithmetic('*', a, b)
  }

  private arithmetic(operator: Extract<Operator, '+' | '-' | '*'>, a: Term, b: Term): Term {
    if (a.kind === 'number' && b.kind === 'number') {
      if (operator === '*') return this.terms.int(a.value * b.value)
      return this.terms.int(operator === '+' ? a.value + b.value : a.value - b.value)
    }
    return this.terms.apply(operator, INT_SORT, [a, b])
  }
}
