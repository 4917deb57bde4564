import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { openPipe, type PipeOptions } from '../../src/smt/pipe.js'
import { type Solver, SolverError } from '../../src/smt/solver.js'

/** A program whose `answer(line)` is called with each line that comes in and prints what it returns. */
function program(answer: string, options?: PipeOptions): Promise<Solver> {
  const code = `
    const { createInterface } = require('node:readline')
    const answer = ${answer}
    createInterface({ input: process.stdin }).on('line', (line) => {
      const printed = answer(line)
      if (printed !== undefined) process.stdout.write(printed + '\\n')
    })`
  return openPipe(process.execPath, ['-e', code], options)
}

const echo = 'line.startsWith("(echo ") ? line.slice(6, -1) : undefined'

async function failureOf(attempt: Promise<unknown>): Promise<SolverError> {
  const error: unknown = await attempt.then(
    (value) => new Error(`expected a SolverError, got ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  )
  if (error instanceof SolverError) return error
  throw error
}

describe('openPipe', () => {
  it('names a solver as it names itself', async () => {
    const solver = await program(`(line) => line === '(get-info :name)' ? '(:name "Parrot")'
      : line === '(get-info :version)' ? '(:version "7.1")' : ${echo}`)
    expect(solver.name).toBe('parrot 7.1')
    await solver.close()
  })

  it('names one that does not by its command', async () => {
    const solver = await program(`(line) => ${echo} ?? 'unsupported'`)
    expect(solver.name).toBe(process.execPath)
    await solver.close()
  })

  it('says that a program is missing and what to do', async () => {
    const error = await failureOf(openPipe('/nowhere/premortem-no-such-solver', []))
    expect(error.solver).toBe('/nowhere/premortem-no-such-solver')
    expect(error.message).toMatch(/^\/nowhere\/premortem-no-such-solver cannot be run .*ENOENT.*install it/)
  })

  it('refuses what no program can be called', async () => {
    expect((await failureOf(openPipe('', []))).message).toContain('cannot start')
  })

  it('says that a program ended at once, and how it complained', async () => {
    const error = await failureOf(
      openPipe(process.execPath, [
        '-e',
        'console.error("loading\\n".repeat(1000) + "bad licence"); process.exitCode = 3',
      ]),
    )
    expect(error.message).toMatch(
      /ended \(exit code 3\) before it answered anything \(is it a solver .* on standard error it said: .*bad licence$/,
    )
  })

  it('gives up on a program that never answers as a solver does', async () => {
    const error = await failureOf(
      openPipe('sh', ['-c', 'while read line; do echo what?; done'], { startLimit: 1500 }),
    )
    expect(error.message).toMatch(
      /was ended after 1\.5 seconds before it answered anything, having printed what\? what\?.*is it a solver/,
    )
  })

  it('gives up only on the first answer', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const solver = await program(`(line) => ${echo}`)
      vi.advanceTimersByTime(1_000_000)
      expect(await solver.run('(check-sat)')).toBe('')
      await solver.close()
    } finally {
      vi.useRealTimers()
    }
  })

  it('says what a program printed that does not know SMT-LIB and ends', async () => {
    const error = await failureOf(openPipe(process.execPath, ['--version']))
    expect(error.message).toContain(
      `ended (exit code 0) before it answered anything, having printed ${process.version} (is it a solver`,
    )
  })
})

describe('a solver behind a pipe', () => {
  it.each(['"x"', 'x', '"x"\\r', 'x\\r'])('ends an answer at an echo that looks like %s', async (shape) => {
    const [before, after] = shape.split('x')
    const solver = await program(
      `(line) => line.startsWith('(echo ') ? '${before!}' + line.slice(7, -2) + '${after!}' : 'got ' + line`,
    )
    expect(await solver.run('(one)\n(two)')).toBe('got (one)\ngot (two)\n')
    expect(await solver.run('(three)')).toBe('got (three)\n')
    await solver.close()
  })

  it('takes a sentinel only as a line of its own', async () => {
    const solver = await program(`(line) => {
      if (!line.startsWith('(echo ')) return undefined
      const sentinel = line.slice(7, -2)
      if (sentinel.endsWith('1')) return sentinel
      process.stdout.write('x' + sentinel + '\\n' + sentinel)
      setTimeout(() => process.stdout.write('0\\n"' + sentinel + '"\\n'), 100)
    }`)
    expect(await solver.run('(check-sat)')).toBe('xpremortem-answer-2\npremortem-answer-20\n')
    await solver.close()
  })

  it('puts an answer together that comes in pieces, cut inside of characters and of the sentinel', async () => {
    const code = `
      const { createInterface } = require('node:readline')
      let pieces = Promise.resolve()
      createInterface({ input: process.stdin }).on('line', (line) => {
        for (const byte of Buffer.from(line.startsWith('(echo ') ? line.slice(6, -1) + '\\n' : line + '→\\n')) {
          pieces = pieces.then(() => new Promise((next) => process.stdout.write(Buffer.of(byte), () => setImmediate(next))))
        }
      })`
    const solver = await openPipe(process.execPath, ['-e', code])
    expect(await solver.run('(é)\npremortem-answer-2')).toBe('(é)→\npremortem-answer-2→\n')
    expect(await solver.run('(b)')).toBe('(b)→\n')
    await solver.close()
  })

  it('passes large scripts and large answers', async () => {
    const solver = await program(`(line) => ${echo} ?? line`)
    const script = Array.from(
      { length: 100_000 },
      (_, index) => `(assert |some quoted symbol ${index}|)\n`,
    ).join('')
    const answer = await solver.run(script)
    expect(answer.length).toBe(script.length + 1)
    expect(answer.trimEnd() === script.trimEnd()).toBe(true)
    await solver.close()
  })

  it('fails the query during which its program dies, and all later ones', async () => {
    const solver = await program(`(line) => {
      if (line !== '(check-sat)') return ${echo}
      process.stdout.write('sa')
      process.stderr.write('segmentation fault\\n')
      process.kill(process.pid, 'SIGKILL')
    }`)
    const [first, second] = [solver.run('(check-sat)'), solver.run('(echo "later")')]
    const error = await failureOf(first)
    expect(error.message).toMatch(
      /ended \(SIGKILL\) while answering \(check-sat\), having printed sa; .*: segmentation fault$/,
    )
    expect(await failureOf(second)).toBe(error)
    expect(await failureOf(solver.run('(check-sat)'))).toBe(error)
    await solver.close()
  })

  it('notices that its program ended between two queries', async () => {
    const solver = await program(
      `(line) => ((line.includes('answer-2') && setImmediate(() => process.exit(5))), ${echo})`,
    )
    await solver.run('(last-words)')
    const error = await failureOf(solver.run('(check-sat)'))
    expect(error.message).toContain('ended (exit code 5)')
    await solver.close()
  })

  it('gives the error that its program printed before it ended', async () => {
    const solver = await program(`(line) => {
      if (line !== '(check-sat)') return ${echo}
      require('node:fs').writeSync(1, '(error "no logic set")\\n')
      process.exit(1)
    }`)
    expect((await failureOf(solver.run('(check-sat)'))).message).toMatch(
      /did not accept \(check-sat\): no logic set, and ended \(exit code 1\)$/,
    )
    await solver.close()
  })

  it('does not send what does not close, for which the program would wait for ever', async () => {
    const solver = await program(`(line) => ${echo}`)
    await expect(solver.run('(assert (a)')).rejects.toThrow(SolverError)
    await expect(solver.run('(echo "a)')).rejects.toThrow(SolverError)
    expect(await solver.run('(check-sat)')).toBe('')
    await solver.close()
  })

  it('gives up a program that lives on but reads no more', async () => {
    const code = 'read a; read b; read c; read d; echo premortem-answer-1; exec 0<&-; exec sleep 1000'
    const solver = await openPipe('sh', ['-c', code])
    const error = await failureOf(solver.run('(assert true)\n'.repeat(100_000)))
    expect(error.message).toContain('sh ended (SIGKILL) while answering (assert true)')
    await solver.close()
  })

  it('ends its program when closed, in the middle of a query as well', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'premortem-'))
    const spinning = join(folder, 'spinning')
    const solver = await program(`(line) => {
      if (line !== '(spin)') return line === '(pid)' ? String(process.pid) : ${echo}
      require('node:fs').writeFileSync(${JSON.stringify(spinning)}, '')
      for (;;);
    }`)
    const pid = Number(await solver.run('(pid)'))
    expect(isRunning(pid)).toBe(true)
    const refused = failureOf(solver.run('(spin)'))
    await vi.waitUntil(() => existsSync(spinning), 30_000)
    await solver.close()
    expect((await refused).message).toContain('is closed while answering (spin)')
    expect(isRunning(pid)).toBe(false)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect((await failureOf(solver.run('(check-sat)'))).message).toContain('is closed while answering (spin)')
    rmSync(folder, { recursive: true })
  })

  it('leaves no listener behind', async () => {
    const before = process.listenerCount('exit')
    const solver = await program(`(line) => ${echo}`)
    expect(process.listenerCount('exit')).toBe(before + 1)
    await solver.close()
    expect(process.listenerCount('exit')).toBe(before)
  })
})

function isRunning(pid: number): boolean {
  return spawnSync('kill', ['-0', String(pid)]).status === 0
}
