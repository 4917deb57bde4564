import { describe, expect, it } from 'vitest'
import { nativeArguments, openSolver } from '../../src/smt/open-solver.js'
import { SolverError } from '../../src/smt/solver.js'
import { maySkip, nativeSolvers } from './native.js'

describe('nativeArguments', () => {
  const cvc5 = ['--incremental', '--produce-models', '--lang', 'smt2']

  it.each<[string, readonly string[]]>([
    ['z3', ['-in', '-smt2']],
    ['cvc5', cvc5],
    ['/opt/z3/bin/cvc5-Linux-static', cvc5],
    ['/opt/cvc5/bin/z3-4.13', ['-in', '-smt2']],
    ['./Z3.exe', ['-in', '-smt2']],
    ['yices-smt2', ['--incremental']],
    ['bitwuzla', ['--lang', 'smt2']],
    ['mathsat', ['-input=smt2']],
    ['./my-solver', []],
  ])('knows what %s wants', (program, args) => {
    expect(nativeArguments(program)).toEqual(args)
  })
})

describe('openSolver', () => {
  it('opens Z3 in WASM', async () => {
    const solver = await openSolver('wasm')()
    expect(solver.name).toMatch(/^z3 .* \(WASM\)$/)
    await solver.close()
  })

  for (const name of nativeSolvers) {
    it.skipIf(maySkip(name))(`opens the native ${name}`, async () => {
      const solver = await openSolver(name)()
      expect(solver.name).toMatch(new RegExp(`^${name} \\d+\\.\\d+`))
      await solver.close()
    })
  }

  it('does not start a program before a solver is opened', async () => {
    const open = openSolver('./premortem-no-such-solver')
    await expect(open()).rejects.toThrow(SolverError)
  })
})
