import { bitVecSort, BOOL_SORT, INT_SORT, type Operator, type Sort, type Term } from '../lower/term.js'
import { isConstant, type Terms } from '../lower/terms.js'
import { UnreadableTerm } from './unreadable-term.js'

/** Wider bit-vectors, and longer applications, are nobody's. */
const [WIDEST, LONGEST] = [65_536, 50_000]

/**
 * An operator of SMT-LIB by its name, applied to what a text applies it to.
 * @throws UnreadableTerm for an operator that is not known, for operands that are too many, too few or of other sorts, and for arithmetic
 * that is not linear.
 */
export function applyOperator(terms: Terms, name: string, operands: readonly Term[]): Term {
  const [first] = operands
  if (first === undefined || operands.length > LONGEST) throw miscounted(name, operands)
  const meaning = Object.hasOwn(MEANINGS, name) ? MEANINGS[name] : undefined
  if (meaning === undefined) throw new UnreadableTerm(`the operator ${name}`)
  return meaning({ name, terms, operands })
}

/** A constant; what exceeds the width is no such. */
export function bitVector(terms: Terms, width: number, value: bigint): Term {
  if (width < 1 || width > WIDEST || value >= 1n << BigInt(width))
    throw new UnreadableTerm(`a number of ${String(width)} bits`)
  return terms.bits(width, value)
}

export function extracted(
  terms: Terms,
  operand: Term,
  { high, low }: { readonly high: number; readonly low: number },
): Term {
  if (low < 0 || high < low || high >= widthOf('extract', operand))
    throw new UnreadableTerm('an extract of bits that are not there')
  return terms.apply('extract', bitVecSort(high - low + 1), [operand], [high, low])
}

export function extended(
  terms: Terms,
  operator: Extract<Operator, 'zero_extend' | 'sign_extend'>,
  operand: Term,
  by: number,
): Term {
  const width = widthOf(operator, operand) + by
  if (width > WIDEST) throw new UnreadableTerm(`a number of ${String(width)} bits`)
  return terms.apply(operator, bitVecSort(width), [operand], [by])
}

/** An operator with what it is applied to; at least one operand. */
interface Application {
  readonly name: string
  readonly terms: Terms
  readonly operands: readonly Term[]
}

type Meaning = (application: Application) => Term

const MEANINGS: Readonly<Record<string, Meaning>> = {
  not: (application) => application.terms.not(one(ofSort(BOOL_SORT, application))),
  and: (application) => application.terms.and(...ofSort(BOOL_SORT, application).operands),
  or: (application) => application.terms.or(...ofSort(BOOL_SORT, application).operands),
  '=>': (application) =>
    ofSort(BOOL_SORT, application).operands.reduceRight((conclusion, premise) =>
      application.terms.implies(premise, conclusion),
    ),
  xor: (application) =>
    ofSort(BOOL_SORT, application).operands.reduce((rest, operand) =>
      application.terms.not(application.terms.equal(rest, operand)),
    ),
  ite: (application) => {
    const [condition, ...choices] = application.operands
    const [whenTrue, whenFalse] = two(ofOneSort({ ...application, operands: choices }))
    if (condition?.sort.kind !== 'Bool') throw unsorted(application)
    return application.terms.ite(condition, whenTrue, whenFalse)
  },
  '=': (application) => chain(ofOneSort(application), (a, b) => application.terms.equal(a, b)),
  distinct: (application) => {
    const { terms, operands } = ofOneSort(application)
    return terms.and(
      ...operands.flatMap((a, place) => operands.slice(place + 1).map((b) => terms.not(terms.equal(a, b)))),
    )
  },
  '<': comparison('<', INT_SORT),
  '<=': comparison('<=', INT_SORT),
  '>': mirrored('<', INT_SORT),
  '>=': mirrored('<=', INT_SORT),
  '+': (application) => fold(application, (a, b) => linear(application, '+', a, b)),
  '-': (application) => {
    const zero = application.terms.int(0n)
    return application.operands.length === 1
      ? fold({ ...application, operands: [zero, ...application.operands] }, (a, b) =>
          linear(application, '-', a, b),
        )
      : fold(application, (a, b) => linear(application, '-', a, b))
  },
  '*': (application) =>
    fold(application, (a, b) => {
      if (!isConstant(a) && !isConstant(b)) throw new UnreadableTerm('a product of two unknowns')
      return linear(application, '*', a, b)
    }),
  div: division('div'),
  mod: division('mod'),
  bvadd: arithmetic('bvadd'),
  bvsub: arithmetic('bvsub'),
  bvmul: arithmetic('bvmul'),
  bvudiv: arithmetic('bvudiv'),
  bvurem: arithmetic('bvurem'),
  bvsdiv: arithmetic('bvsdiv'),
  bvsrem: arithmetic('bvsrem'),
  bvsmod: arithmetic('bvsmod'),
  bvand: arithmetic('bvand'),
  bvor: arithmetic('bvor'),
  bvxor: arithmetic('bvxor'),
  bvshl: arithmetic('bvshl'),
  bvlshr: arithmetic('bvlshr'),
  bvashr: arithmetic('bvashr'),
  bvnot: ofOneWord('bvnot'),
  bvneg: ofOneWord('bvneg'),
  concat: (application) => {
    const [high, low] = two(application)
    const width = widthOf(application.name, high) + widthOf(application.name, low)
    if (width > WIDEST) throw new UnreadableTerm(`a number of ${String(width)} bits`)
    return application.terms.apply('concat', bitVecSort(width), [high, low])
  },
  bvult: bitVectorComparison('bvult'),
  bvule: bitVectorComparison('bvule'),
  bvslt: bitVectorComparison('bvslt'),
  bvsle: bitVectorComparison('bvsle'),
  bvugt: mirroredBitVectorComparison('bvult'),
  bvuge: mirroredBitVectorComparison('bvule'),
  bvsgt: mirroredBitVectorComparison('bvslt'),
  bvsge: mirroredBitVectorComparison('bvsle'),
}

