import { foundBottomUp } from '../ir/fold.js'
import {
  BOOL_SORT,
  INT_SORT,
  bitVecSort,
  depthOf,
  operandsOf,
  type Application,
  type BoolConstant,
  type Frame,
  type NumberConstant,
  type Operator,
  type Sort,
  type Symbol,
  type Term,
} from './term.js'

/**
 * Makes terms: one object for equal terms, constants folded, Boolean structure simplified. Terms of two makers must not be mixed.
 * Arithmetic lives in `number.ts`, which knows intervals; here are only the sorts' own operations.
 */
export class Terms {
  private readonly numbers = new Interner<NumberConstant>()
  private readonly symbols = new Interner<Symbol>()
  private readonly applications = new Interner<Application>()
  private count = 0
  private readonly nextId = (): number => this.count++
  readonly true: BoolConstant = Object.freeze({
    kind: 'bool',
    id: this.nextId(),
    sort: BOOL_SORT,
    value: true,
  })
  readonly false: BoolConstant = Object.freeze({
    kind: 'bool',
    id: this.nextId(),
    sort: BOOL_SORT,
    value: false,
  })

  bool(value: boolean): BoolConstant {
    return value ? this.true : this.false
  }

  int(value: bigint): NumberConstant {
    return this.numbers.get(`i${String(value)}`, () => ({
      kind: 'number',
      id: this.nextId(),
      sort: INT_SORT,
      value,
    }))
  }

  /** A bit-vector constant; `value` is taken modulo 2^width. */
  bits(width: number, value: bigint): NumberConstant {
    const unsigned = BigInt.asUintN(width, value)
    return this.numbers.get(`b${String(width)}:${String(unsigned)}`, () => ({
      kind: 'number',
      id: this.nextId(),
      sort: bitVecSort(width),
      value: unsigned,
    }))
  }

  symbol(name: string, sort: Sort, frame: Frame): Symbol {
    return this.symbols.get(`${frame}:${name}`, () => ({
      kind: 'symbol',
      id: this.nextId(),
      sort,
      name,
      frame,
    }))
  }

  not(body: Term): Term {
    if (body.kind === 'bool') return this.bool(!body.value)
    const inner = body.kind === 'application' && body.operator === 'not' ? body.operands[0] : undefined
    return inner ?? this.apply('not', BOOL_SORT, [body])
  }

  and(...operands: readonly Term[]): Term {
    return this.junction('and', operands, this.true, this.false)
  }

  or(...operands: readonly Term[]): Term {
    return this.junction('or', operands, this.false, this.true)
  }

  implies(left: Term, right: Term): Term {
    return this.or(this.not(left), right)
  }

  equal(left: Term, right: Term): Term {
    if (left === right) return this.true
    if (isConstant(left) && isConstant(right)) return this.false
    if (left.sort.kind === 'Bool') {
      if (left.kind === 'bool') return left.value ? right : this.not(right)
      if (right.kind === 'bool') return right.value ? left : this.not(left)
    }
    return this.apply('=', BOOL_SORT, left.id < right.id ? [left, right] : [right, left])
  }

  ite(condition: Term, whenTrue: Term, whenFalse: Term): Term {
    if (condition.kind === 'bool') return condition.value ? whenTrue : whenFalse
    if (whenTrue === whenFalse) return whenTrue
    if (whenTrue.sort.kind === 'Bool') {
      if (whenTrue.kind === 'bool') {
        return whenTrue.value ? this.or(condition, whenFalse) : this.and(this.not(condition), whenFalse)
      }
      if (whenFalse.kind === 'bool') {
        return whenFalse.value ? this.or(this.not(condition), whenTrue) : this.and(condition, whenTrue)
      }
    }
    return this.apply('ite', whenTrue.sort, [condition, whenTrue, whenFalse])
  }

  /** An operator applied as it is, without simplification. */
  apply(
    operator: Operator,
    sort: Sort,
    operands: readonly Term[],
    indices: readonly number[] = [],
  ): Application {
    const key = `${operator} ${indices.join(' ')}(${operands.map((operand) => operand.id).join(' ')})`
    return this.applications.get(key, () => ({
      kind: 'application',
      id: this.nextId(),
      sort,
      operator,
      indices,
      operands,
      depth: 1 + operands.reduce((deepest, operand) => Math.max(deepest, depthOf(operand)), 0),
    }))
  }

  /** The term with symbols replaced by others of the same sort. */
  rename(term: Term, symbols: ReadonlyMap<Symbol, Symbol>): Term {
    return this.renaming(symbols)(term)
  }

  /** Renames many terms, what they share once. */
  renaming(symbols: ReadonlyMap<Symbol, Symbol>): (term: Term) => Term {
    const known = new Map<Term, Term>()
    const rename = (term: Term): Term => foundBottomUp(term, known, operandsOf, renameNode)
    const renameNode = (term: Term): Term => {
      if (term.kind === 'symbol') return symbols.get(term) ?? term
      if (term.kind !== 'application') return term
      const operands = term.operands.map(rename)
      const [left, right] = operands
      return term.operator === '=' && left !== undefined && right !== undefined
        ? this.equal(left, right)
        : this.apply(term.operator, term.sort, operands, term.indices)
    }
    return rename
  }

  private junction(operator: 'and' | 'or', operands: readonly Term[], neutral: Term, absorbing: Term): Term {
    const kept = new Set<Term>()
    for (const operand of operands) {
      const isNested =
        operand.kind === 'application' &&
        operand.operator === operator &&
        operand.operands.length <= MOST_UNNESTED
      const parts = isNested ? operand.operands : [operand]
      for (const part of parts) {
        if (part === absorbing || kept.has(this.not(part))) return absorbing
        if (part !== neutral) kept.add(part)
      }
    }
    const [first, ...rest] = kept
    if (first === undefined) return neutral
    return rest.length === 0 ? first : this.apply(operator, BOOL_SORT, [...kept])
  }
}

/** A longer conjunction (or disjunction) within another stays one operand: taking long chains apart would take quadratic space. */
const MOST_UNNESTED = 100

/** One frozen object per key. */
class Interner<T extends Term> {
  private readonly table = new Map<string, T>()

  get(key: string, make: () => T): T {
    const known = this.table.get(key)
    if (known !== undefined) return known
    const made = Object.freeze(make())
    this.table.set(key, made)
    return made
  }
}

export function isConstant(term: Term): term is BoolConstant | NumberConstant {
  return term.kind === 'bool' || term.kind === 'number'
}
