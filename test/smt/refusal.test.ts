import { describe, expect, it } from 'vitest'
import { errorIn, refuseErrors, shortened } from '../../src/smt/refusal.js'
import { SolverError } from '../../src/smt/solver.js'

describe('errorIn', () => {
  it.each([
    ['(error "line 1 column 8: unknown constant y")\n', 'line 1 column 8: unknown constant y'],
    ['sat\n(error "first")\n(error "second")\nsat\n', 'first'],
    ['(error "unknown constant n\\"o")\nsat\n', 'unknown constant n"o'],
    ['(error "unknown constant n""o")\nsat\n', 'unknown constant n"o'],
    [
      '(error "Symbol n"o is not declared.\n\n  (assert |n"o|)\n")\n',
      'Symbol n"o is not declared.\n\n  (assert |n"o|)\n',
    ],
    ['(error out-of-paper)\n', '(error out-of-paper)'],
    ['sat\nunsupported\n', 'unsupported'],
    ['unsupported\n; foo line: 17 position: 4\n', 'unsupported\n; foo line: 17 position: 4'],
  ])('finds the complaint in %j', (output, message) => {
    expect(errorIn(output)).toBe(message)
  })

  it.each(['', 'sat\n', '((x true)\n (error true))\n', '((|(error "a")| true))\n', 'unsupported-feature\n'])(
    'finds none in %j',
    (output) => {
      expect(errorIn(output)).toBeUndefined()
    },
  )
})

describe('refuseErrors', () => {
  it('passes on an answer', () => {
    expect(refuseErrors('some solver', '(check-sat)', 'sat\n')).toBe('sat\n')
  })

  it('says who refused what and why', () => {
    const attempt = (): unknown =>
      refuseErrors('some solver', '(assert\n  y)', '(error "unknown\nconstant y")\n')
    expect(attempt).toThrow(SolverError)
    expect(attempt).toThrow('some solver did not accept (assert y): unknown constant y')
  })
})

describe('shortened', () => {
  it('leaves a short text, on one line', () => {
    expect(shortened(' (assert\n\t y) \n')).toBe('(assert y)')
  })

  it('cuts a long one and says how long it was', () => {
    const short = shortened('x'.repeat(5000))
    expect(short).toMatch(/^x+\.\.\. \(5000 characters\)$/)
    expect(short.length < 300).toBe(true)
  })
})
