import { describe, expect, it } from 'vitest'
import { openSolver } from '../../src/smt/open-solver.js'
import { SolverError } from '../../src/smt/solver.js'
import { type Evaluation, loadZ3 } from '../../src/smt/z3.js'
import { describeCrash } from '../../src/smt/z3-crash.js'

/** A query that needs more memory than it lets Z3 have, upon which Z3 ends itself. */
const tooLarge = `(set-option :memory_max_size 40)
  (declare-const a (_ BitVec 2000)) (declare-const b (_ BitVec 2000))
  (assert (= (bvmul a b) (bvadd a #b${'01'.repeat(1000)}))) (check-sat)`

const evaluations: readonly Evaluation[] = ['synchronous', 'asynchronous']

describe.each(evaluations)('%s Z3', (evaluation) => {
  it('says its name and version', async () => {
    const solver = await (await loadZ3(evaluation)).open()
    expect(solver.name).toMatch(/^z3 \d+\.\d+\.\d+ \(WASM\)$/)
    const version = await solver.run('(get-info :version)')
    expect(`z3 ${/"(.*)"/.exec(version)?.[1] ?? ''} (WASM)`).toBe(solver.name)
    await solver.close()
  })

  it('reads scripts of many megabytes, to their end', async () => {
    const solver = await (await loadZ3(evaluation)).open()
    const declarations = Array.from(
      { length: 200_000 },
      (_, index) => `(declare-const v${index} Bool)\n`,
    ).join('')
    expect(await solver.run(`${declarations}(assert v199999)(check-sat)(echo "→")`)).toBe('sat\n→\n')
    await solver.close()
  })

  it('refuses a script with a NUL character, which would hide the rest from Z3', async () => {
    const solver = await (await loadZ3(evaluation)).open()
    await expect(solver.run('(check-sat)\0(check-sat)')).rejects.toThrow('NUL')
    await solver.close()
  })

  it('ends with a SolverError when memory runs out, and refuses all further use', async () => {
    const { exitCode } = process
    const z3 = await loadZ3(evaluation)
    const [solver, other] = [await z3.open(), await z3.open()]
    expect(z3.broken).toBe(false)
    const failure = await solver.run(tooLarge).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(SolverError)
    expect(String(failure)).toMatch(/z3 .* \(WASM\) ran out of memory/)
    expect(z3.broken).toBe(true)
    await expect(solver.run('(check-sat)')).rejects.toThrow(/ran out of memory/)
    await expect(other.run('(check-sat)')).rejects.toThrow(/ran out of memory/)
    await expect(z3.open()).rejects.toThrow(SolverError)
    await Promise.all([solver.close(), other.close()])
    expect(process.exitCode).toBe(exitCode)
  })
})

it('interrupts a query on a thread when its solver is closed', async () => {
  const z3 = await loadZ3('asynchronous')
  const [busy, other] = [await z3.open(), await z3.open()]
  const query = busy.run(`(declare-const a (_ BitVec 60)) (declare-const b (_ BitVec 60))
    (assert (= (bvmul a b) (_ bv1000000016000000063 60)))
    (assert (bvugt a (_ bv1 60))) (assert (bvult a (_ bv1073741824 60)))
    (assert (bvugt b (_ bv1 60))) (assert (bvult b (_ bv1073741824 60))) (check-sat)`)
  const refused = expect(query).rejects.toThrow('is closed')
  const next = other.run('(check-sat)')
  await new Promise((resolve) => setTimeout(resolve, 50))
  await busy.close()
  await refused
  expect(await next).toBe('sat\n')
  await other.close()
})

it('closes a solver although its instance breaks meanwhile', async () => {
  const z3 = await loadZ3()
  const [doomed, other] = [await z3.open(), await z3.open()]
  const failed = expect(doomed.run(tooLarge)).rejects.toThrow(SolverError)
  await other.close()
  await failed
  await doomed.close()
  expect(z3.broken).toBe(true)
})

it('loads another instance for the next solver after a crash', async () => {
  const open = openSolver('wasm')
  const [doomed, neighbour] = [await open(), await open()]
  await expect(doomed.run(tooLarge)).rejects.toThrow(/ran out of memory/)
  await expect(neighbour.run('(check-sat)')).rejects.toThrow(/ran out of memory/)
  const [fresh, another] = await Promise.all([open(), open()])
  expect(await fresh.run('(check-sat)')).toBe('sat\n')
  expect(await another.run('(check-sat)')).toBe('sat\n')
  await Promise.all([fresh.close(), another.close()])
})

describe('describeCrash', () => {
  it.each<[unknown, RegExp]>([
    [
      new Error('Aborted(Cannot enlarge memory arrays to size 2205032448 bytes (OOM).)'),
      /^ran out of memory/,
    ],
    [{ name: 'ExitStatus', message: 'Program terminated with exit(101)', status: 101 }, /^ran out of memory/],
    [new Error('std::bad_alloc'), /^ran out of memory/],
    [new RangeError('Maximum call stack size exceeded'), /^ran out of stack/],
    [new Error('memory access out of bounds'), /^crashed \(memory access out of bounds\)/],
    [
      { name: 'ExitStatus', message: 'Program terminated with exit(1)', status: 1 },
      /^crashed \(Program terminated with exit\(1\)\)/,
    ],
    ['unwind', /^crashed \(unwind\)/],
    [5312, /^crashed \(5312\)/],
  ])('describes %o', (thrown, description) => {
    expect(describeCrash(thrown)).toMatch(description)
  })
})
