import { describe, expect, it } from 'vitest'
import { bitVecSort, type Term } from '../../src/lower/term.js'
import { Terms } from '../../src/lower/terms.js'
import { TermPrinter } from '../../src/smt/term-printer.js'

describe('a printed term', () => {
  const terms = new Terms()
  const symbol = terms.symbol('x', bitVecSort(8), 'current')
  const double = (term: Term): Term => terms.apply('bvadd', symbol.sort, [term, term])
  const printer = new TermPrinter()

  it('has the names that it is given', () => {
    const term = double(symbol)
    expect(printer.print(term, () => 'a')).toBe('(bvadd a a)')
    expect(printer.print(term, ({ name, frame }) => `${name}-${frame}`)).toBe('(bvadd x-current x-current)')
  })

  it('says once what it uses more than once, so that its length goes with its distinct parts', () => {
    let term: Term = symbol
    for (let k = 0; k < 100; k++) term = double(term)
    const text = printer.print(term, () => 'x')
    expect(text).toMatch(/^\(let \(\(\?0 \(bvadd x x\)\)\) \(let \(\(\?1 \(bvadd \?0 \?0\)\)\) /)
    expect(text.match(/bvadd/g)).toHaveLength(100)
  })
})
