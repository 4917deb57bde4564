import { describe, expect, it } from 'vitest'
import { exactlyOne } from '../../src/encode/exactly-one.js'
import { BOOL_SORT, type Term } from '../../src/lower/term.js'
import { Terms } from '../../src/lower/terms.js'

/** The truth of a Boolean term under an assignment of its symbols. */
function isTrue(term: Term, assignment: ReadonlyMap<string, boolean>): boolean {
  if (term.kind === 'bool') return term.value
  if (term.kind === 'symbol') return assignment.get(term.name) ?? false
  if (term.kind !== 'application') throw new TypeError('not a Boolean')
  const operands = term.operands.map((operand) => isTrue(operand, assignment))
  switch (term.operator) {
    case 'not':
      return operands[0] === false
    case 'and':
      return operands.every(Boolean)
    case 'or':
      return operands.some(Boolean)
    case '=':
      return operands[0] === operands[1]
    default:
      throw new TypeError(`unexpected ${term.operator}`)
  }
}

describe('exactlyOne', () => {
  it.each([0, 1, 2, 5, 6, 7, 11])(
    'of %i literals allows just the assignments with one of them true',
    (count) => {
      const terms = new Terms()
      const literals = Array.from({ length: count }, (_, place) =>
        terms.symbol(`x${String(place)}`, BOOL_SORT, 'next'),
      )
      const commanders: string[] = []
      const constraints = exactlyOne(terms, literals, (place) => {
        commanders.push(`c${String(place)}`)
        return terms.symbol(`c${String(place)}`, BOOL_SORT, 'next')
      })
      const names = [...literals.map(({ name }) => name), ...commanders]
      const allowed = new Set<string>()
      for (let bits = 0; bits < 2 ** names.length; bits++) {
        const assignment = new Map(names.map((name, place) => [name, ((bits >> place) & 1) === 1]))
        if (constraints.every((constraint) => isTrue(constraint, assignment))) {
          allowed.add(literals.map(({ name }) => Number(assignment.get(name))).join(''))
        }
      }
      const expected = literals.map((_, one) => literals.map((__, place) => Number(place === one)).join(''))
      expect([...allowed].sort()).toEqual(expected.sort())
    },
  )

  it('needs fewer clauses than all pairs once there are many', () => {
    const terms = new Terms()
    const literals = Array.from({ length: 60 }, (_, place) =>
      terms.symbol(`x${String(place)}`, BOOL_SORT, 'next'),
    )
    const constraints = exactlyOne(terms, literals, (place) =>
      terms.symbol(`c${String(place)}`, BOOL_SORT, 'next'),
    )
    expect(constraints.length).toBeLessThan((60 * 59) / 2 / 5)
  })
})
