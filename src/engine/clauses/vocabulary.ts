import { add, larger, smaller, subtract, type Integer } from '../../ir/integer.js'
import { number, type LoweredNumber } from '../../lower/arithmetic.js'
import { intervalOf, type Cell } from '../../lower/cell.js'
import type { BoundedInterval } from '../../lower/interval.js'
import type { ScalarSystem, Target } from '../../lower/scalar-system.js'
import { symbolsOf, type Symbol, type Term } from '../../lower/term.js'
import { comparisonsOfCells } from './predicates.js'
import { termValue, type TermValue } from '../../lower/term-value.js'

/** What a literal about one cell says: its number is at most, at least, or just a value. Members count by their place. */
export interface Bound {
  readonly cell: Cell
  readonly kind: 'upper' | 'lower' | 'equal'
  readonly value: Integer
}

/** Domains up to this size are searched value by value. */
const SMALL = 64

/**
 * The literals that cubes are made of: flags, bounds of numbers, values and bounds of enumerations, and comparisons of two cells as they
 * come up in the model's guards. Bounds generalise where single bits or values would not.
 */
export class Vocabulary {
  private readonly bounds = new Map<Term, Bound>()
  private readonly cells: ReadonlyMap<Symbol, Cell>
  /** Comparisons between cells that have served as literals, either way. */
  readonly predicates = new Set<Term>()

  constructor(
    private readonly system: ScalarSystem,
    target: Target,
  ) {
    this.cells = new Map(system.cells.map((cell) => [cell.current, cell]))
    for (const comparison of comparisonsOfCells(system, target)) {
      this.predicates.add(comparison).add(system.terms.not(comparison))
    }
  }

  cellOf(symbol: Symbol): Cell | undefined {
    return this.cells.get(symbol)
  }

  /** What a literal says about a single cell, if that is what it does. */
  boundOf(literal: Term): Bound | undefined {
    return this.bounds.get(literal)
  }

  /** Literals that together say that a Boolean term without choices in it has the truth it has; as weak as is easily found. */
  literalsFor(term: Term, valueOf: (symbol: Symbol) => TermValue): readonly Term[] {
    const { terms } = this.system
    const truth = termValue(term, valueOf) === true
    const symbols = [...symbolsOf(term)]
    const [only] = symbols
    const cell = only === undefined ? undefined : this.cells.get(only)
    if (symbols.length === 1 && only !== undefined && cell !== undefined && cell.type.kind !== 'bool') {
      const literals = this.around(cell, only, term, truth, valueOf)
      if (literals !== undefined) return literals
    }
    const literal = truth ? term : terms.not(term)
    if (symbols.length > 1) this.predicates.add(literal)
    return [literal]
  }

  /** The largest interval around the cell's value in which the term keeps its truth, as bounds. */
  private around(
    cell: Cell,
    symbol: Symbol,
    term: Term,
    truth: boolean,
    valueOf: (symbol: Symbol) => TermValue,
  ): readonly Term[] | undefined {
    const domain = this.domainOf(cell)
    if (domain === undefined || subtract(domain.hi, domain.lo) > SMALL) return undefined
    const present = this.numberIn(cell, valueOf(symbol))
    const agrees = (value: Integer): boolean =>
      (termValue(term, (other) => (other === symbol ? this.patternOf(cell, value) : valueOf(other))) ===
        true) ===
      truth
    let [lo, hi] = [present, present]
    while (lo > domain.lo && agrees(subtract(lo, 1))) lo = subtract(lo, 1)
    while (hi < domain.hi && agrees(add(hi, 1))) hi = add(hi, 1)
    return this.between(cell, { lo, hi })
  }

  /** Literals that say that the cell lies in an interval. */
  between(cell: Cell, { lo, hi }: BoundedInterval): readonly Term[] {
    const domain = this.domainOf(cell)
    const literals: Term[] = []
    if (cell.type.kind === 'enum' && lo === hi) literals.push(this.bound({ cell, kind: 'equal', value: lo }))
    if (domain === undefined || hi < domain.hi) literals.push(this.bound({ cell, kind: 'upper', value: hi }))
    if (domain === undefined || lo > domain.lo) literals.push(this.bound({ cell, kind: 'lower', value: lo }))
    return literals
  }

  /** Comparisons seen before that hold in all states that the literals allow: redundant now, but they may outlast what implies them. */
  impliedPredicates(literals: readonly Term[]): readonly Term[] {
    const intervals = this.intervalsOf(literals)
    return [...this.predicates].filter((predicate) => {
      if (literals.includes(predicate)) return false
      const known = [...symbolsOf(predicate)].map((symbol) => {
        const cell = this.cells.get(symbol)
        const interval = cell === undefined ? undefined : intervals.get(cell)
        return cell === undefined || interval === undefined
          ? undefined
          : { symbol, values: this.patternsIn(cell, interval) }
      })
      const ranges = known.flatMap((each) => each ?? [])
      if (ranges.length < known.length) return false
      return this.holdsForAll(predicate, ranges)
    })
  }

