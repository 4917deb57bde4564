import type { ScalarSystem } from '../../lower/scalar-system.js'
import type { Cell } from '../../lower/cell.js'
import type { Application, Symbol, Term } from '../../lower/term.js'
import { SmtlibPrinter } from '../../smt/smtlib.js'
import { at } from '../../encode/command.js'
import type { Cube } from '../clauses/cube.js'
import type { Orbit } from '../clauses/orbit.js'

/** One line for each orbit of clauses, in the model's own names; what symmetry repeats is said once, `for all`. */
export function showClauses(system: ScalarSystem, orbits: readonly Orbit[]): readonly string[] {
  const cells = new Map(system.cells.map((cell) => [cell.current, cell]))
  return orbits.map((orbit) => generalised(showClause(cells, orbit[0]), orbit))
}

function showClause(cells: ReadonlyMap<Symbol, Cell>, { literals }: Cube): string {
  return apart(literals.map((literal) => show(cells, literal, false))).join('  or  ')
}

/** `x < 3` or `x > 3` is said as `x != 3`. */
function apart(alternatives: readonly string[]): readonly string[] {
  return alternatives.flatMap((text) => {
    if (text.includes(' < ') && alternatives.includes(text.replace(' < ', ' > ')))
      return [text.replace(' < ', ' != ')]
    return text.includes(' > ') && alternatives.includes(text.replace(' > ', ' < ')) ? [] : [text]
  })
}

/** `enactor[0]` and `enactor[1]` become `enactor[i]` and `enactor[j]` where the orbit has them all. */
function generalised(clause: string, orbit: Orbit): string {
  if (orbit.length === 1) return clause
  const letters = ['i', 'j', 'k', 'l', 'm', 'n']
  const places = [...new Set(clause.match(/[^\s[\]().]+\[\d+\]/g) ?? [])]
  const moved = places.filter((place) =>
    orbit.some(({ literals }) => !literals.some((literal) => mentions(literal, place))),
  )
  const names = new Map<string, string>()
  for (const place of moved) {
    const letter = letters[names.size]
    if (letter !== undefined) names.set(place, place.replace(/\[\d+\]$/, `[${letter}]`))
  }
  const text = [...names].reduce((rest, [place, name]) => rest.replaceAll(place, name), clause)
  return names.size === 0
    ? text
    : `for every ${[...names.values()].join(', ')}${names.size > 1 ? ' (different ones)' : ''}:  ${text}`
}

function mentions(term: Term, place: string): boolean {
  if (term.kind === 'symbol') return term.name.startsWith(place)
  return term.kind === 'application' && term.operands.some((operand) => mentions(operand, place))
}

/** A literal, or its negation, as people write it. */
function show(cells: ReadonlyMap<Symbol, Cell>, term: Term, positive: boolean): string {
  if (term.kind === 'symbol') return positive ? term.name : `not ${term.name}`
  if (term.kind !== 'application') return String(term.kind === 'bool' ? term.value === positive : term.value)
  const [left, right] = term.operands
  if (term.operator === 'not' && left !== undefined) return show(cells, left, !positive)
  const sign = RELATIONS[term.operator]
  if (sign === undefined || left === undefined || right === undefined) return fallback(term, positive)
  const [of] = [left, right].flatMap((side) => (side.kind === 'symbol' ? (cells.get(side) ?? []) : []))
  const isSigned = term.operator === 'bvslt' || term.operator === 'bvsle'
  const [a, b] = [left, right].map((side) => operand(side, of) ?? (isSigned ? undefined : sum(side, of)))
  if (a === undefined || b === undefined) return fallback(term, positive)
  return left.kind === 'number'
    ? `${b} ${positive ? sign.mirrored : sign.mirroredNot} ${a}`
    : `${a} ${positive ? sign.is : sign.isNot} ${b}`
}

const LESS = { is: '<', isNot: '>=', mirrored: '>', mirroredNot: '<=' }
const AT_MOST = { is: '<=', isNot: '>', mirrored: '>=', mirroredNot: '<' }
const RELATIONS: Partial<Record<Application['operator'], typeof LESS>> = {
  '=': { is: '=', isNot: '!=', mirrored: '=', mirroredNot: '!=' },
  bvult: LESS,
  bvslt: LESS,
  '<': LESS,
  bvule: AT_MOST,
  bvsle: AT_MOST,
  '<=': AT_MOST,
}

function operand(term: Term, beside: Cell | undefined): string | undefined {
  if (term.kind === 'symbol') return term.name
  if (term.kind === 'application' && (term.operator === 'zero_extend' || term.operator === 'sign_extend')) {
    const [inner] = term.operands
    return inner === undefined ? undefined : operand(inner, beside)
  }
  if (term.kind !== 'number') return undefined
  if (beside?.type.kind === 'enum') return beside.type.values[Number(term.value)]
  const isSigned = beside?.type.kind === 'range' && beside.type.lo < 0
  return String(
    isSigned && term.sort.kind === 'BitVec' ? BigInt.asIntN(term.sort.width, term.value) : term.value,
  )
}

/** `x + 3`, which the solver counts modulo a power of two; whether the cell is ever so large is not asked. */
function sum(term: Term, beside: Cell | undefined): string | undefined {
  if (term.sort.kind !== 'BitVec') return undefined
  let [rest, added] = [term, 0n]
  while (rest.kind === 'application' && rest.operator === 'bvadd') {
    const [left, right]: readonly Term[] = rest.operands
    if (left === undefined || right?.kind !== 'number') return undefined
    ;[rest, added] = [left, added + right.value]
  }
  const text = operand(rest, beside)
  const modulus = 2n ** BigInt(term.sort.width)
  return text === undefined ? undefined : `(${text} + ${String(added % modulus)}) mod ${String(modulus)}`
}

function fallback(term: Term, positive: boolean): string {
  const text = new SmtlibPrinter().term(at(term, 0)).replaceAll('@0|', '').replaceAll('|', '')
  return positive ? text : `not ${text}`
}
