import type { ScalarSystem } from '../../lower/scalar-system.js'
import type { Term } from '../../lower/term.js'
import { content, floorDivide, linear, plus, times, type Linear } from './linear.js'
import { showRelation, showTerm, type Relation } from './show-relation.js'

/** One line for each conjunct of the invariant, in the model's own names: inequalities solved for what is positive, `not` only at flags. */
export function showInvariant(system: ScalarSystem, invariant: Term): readonly string[] {
  if (invariant === system.terms.true) return []
  const formula = normal(invariant, true)
  const lines = formula.kind === 'and' ? formula.parts : [formula]
  return lines.map((line) => show(system, line, 'top'))
}

/** A formula in negation normal form. */
type Formula = Junction | RelationFormula | { readonly kind: 'text'; readonly text: string }

interface Junction {
  readonly kind: 'and' | 'or'
  readonly parts: readonly Formula[]
}

interface RelationFormula {
  readonly kind: 'relation'
  readonly relation: Relation
  /** Compared with zero. */
  readonly sum: Linear
}

function normal(term: Term, positive: boolean): Formula {
  if (term.kind !== 'application') return { kind: 'text', text: atomText(term, positive) }
  const [first, second, third] = term.operands
  switch (term.operator) {
    case 'not':
      if (first !== undefined) return normal(first, !positive)
      break
    case 'and':
    case 'or':
      return junction(
        (term.operator === 'and') === positive ? 'and' : 'or',
        term.operands.map((operand) => normal(operand, positive)),
      )
    case '<':
    case '<=':
      if (first !== undefined && second !== undefined) {
        // Over integers a < b is b - a - 1 >= 0, and not a <= b is a - b - 1 >= 0.
        const [low, high] = positive ? [first, second] : [second, first]
        const isStrict = (term.operator === '<') === positive
        return relation('at least', difference(high, low, isStrict ? -1n : 0n))
      }
      break
    case '=':
      if (first?.sort.kind === 'Int' && second !== undefined)
        return relation(positive ? 'equal' : 'unequal', difference(first, second, 0n))
      if (first?.kind === 'symbol' && second?.kind === 'symbol')
        return { kind: 'text', text: `${first.name} ${positive ? '=' : '!='} ${second.name}` }
      if (first !== undefined && second !== undefined)
        return eitherOr(first, normal(second, positive), normal(second, !positive))
      break
    case 'ite':
      if (first !== undefined && second !== undefined && third !== undefined)
        return eitherOr(first, normal(second, positive), normal(third, positive))
      break
    default:
      break
  }
  return { kind: 'text', text: atomText(term, positive) }
}

/** The one where the condition is true, the other where it is not. */
function eitherOr(condition: Term, whenTrue: Formula, whenFalse: Formula): Formula {
  return junction('and', [
    junction('or', [normal(condition, false), whenTrue]),
    junction('or', [normal(condition, true), whenFalse]),
  ])
}

function difference(a: Term, b: Term, constant: bigint): Linear {
  const sum = plus(linear(a), times(linear(b), -1n))
  return { ...sum, constant: sum.constant + constant }
}

/** With coefficients as small as integers allow. */
function relation(kind: Relation, sum: Linear): Formula {
  const divisor = content(sum)
  if (kind !== 'at least' && sum.constant % divisor !== 0n) return { kind: 'relation', relation: kind, sum }
  const coefficients = new Map([...sum.coefficients].map(([term, each]) => [term, each / divisor]))
  return {
    kind: 'relation',
    relation: kind,
    sum: { coefficients, constant: floorDivide(sum.constant, divisor) },
  }
}

function junction(kind: Junction['kind'], formulas: readonly Formula[]): Formula {
  const parts = merged(
    kind,
    formulas.flatMap((formula) => (formula.kind === kind ? formula.parts : [formula])),
  )
  const [only] = parts
  return parts.length === 1 && only !== undefined ? only : { kind, parts }
}

/** `x <= 3 and x >= 3` is said as `x = 3`, `x < 3 or x > 3` as `x != 3`. */
function merged(kind: Junction['kind'], formulas: readonly Formula[]): readonly Formula[] {
  const gap = kind === 'and' ? 0n : -2n
  const parts: Formula[] = []
  for (const formula of formulas) {
    const place = parts.findIndex((other) => isOpposite(formula, other, gap))
    if (place < 0 || formula.kind !== 'relation') {
      parts.push(formula)
      continue
    }
    parts[place] =
      kind === 'and'
        ? { ...formula, relation: 'equal' }
        : {
            kind: 'relation',
            relation: 'unequal',
            sum: { ...formula.sum, constant: formula.sum.constant + 1n },
          }
  }
  return parts
}

/** Whether the sums of two inequalities differ only in their sign and add up to the constant. */
function isOpposite(a: Formula, b: Formula, constant: bigint): boolean {
  if (a.kind !== 'relation' || b.kind !== 'relation') return false
  if (a.relation !== 'at least' || b.relation !== 'at least') return false
  const sum = plus(a.sum, b.sum)
  return sum.coefficients.size === 0 && sum.constant === constant
}

function show(system: ScalarSystem, formula: Formula, place: 'top' | 'inner'): string {
  switch (formula.kind) {
    case 'text':
      return formula.text
    case 'relation':
      return showRelation(system, formula.relation, formula.sum)
    case 'and':
    case 'or': {
      const parts = formula.parts.map((part) => show(system, part, 'inner'))
      return place === 'top' ? parts.join(`  ${formula.kind}  `) : `(${parts.join(` ${formula.kind} `)})`
    }
  }
}

function atomText(term: Term, positive: boolean): string {
  if (term.kind === 'bool') return String(term.value === positive)
  return positive ? showTerm(term) : `not ${showTerm(term)}`
}
