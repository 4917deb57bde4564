import { describe, expect, it } from 'vitest'
import { quotation } from '../../../src/report/explanation/quotation.js'

const FILE = `
  properties: {
    short: invariant(a.is(1)), // (not this)
    long: transition(
      all(endpoint, ({ active }) => // of each :-)
        next(active).atLeast(active)),
    ),
    'quoted name': reachable(name.is(')')),
    one: invariant(a), two: invariant(b),
    none: something(a),
    open: invariant(all([
      1,
      2,
      3,
      4,
      5,
      6,
      7,
    ])),
  },
  write: step(assert(a.or(/* ) */ b)), a.becomes(true)),
  text: invariant(a.is(\`(\${b}\`)),
  cut: invariant(a.is(1),
`

describe('the text of a property', () => {
  it.each([
    ['in a line', 3, 'short: invariant(a.is(1))'],
    [
      'in several, without the indentation that they share',
      4,
      'long: transition(\n  all(endpoint, ({ active }) => // of each :-)\n    next(active).atLeast(active)),\n)',
    ],
    ['with a quoted name and a parenthesis in quotes', 8, "'quoted name': reachable(name.is(')'))"],
    ['of an assertion inside a step', 21, 'assert(a.or(/* ) */ b))'],
    ['with a template', 22, 'text: invariant(a.is(`(${b}`))'],
  ])('stands %s', (_, line, text) => {
    expect(quotation(FILE, line)).toBe(text)
  })

  it.each([
    ['two stand in the line', 9],
    ['none does', 10],
    ['it is too long', 11],
    ['it does not end', 23],
    ['there is no such line', 99],
  ])('is unknown where %s', (_, line) => {
    expect(quotation(FILE, line)).toBeUndefined()
  })
})