  private intervalsOf(literals: readonly Term[]): ReadonlyMap<Cell, BoundedInterval> {
    const intervals = new Map<Cell, BoundedInterval>()
    for (const literal of literals) {
      const bound = this.bounds.get(literal)
      const domain = bound === undefined ? undefined : this.domainOf(bound.cell)
      if (bound === undefined || domain === undefined) continue
      const { lo, hi } = intervals.get(bound.cell) ?? domain
      intervals.set(bound.cell, {
        lo: bound.kind === 'upper' ? lo : larger(lo, bound.value),
        hi: bound.kind === 'lower' ? hi : smaller(hi, bound.value),
      })
    }
    return intervals
  }

  private patternsIn(cell: Cell, { lo, hi }: BoundedInterval): readonly bigint[] | undefined {
    if (subtract(hi, lo) > SMALL) return undefined
    return Array.from({ length: Number(subtract(hi, lo)) + 1 }, (_, place) =>
      this.patternOf(cell, add(lo, place)),
    )
  }

  private holdsForAll(
    predicate: Term,
    ranges: readonly { readonly symbol: Symbol; readonly values: readonly bigint[] | undefined }[],
  ): boolean {
    const [first, second, ...more] = ranges
    const [ofFirst, ofSecond] = [first?.values, second?.values]
    if (ofFirst === undefined || ofSecond === undefined || more.length > 0) return false
    if (ofFirst.length * ofSecond.length > SMALL) return false
    return ofFirst.every((a) =>
      ofSecond.every((b) => termValue(predicate, (symbol) => (symbol === first?.symbol ? a : b)) === true),
    )
  }

  /** What a symmetry of the system makes of a literal. */
  image(literal: Term, permutation: ReadonlyMap<Symbol, Symbol>): Term {
    const bound = this.bounds.get(literal)
    const cell =
      bound === undefined
        ? undefined
        : this.cells.get(permutation.get(bound.cell.current) ?? bound.cell.current)
    if (bound !== undefined && cell !== undefined) return this.bound({ ...bound, cell })
    const image = this.system.terms.rename(literal, permutation)
    if (this.predicates.has(literal)) this.predicates.add(image)
    return image
  }

  /** Weaker bounds of the same kind, the weakest first; none for other literals. */
  weaker(bound: Bound): readonly Term[] {
    const domain = this.domainOf(bound.cell)
    if (domain === undefined || bound.kind === 'equal') return []
    const values: Integer[] = []
    const [far, towards] = bound.kind === 'upper' ? [subtract(domain.hi, 1), -1] : [add(domain.lo, 1), 1]
    for (let value = far; value !== bound.value && values.length < SMALL; value = add(value, towards)) {
      if (bound.kind === 'upper' ? value < bound.value : value > bound.value) break
      values.push(value)
    }
    return values.map((value) => this.bound({ ...bound, value }))
  }

  private bound(bound: Bound): Term {
    const { terms, arithmetic } = this.system
    const held = this.numberOf(bound.cell)
    const limit = arithmetic.constant(bound.value)
    const term =
      bound.kind === 'equal'
        ? arithmetic.equal(held, limit)
        : terms.not(
            bound.kind === 'upper' ? arithmetic.lessThan(limit, held) : arithmetic.lessThan(held, limit),
          )
    this.bounds.set(term, bound)
    return term
  }

  private numberOf(cell: Cell): LoweredNumber {
    if (cell.type.kind === 'bool') throw new TypeError('a flag is no number')
    return number(cell.current, intervalOf(cell.type))
  }

  /** The values of a cell with few of them; none for flags and for cells with many. */
  valuesOf(cell: Cell): readonly Integer[] {
    const domain = this.domainOf(cell)
    if (domain === undefined || subtract(domain.hi, domain.lo) > SMALL) return []
    return Array.from({ length: Number(subtract(domain.hi, domain.lo)) + 1 }, (_, place) =>
      add(domain.lo, place),
    )
  }

  domainOf(cell: Cell): BoundedInterval | undefined {
    return cell.type.kind === 'enum' || cell.type.kind === 'range' ? intervalOf(cell.type) : undefined
  }

  private numberIn(cell: Cell, value: TermValue): Integer {
    const bits = BigInt(value)
    const { sort } = cell.current
    const isSigned = cell.type.kind === 'range' && cell.type.lo < 0 && sort.kind === 'BitVec'
    return add(0, isSigned ? BigInt.asIntN(sort.width, bits) : bits)
  }

  /** How a cell holds a value: as an unsigned number where it is a bit-vector. */
  patternOf(cell: Cell, value: Integer): bigint {
    const { sort } = cell.current
    return sort.kind === 'BitVec' ? BigInt.asUintN(sort.width, BigInt(value)) : BigInt(value)
  }
}
