import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { fakeSolver, type Behaviour } from '../smt/fake-solver.js'
import { maySkip } from '../smt/native.js'
import { LOST_UPDATE } from './models.js'
import { Running, TELLS_PROCESSES } from './process-tree.js'
import { Workplace, type Outcome } from './running.js'

const place = new Workplace()
const running: Running[] = []
beforeAll(() => {
  place.write('lost-update.ts', LOST_UPDATE)
})
afterEach(() => {
  for (const one of running.splice(0)) one.cleanUp()
})
afterAll(() => {
  place.close()
})

/** Runs the program to its end; nothing that it has started is left then. */
async function ended(...words: readonly string[]): Promise<Outcome> {
  const one = new Running(place.folder, words)
  running.push(one)
  const { status } = await one.ended
  if (TELLS_PROCESSES) await one.until(() => one.processes().length === 0)
  expect(one.stderr).not.toMatch(/^\s+at /m)
  return { status, stdout: one.stdout, stderr: one.stderr }
}

const fake = (behaviour: Behaviour): string => {
  fakeSolver(place.folder, behaviour)
  return `./fake-${behaviour}.cjs`
}

const MODEL = ['lost-update.ts', '--depth', '5', '--property', 'nothingLost']

describe.each(['--solver', '--confirm-with'])('%s', (option) => {
  it.each([
    ['nowhere/z3', 'There is no program nowhere/z3 to be the solver.'],
    ['no-such-solver', 'There is no program `no-such-solver` in PATH to be the solver.'],
  ])('refuses what there is not: %s', async (solver, problem) => {
    expect(await ended(...MODEL, option, solver)).toEqual({
      status: 2,
      stdout: '',
      stderr: `premortem: ${problem}\n  Give its full path, or leave ${option} out.\n`,
    })
  })

  it.each<[Behaviour, RegExp]>([
    [
      'dead',
      /^premortem: \.\/fake-dead\.cjs ended \(exit code 3\) before it answered anything \(is it a solver that reads SMT-LIB 2 on standard input\?\); on standard error it said: no licence\.\n {2}Give another solver, or leave --[\w-]+ out\.\n$/,
    ],
    [
      'mute',
      /^premortem: \.\/fake-mute\.cjs was ended after 1 seconds before it answered anything \(is it a solver .*\)\.\n {2}Give another solver, or leave --[\w-]+ out\.\n$/,
    ],
  ])('refuses before any work what is no solver: %s', async (behaviour, message) => {
    const { status, stdout, stderr } = await ended(...MODEL, '--timeout', '1', option, fake(behaviour))
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(message)
    expect(stderr).toContain(`leave ${option} out`)
  })
})

describe('a solver that fails in the midst of it', () => {
  it.each<[Behaviour, string]>([
    [
      'dies',
      './fake-dies.cjs ended (exit code 139) while answering (check-sat-assuming (|any target@0|)); on standard error it said: segmentation fault',
    ],
    ['nonsense', 'fake 1.0 answered a query by perhaps'],
    ['unknown', 'the solver could not decide depth 0: tired'],
  ])('is said to, once: %s', async (behaviour, reason) => {
    const { status, stdout, stderr } = await ended(
      'lost-update.ts',
      '--depth',
      '5',
      '--solver',
      fake(behaviour),
    )
    expect({ status, stderr }).toEqual({ status: 10, stderr: '' })
    const text = stdout.replace(/\s+/g, ' ')
    expect(text).toContain(`undecided: ${reason}`)
    expect(text.split(reason)).toHaveLength(2)
    expect(text).toMatch(/deadlock undecided \(for the same reason\)/)
  })

  it('and never answers is waited for as long as there is time', async () => {
    const { status, stdout } = await ended(...MODEL, '--timeout', '2', '--solver', fake('never'))
    expect(status).toBe(10)
    expect(stdout).toContain('nothingLost  undecided: the time limit was reached\n')
  })

  it.skipIf(!TELLS_PROCESSES)('is ended with all that it has started', async () => {
    const one = new Running(place.folder, [...MODEL, '--timeout', '3', '--solver', fake('wrapper')])
    running.push(one)
    await one.until(() => one.processes().length > 3)
    await one.ended
    await one.until(() => one.processes().length === 0)
  })

  it('does not make pdr fail where it cannot tell whether it has an invariant', async () => {
    const { status, stdout } = await ended(...MODEL, '--engine', 'pdr', '--solver', fake('unknown'))
    expect(status).toBe(10)
    expect(stdout).toContain('undecided: the solver could not decide a query: tired')
  })
})

const CONFIRMED = [...MODEL, '--no-minimise', '--quiet']