function comparison(operator: Operator, sort: Sort): Meaning {
  return (application) =>
    chain(ofSort(sort, application), (a, b) => application.terms.apply(operator, BOOL_SORT, [a, b]))
}

/** `a > b` is `b < a`. */
function mirrored(operator: Operator, sort: Sort): Meaning {
  return (application) =>
    chain(ofSort(sort, application), (a, b) => application.terms.apply(operator, BOOL_SORT, [b, a]))
}

function bitVectorComparison(operator: Operator): Meaning {
  return (application) => {
    const [a, b] = two(ofOneWidth(application))
    return application.terms.apply(operator, BOOL_SORT, [a, b])
  }
}

function mirroredBitVectorComparison(operator: Operator): Meaning {
  return (application) => {
    const [a, b] = two(ofOneWidth(application))
    return application.terms.apply(operator, BOOL_SORT, [b, a])
  }
}

function arithmetic(operator: Operator): Meaning {
  return (application) => {
    const [a, b] = two(ofOneWidth(application))
    return application.terms.apply(operator, a.sort, [a, b])
  }
}

function ofOneWord(operator: Operator): Meaning {
  return (application) => {
    const word = one(application)
    widthOf(application.name, word)
    return application.terms.apply(operator, word.sort, [word])
  }
}

function division(operator: Extract<Operator, 'div' | 'mod'>): Meaning {
  return (application) => {
    const [dividend, divisor] = two(ofSort(INT_SORT, application))
    if (!isConstant(divisor) || divisor === application.terms.int(0n))
      throw new UnreadableTerm(`${operator} by what is no constant other than zero`)
    return application.terms.apply(operator, INT_SORT, [dividend, divisor])
  }
}

/** With constants added up. */
function linear(
  { terms }: Application,
  operator: Extract<Operator, '+' | '-' | '*'>,
  a: Term,
  b: Term,
): Term {
  if (a.kind === 'number' && b.kind === 'number') {
    if (operator === '*') return terms.int(a.value * b.value)
    return terms.int(operator === '+' ? a.value + b.value : a.value - b.value)
  }
  return terms.apply(operator, INT_SORT, [a, b])
}

function fold(application: Application, combine: (a: Term, b: Term) => Term): Term {
  return ofSort(INT_SORT, application).operands.reduce(combine)
}

function chain({ name, terms, operands }: Application, relate: (a: Term, b: Term) => Term): Term {
  if (operands.length < 2) throw miscounted(name, operands)
  return terms.and(...operands.slice(1).map((right, place) => relate(operands[place] ?? right, right)))
}

function one({ name, operands }: Application): Term {
  const [a, ...others] = operands
  if (a === undefined || others.length > 0) throw miscounted(name, operands)
  return a
}

function two({ name, operands }: Application): readonly [Term, Term] {
  const [a, b, ...others] = operands
  if (a === undefined || b === undefined || others.length > 0) throw miscounted(name, operands)
  return [a, b]
}

function miscounted(name: string, { length }: readonly Term[]): UnreadableTerm {
  return new UnreadableTerm(`${name} of ${String(length)} ${length === 1 ? 'operand' : 'operands'}`)
}

function ofSort(sort: Sort, application: Application): Application {
  const stranger = application.operands.find((operand) => !isSame(operand.sort, sort))
  if (stranger !== undefined) throw unsorted(application)
  return application
}

function ofOneSort(application: Application): Application {
  const [first] = application.operands
  return first === undefined ? application : ofSort(first.sort, application)
}

function ofOneWidth(application: Application): Application {
  const [first] = application.operands
  if (first?.sort.kind !== 'BitVec') throw unsorted(application)
  return ofSort(first.sort, application)
}

function widthOf(name: string, { sort }: Term): number {
  if (sort.kind !== 'BitVec') throw new UnreadableTerm(`${name} of what is no bit-vector`)
  return sort.width
}

function isSame(a: Sort, b: Sort): boolean {
  return a.kind === 'BitVec' ? b.kind === 'BitVec' && a.width === b.width : a.kind === b.kind
}

function unsorted({ name, operands }: Application): UnreadableTerm {
  const sorts = operands.map(({ sort }) =>
    sort.kind === 'BitVec' ? `a bit-vector of ${String(sort.width)}` : sort.kind,
  )
  return new UnreadableTerm(`${name} of ${sorts.join(' and ')}`)
}
