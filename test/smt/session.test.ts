import { describe, expect, it } from 'vitest'
import { openSolver } from '../../src/smt/open-solver.js'
import type { Logic } from '../../src/encode/logic.js'
import { preamble } from '../../src/smt/preamble.js'
import { openSession, Session } from '../../src/smt/session.js'
import { type OpenSolver, type Solver, SolverError } from '../../src/smt/solver.js'
import { loadZ3 } from '../../src/smt/z3.js'
import { maySkip, nativeSolvers } from './native.js'

const wasm = openSolver('wasm')
const onThread = loadZ3('asynchronous')
const solvers: readonly (readonly [string, OpenSolver])[] = [
  ['wasm', wasm],
  ['wasm, asynchronous', async () => (await onThread).open()],
  ...nativeSolvers.map((name) => [name, openSolver(name)] as const),
]

describe.each(solvers)('a session with %s', (name, open) => {
  const test = it.skipIf(maySkip(name.startsWith('wasm') ? process.execPath : name))

  async function using(logic: Logic, body: (session: Session) => Promise<void>): Promise<void> {
    const solver = await open()
    try {
      await body(await openSession(solver, { logic, produceModels: true, produceUnsatAssumptions: true }))
    } finally {
      await solver.close()
    }
  }

  test.each(['QF_BV', 'QF_LIA', 'QF_NIA'] as const)('opens in %s without a word', async (logic) => {
    const solver = await open()
    for (const produceModels of [false, true]) {
      for (const produceUnsatAssumptions of [false, true]) {
        const printed = await solver.run(preamble({ logic, produceModels, produceUnsatAssumptions }))
        expect(printed).toBe('')
        await solver.run('(reset)')
      }
    }
    await solver.close()
  })

  test('decides, incrementally and under assumptions', () =>
    using('QF_BV', async (session) => {
      await session.run('(declare-const a Bool)\n(declare-const b Bool)\n(assert (or a b))')
      expect(await session.check()).toBe('sat')
      expect(await session.check(['(not a)', '(not b)'])).toBe('unsat')
      expect(await session.check(['(not a)'])).toBe('sat')
      await session.run('; comments do no harm (\n(assert (not a))\n(assert (not b)) ; nor here')
      expect(await session.check()).toBe('unsat')
    }))

  test('gives the values of Booleans and bit-vectors, under the symbols as they were given', () =>
    using('QF_BV', async (session) => {
      await session.run(`
        (declare-const |flag| Bool) (declare-const |endpoint[0].active@3| Bool)
        (declare-const odd (_ BitVec 3)) (declare-const hex (_ BitVec 8)) (declare-const wide (_ BitVec 64))
        (assert (and flag (not |endpoint[0].active@3|)))
        (assert (= odd #b110)) (assert (= hex #xfe)) (assert (= wide (bvnot #x0000000000000001)))`)
      expect(await session.check()).toBe('sat')
      const values = await session.values(['|flag|', '|endpoint[0].active@3|', 'odd', 'hex', 'wide'])
      expect([...values]).toStrictEqual([
        ['|flag|', true],
        ['|endpoint[0].active@3|', false],
        ['odd', 6],
        ['hex', 254],
        ['wide', 2n ** 64n - 2n],
      ])
      expect(await session.values([])).toEqual(new Map())
    }))

  test.each(['QF_LIA', 'QF_NIA'] as const)('gives the values of integers in %s', (logic) =>
    using(logic, async (session) => {
      await session.run(`
        (declare-const p Int) (declare-const n Int) (declare-const huge Int)
        (assert (and (= p 3) (= (+ n p) 0) (= huge (- 9007199254740993))))`)
      expect(await session.check()).toBe('sat')
      expect([...(await session.values(['huge', 'n', 'p']))]).toStrictEqual([
        ['huge', -9007199254740993n],
        ['n', -3],
        ['p', 3],
      ])
    }),
  )

  test('names assumptions that suffice, as they were given', () =>
    using('QF_BV', async (session) => {
      await session.run(`(declare-const |a| Bool) (declare-const |b c| Bool) (declare-const d Bool)
        (assert (or (not a) |b c|))`)
      expect(await session.check(['d', '(not |b c|)', '|a|'])).toBe('unsat')
      const core = await session.core()
      expect([...core].sort()).toEqual(['(not |b c|)', '|a|'])
      await session.run('(assert (and |a| (not |b c|)))')
      expect(await session.check()).toBe('unsat')
      expect(await session.core()).toEqual([])
    }))

  test.each([
    ['an unknown constant', '(assert |no"where|)', /did not accept \(assert \|no"where\|\): .*no"where/s],
    ['an unknown command', '(make-coffee)', /did not accept \(make-coffee\)/],
    ['wrong sorts', '(assert (bvadd #b1 #b10))', /did not accept \(assert \(bvadd #b1 #b10\)\)/],
  ])('refuses %s', (_, script, message) =>
    using('QF_BV', async (session) => {
      const error = await failureOf(session.run(script))
      expect(error.message).toMatch(message)
    }),
  )

  test('refuses a script that does not close', () =>
    using('QF_BV', async (session) => {
      await failureOf(session.run('(assert (not true)'))
    }))

  test('refuses values when there is no model, and a core when there is none', () =>
    using('QF_BV', async (session) => {
      await session.run('(declare-const a Bool) (assert a)')
      expect(await session.check(['(not a)'])).toBe('unsat')
      await failureOf(session.values(['a']))
    }).then(() =>
      using('QF_BV', async (session) => {
        await session.run('(declare-const a Bool) (assert a)')
        expect(await session.check(['a'])).toBe('sat')
        await failureOf(session.core())
      }),
    ))

  test('keeps solvers apart', async () => {
    await using('QF_BV', (one) =>
      using('QF_LIA', async (other) => {
        await one.run('(declare-const x (_ BitVec 2)) (assert (= x #b10))')
        await other.run('(declare-const x Int) (assert (> x 5)) (assert (< x 7))')
        expect(await Promise.all([one.check(), other.check()])).toEqual(['sat', 'sat'])
        expect(await Promise.all([one.values(['x']), other.values(['x'])])).toEqual([
          new Map([['x', 2]]),
          new Map([['x', 6]]),
        ])
      }),
    )
  })

  test('refuses to run once closed, and may be closed twice', async () => {
    const solver = await open()
    await solver.close()
    await solver.close()
    expect((await failureOf(solver.run('(check-sat)'))).message).toContain('is closed')
  })

  test('fails the query that it is closed upon', async () => {
    const solver = await open()
    const refused = failureOf(solver.run('(check-sat)'))
    await solver.close()
    expect((await refused).message).toContain('is closed')
  })

  test('answers questions asked at once in their order', () =>
    using('QF_BV', async (session) => {
      const echoes = Array.from({ length: 20 }, (_, index) => session.run(`(echo "e${index}")`))
      const answers = await Promise.all(echoes)
      expect(answers.map((answer) => answer.replaceAll('"', ''))).toEqual(
        Array.from({ length: 20 }, (_, index) => `e${index}\n`),
      )
    }))
})

describe('a session', () => {
  /** A solver of canned answers. */
  function saying(...answers: readonly string[]): Solver {
    const rest = [...answers]
    return { name: 'parrot', run: () => Promise.resolve(rest.shift() ?? ''), close: () => Promise.resolve() }
  }

  it('asks without assumptions by check-sat and with them by check-sat-assuming', async () => {
    const asked: string[] = []
    const session = new Session({
      ...saying(),
      run: (script) => {
        asked.push(script)
        return Promise.resolve('unknown\n')
      },
    })
    expect(await session.check()).toBe('unknown')
    expect(await session.check(['a', '(not b)'])).toBe('unknown')
    expect(asked).toEqual(['(check-sat)', '(check-sat-assuming (a (not b)))'])
  })

  it.each([
    ['(:reason-unknown "timeout")\n', 'timeout'],
    ['(:reason-unknown incomplete)\n', 'incomplete'],
  ])('reads why the answer is unknown from %j', async (answer, reason) => {
    expect(await new Session(saying(answer)).reasonUnknown()).toBe(reason)
  })

  it('tells why Z3 does not know', async () => {
    const solver = await wasm()
    const session = await openSession(solver, {
      logic: 'QF_BV',
      produceModels: false,
      produceUnsatAssumptions: false,
    })
    await session.run(`(set-option :rlimit 1000)
      (declare-const a (_ BitVec 60)) (declare-const b (_ BitVec 60))
      (assert (= (bvmul a b) (_ bv1000000016000000063 60))) (assert (bvugt a (_ bv1 60))) (assert (bvugt b (_ bv1 60)))`)
    expect(await session.check()).toBe('unknown')
    expect(await session.reasonUnknown()).not.toBe('')
    await solver.close()
  })

  it.each<[string, (session: Session) => Promise<unknown>]>([
    ['maybe\n', (session) => session.check()],
    ['sat\nsat\n', (session) => session.check()],
    ['', (session) => session.check()],
    ['timeout\n', (session) => session.reasonUnknown()],
    ['(:reason-unknown', (session) => session.reasonUnknown()],
    ['((x true))\n', (session) => session.values(['x', 'y'])],
    ['((y true))\n', (session) => session.values(['x'])],
    ['((x z))\n', (session) => session.values(['x'])],
    ['((x))\n', (session) => session.values(['x'])],
    ['true\n', (session) => session.values(['x'])],
    ['((x true)\n', (session) => session.values(['x'])],
  ])('does not take %j for an answer', async (answer, ask) => {
    expect((await failureOf(ask(new Session(saying(answer))))).solver).toBe('parrot')
  })

  it('needs no core of no assumptions', async () => {
    const session = new Session(saying('unsat\n', '(error "no assumptions")\n'))
    expect(await session.check()).toBe('unsat')
    expect(await session.core()).toEqual([])
  })

  it('does not take an assumption of an earlier query for one of the last', async () => {
    const session = new Session(saying('unsat\n', 'unsat\n', '(a)\n'))
    await session.check(['a', 'b'])
    await session.check(['b'])
    await failureOf(session.core())
  })

  it.each(['(c)\n', 'a\n', '((not a))\n'])('does not take %j for a core of a and b', async (answer) => {
    const session = new Session(saying('unsat\n', answer))
    await session.check(['a', 'b'])
    await failureOf(session.core())
  })

  it('does not open when the solver has something to say about the preamble', async () => {
    const options = { logic: 'QF_BV', produceModels: true, produceUnsatAssumptions: true } as const
    expect((await failureOf(openSession(saying('success\nsuccess\nsuccess\n'), options))).message).toBe(
      'parrot answered the preamble for QF_BV by success success success',
    )
  })
})

async function failureOf(attempt: Promise<unknown>): Promise<SolverError> {
  const error: unknown = await attempt.then(
    (value) => new Error(`expected a SolverError, got ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  )
  if (error instanceof SolverError) return error
  throw error
}