describe('--confirm-with', () => {
  it.skipIf(maySkip('z3'))('says in a line what is confirmed, and the JSON what of it', async () => {
    const { status, stdout } = await ended(...CONFIRMED, '--confirm-with', 'z3')
    expect(status).toBe(12)
    expect(stdout).toMatch(
      /^ {2}nothingLost {2}VIOLATED at depth 4\nConfirmed by z3 [\d.]+: the verdict, and that the trace could not be shorter\.\n$/,
    )
    const json = await ended(
      'prove',
      'lost-update.ts',
      '--param',
      'fix=atomic',
      '--confirm-with',
      'z3',
      '--format',
      'json',
    )
    expect(json.status).toBe(0)
    const { results, warnings } = JSON.parse(json.stdout) as {
      readonly results: readonly { readonly verdict: string; readonly checked: unknown }[]
      readonly warnings: unknown
    }
    expect(warnings).toEqual([])
    expect(results).toHaveLength(3)
    for (const { verdict, checked } of results) {
      expect(verdict).toBe('proved')
      expect(checked).toEqual({
        confirmed: { by: expect.stringMatching(/^z3 [\d.]+$/) as string, what: ['certificate'] },
      })
    }
  })

  it('says what is not confirmed, and why; that changes the exit code only where warnings count', async () => {
    const words = [...CONFIRMED, '--confirm-with', fake('undecided')]
    const told = `  nothingLost  VIOLATED at depth 4
Warning (unconfirmed): fake 1.0 confirms the trace of \`nothingLost\`, but not that none is shorter:
fake 1.0 could not decide depth 0: tired.
`
    expect(await ended(...words)).toEqual({ status: 12, stdout: told, stderr: '' })
    const holds = [
      'lost-update.ts',
      '--param',
      'fix=atomic',
      '--property',
      'nothingLost',
      '--engine',
      'bmc',
      '--depth',
      '3',
    ]
    const unknown = [...holds, '--quiet', '--confirm-with', fake('unknown')]
    expect((await ended(...unknown)).status).toBe(0)
    expect((await ended(...unknown, '--strict')).status).toBe(14)
    const events = await ended(...words.filter((word) => word !== '--quiet'), '--format', 'jsonl')
    expect(
      events.stdout
        .split('\n')
        .filter((line) => line.includes('"event":"confirmed"'))
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      expect.objectContaining({
        event: 'confirmed',
        engine: 'confirm',
        property: 'nothingLost',
        confirmed: { by: 'fake 1.0', what: ['execution'] },
        unconfirmed: 'fake 1.0 could not decide depth 0: tired',
      }),
    ])
  })

  it('ends in a defect where the second solver says the opposite', async () => {
    const { status, stdout, stderr } = await ended(...CONFIRMED, '--confirm-with', fake('unsat'))
    expect({ status, stdout }).toEqual({ status: 70, stdout: '' })
    expect(stderr).toContain(
      'nothingLost: bmc on z3 (WASM) says that the trace is an execution that decides it; fake 1.0 says the opposite.',
    )
    expect(stderr).toContain('`premortem export` with --property nothingLost --depth 4')
  })

  it('waits no longer than there is time', async () => {
    const { status, stdout } = await ended(...CONFIRMED, '--confirm-with', fake('never'), '--timeout', '5')
    expect(status).toBe(12)
    expect(stdout).toMatch(
      /Warning \(unconfirmed\): `nothingLost` is not confirmed by fake 1\.0: no answer within [\d.]+ s/,
    )
  })

  it('can be interrupted: the verdicts are told, and nothing is left running', async () => {
    const words = [...MODEL, '--no-minimise', '--confirm-with', fake('never'), '--format', 'jsonl']
    const one = new Running(place.folder, words)
    running.push(one)
    await one.until(() => one.events().some(({ event }) => event === 'confirming'))
    one.child.kill('SIGINT')
    expect((await one.ended).status).toBe(130)
    expect(one.events()).toContainEqual(expect.objectContaining({ event: 'verdict', verdict: 'violated' }))
    expect(one.events().at(-1)).toMatchObject({ event: 'end', exitCode: 130, stopped: 'interrupted' })
    if (TELLS_PROCESSES) await one.until(() => one.processes().length === 0)
  })

  it('takes another solver than the one that has decided', async () => {
    for (const words of [
      ['--confirm-with', 'wasm'],
      ['--solver', './a', '--confirm-with', './a'],
    ])
      expect((await ended(...MODEL, ...words)).stderr).toMatch(
        /^premortem: The verdicts come from (wasm|\.\/a) already\./,
      )
  })

  it('tells of a sweep how many verdicts are confirmed, and why not all', async () => {
    const words = [
      'sweep',
      'lost-update.ts',
      '--param',
      'fix=none,atomic',
      '--depth',
      '1..3',
      '--property',
      'nothingLost',
    ]
    const { status, stdout } = await ended(...words, '--confirm-with', fake('unknown'))
    expect(status).toBe(0)
    expect(stdout).toContain('not confirmed in 2 cases: fake 1.0 could not decide depth 0: tired\n')
  })
})
