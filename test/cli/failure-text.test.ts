import { describe, expect, it } from 'vitest'
import { describeFailure } from '../../src/cli/failure-text.js'
import { SelfCheckError } from '../../src/engine/self-check-error.js'
import { ModelError } from '../../src/ir/model-error.js'
import { SolverError } from '../../src/smt/solver.js'

const describeBriefly = (error: unknown) => describeFailure(error, { verbose: false })

describe('a failure', () => {
  it('of our own checks is 70, says that there is no verdict, and asks for a report', () => {
    const { exitCode, text } = describeBriefly(new SelfCheckError('step 3: enactor[0].flip is not enabled'))
    expect(exitCode).toBe(70)
    expect(text).toBe(
      [
        'premortem: Two of our own answers disagree, so there is no verdict. This is a defect of premortem, not of your model.',
        '  step 3: enactor[0].flip is not enabled',
        'Please report it, with the model, this command, and what it prints with --verbose.',
        '',
      ].join('\n'),
    )
  })

  it('that nobody foresaw is 70 too', () => {
    const { exitCode, text } = describeBriefly(new TypeError('x is undefined\nand more'))
    expect(exitCode).toBe(70)
    expect(text).toContain('  x is undefined\nPlease report it')
  })

  it('of the solver is no defect', () => {
    expect(describeBriefly(new SolverError('z3', 'out of memory'))).toEqual({
      exitCode: 2,
      text: 'premortem: The solver failed: out of memory\n  Another one can be chosen with --solver.\n',
    })
  })

  it('of a model has its code, and its place where it has one', () => {
    const error = new ModelError('unknown-label', 'There is no step `x`.', 'There is `y`.', {
      file: '/m/model.ts',
      line: 3,
    })
    expect(describeBriefly(error)).toEqual({
      exitCode: 2,
      text: 'premortem: /m/model.ts:3: There is no step `x`.\n  There is `y`. [unknown-label]\n',
    })
  })

  it('has the stack trace of its cause only when that is wanted', () => {
    const error = new TypeError('outer', { cause: new Error('inner') })
    expect(describeFailure(error, { verbose: true }).text).toMatch(
      /TypeError: outer\n +at [^]*Error: inner\n +at /,
    )
    expect(describeBriefly(error).text).not.toMatch(/^ +at /m)
  })
})
