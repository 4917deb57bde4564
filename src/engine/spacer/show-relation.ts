import { at } from '../../encode/command.js'
import type { ScalarSystem } from '../../lower/scalar-system.js'
import type { Term } from '../../lower/term.js'
import { SmtlibPrinter } from '../../smt/smtlib.js'
import { linear, type Linear } from './linear.js'

/** How a sum compares with zero. */
export type Relation = 'at least' | 'equal' | 'unequal'

/** `x <= 3`, `2 * x = y + 1`, `worker.pc != done`. */
export function showRelation({ cells }: ScalarSystem, relation: Relation, sum: Linear): string {
  const [only, second] = sum.coefficients
  if (only === undefined || second !== undefined) return twoSided(relation, sum)
  const [unknown, coefficient] = only
  if (coefficient !== 1n && coefficient !== -1n) return twoSided(relation, sum)
  const type = cells.find(({ current }) => current === unknown)?.type
  const bound = -sum.constant * coefficient
  const sign = relation === 'at least' ? (coefficient === 1n ? '>=' : '<=') : SIGNS[relation]
  if (type?.kind === 'enum') return memberRelation(unknown, sign, bound, type.values)
  const isNone = sign === '<=' && bound === 0n && isRemainder(unknown)
  return `${showTerm(unknown)} ${isNone ? '=' : sign} ${String(bound)}`
}

/** Never negative. */
function isRemainder(term: Term): boolean {
  return term.kind === 'application' && term.operator === 'mod'
}

const SIGNS = { 'at least': '>=', equal: '=', unequal: '!=' } as const

/** Compared by the order of its members; at the ends of an enumeration, with `=` or `!=`. */
function memberRelation(term: Term, sign: string, bound: bigint, values: readonly string[]): string {
  const name = showTerm(term)
  const last = values.length - 1
  const place = Number(bound)
  const value = values[place]
  if (value === undefined) return `${name} ${sign} ${String(bound)}`
  if (sign === '>=' && place === last) return `${name} = ${value}`
  if (sign === '>=' && place === 1) return `${name} != ${values[0] ?? value}`
  if (sign === '<=' && place === 0) return `${name} = ${value}`
  if (sign === '<=' && place === last - 1) return `${name} != ${values[last] ?? value}`
  return `${name} ${sign} ${value}`
}

/** What is positive on the left, what is negative on the right, the constant where it is positive; alone it stands on the right. */
function twoSided(relation: Relation, { coefficients, constant }: Linear): string {
  const positive = [...coefficients].filter(([, coefficient]) => coefficient > 0n)
  const negative = [...coefficients].flatMap(([term, coefficient]) =>
    coefficient < 0n ? [[term, -coefficient] as const] : [],
  )
  if (negative.length === 0) return `${showSum(positive)} ${SIGNS[relation]} ${String(-constant)}`
  if (positive.length === 0) {
    return `${showSum(negative)} ${relation === 'at least' ? '<=' : SIGNS[relation]} ${String(constant)}`
  }
  if (relation === 'at least' && constant === -1n) return `${showSum(positive)} > ${showSum(negative)}`
  if (relation === 'at least' && constant > 0n)
    return `${showSum(negative)} <= ${showSum(positive, constant)}`
  return constant > 0n
    ? `${showSum(negative)} ${SIGNS[relation]} ${showSum(positive, constant)}`
    : `${showSum(positive)} ${SIGNS[relation]} ${showSum(negative, -constant)}`
}

function showSum(parts: Iterable<readonly [Term, bigint]>, constant = 0n): string {
  const products = [...parts].map(([term, coefficient]) =>
    coefficient === 1n ? showTerm(term) : `${String(coefficient)} * ${showTerm(term)}`,
  )
  const isNothing = constant === 0n && products.length > 0
  return [...products, ...(isNothing ? [] : [String(constant)])].join(' + ').replaceAll('+ -', '- ')
}

/** A symbol by its name, quotients and remainders in infix form, anything else as SMT-LIB writes it. */
export function showTerm(term: Term): string {
  if (term.kind === 'symbol') return term.name
  if (term.kind === 'application' && (term.operator === 'mod' || term.operator === 'div')) {
    const sums = term.operands.map(linear).map(({ coefficients, constant }) => {
      const sum = showSum(coefficients, constant)
      return sum.includes(' ') ? `(${sum})` : sum
    })
    return `(${sums.join(` ${term.operator} `)})`
  }
  return new SmtlibPrinter().term(at(term, 0)).replaceAll(/\|([^|]*)@0\|/g, '$1')
}
