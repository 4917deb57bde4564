import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { fakeSolver } from '../smt/fake-solver.js'
import { maySkip } from '../smt/native.js'
import { LOST_UPDATE } from './models.js'
import { Running, TELLS_PROCESSES } from './process-tree.js'
import { Workplace, type Outcome } from './running.js'

const place = new Workplace()
const running: Running[] = []
beforeAll(() => {
  place.write('lost-update.ts', LOST_UPDATE)
  place.write('other.ts', LOST_UPDATE.replace("name: 'lost-update'", "name: 'other'"))
  place.write('twice.ts', LOST_UPDATE.replace('.plus(1)', '.plus(2)'))
  place.premortem([
    'prove',
    'lost-update.ts',
    '--param',
    'fix=atomic',
    '--engine',
    'pdr',
    '--out',
    'proof.json',
    '--quiet',
  ])
  place.premortem(['lost-update.ts', '--engine', 'bmc', '--depth', '5', '--out', 'race.json', '--quiet'])
})
afterEach(() => {
  for (const one of running.splice(0)) one.cleanUp()
})
afterAll(() => {
  place.close()
})

interface Report {
  params: Record<string, unknown>
  results: Record<string, unknown>[]
  [field: string]: unknown
}

const read = (file: string): Report => JSON.parse(readFileSync(join(place.folder, file), 'utf8')) as Report

/** Writes a report with something changed. */
function altered(from: string, change: (report: Report) => void): string {
  const report = read(from)
  change(report)
  place.write('altered.json', JSON.stringify(report))
  return 'altered.json'
}

const certificateIn = (report: Report, property: string): Record<string, unknown> => {
  const result = report.results.find((each) => each.property === property)
  return result!.certificate as Record<string, unknown>
}

const verify = (file: string, ...words: readonly string[]): Outcome =>
  place.premortem(['verify-certificate', file, 'lost-update.ts', ...words])

describe('verify-certificate', () => {
  it('establishes what a proof claims anew, and says by whom', () => {
    const { status, stdout, stderr } = verify('proof.json')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout.replace(/z3 [\d.]+/, 'z3 1.2.3')).toMatchInlineSnapshot(`
      "lost-update  workers=2 fix=atomic
      What a report of premortem 0.1.0 claims, checked against this model by z3 1.2.3 (WASM).

        nothingLost  certificate holds: proved, by an inductive invariant
        deadlock     certificate holds: proved, by an inductive invariant
        range        certificate holds: proved, by an inductive invariant
      "
    `)
  })

  it('replays traces, and asks the rest', () => {
    const { status, stdout } = verify('race.json')
    expect(status).toBe(0)
    expect(stdout.replace(/z3 [\d.]+/, 'z3 1.2.3')).toMatchInlineSnapshot(`
      "lost-update  workers=2 fix=none
      What a report of premortem 0.1.0 claims, checked against this model by the interpreter and z3 1.2.3
      (WASM).

        nothingLost  trace holds: replayed on the model, violated after 4 steps
        deadlock     holds to depth 5: searched again
        range        holds to depth 5: searched again
      "
    `)
  })

  it.skipIf(maySkip('cvc5'))('does it with another solver', () => {
    const { status, stdout } = verify('proof.json', '--solver', 'cvc5', '--quiet')
    expect(status).toBe(0)
    expect(stdout).toMatch(/^ {2}nothingLost {2}certificate holds: proved, by an inductive invariant$/m)
  })

  it('has all that it needs in a JSON that was shown again', () => {
    place.premortem(['show', 'proof.json', '--out', 'again.json'])
    expect(read('again.json').results).toHaveLength(3)
    expect(certificateIn(read('again.json'), 'nothingLost')).not.toHaveProperty('script')
    expect(verify('again.json').status).toBe(0)
  })

  it('says of a claim that does not hold which question fails, and shows the states', () => {
    const file = altered('proof.json', (report) => {
      certificateIn(report, 'nothingLost').invariant = '(bvult total #b0011)'
    })
    const { status, stdout } = verify(file, '--property', 'nothingLost')
    expect(status).toBe(12)
    expect(stdout.replace(/z3 [\d.]+/, 'z3 1.2.3')).toContain('nothingLost  DOES NOT HOLD: not so: "')
    expect(stdout).toMatch(/^Why the certificate of nothingLost does not hold$/m)
    expect(stdout).toMatch(/^ {3}0 {2}total = \d, worker\[0\]\.pc = \w+, /m)
  })

  it('believes no script: questions that are answered are not those of the file', () => {
    const easy = '(set-logic QF_BV)\n(assert false)\n(check-sat)\n'
    const file = altered('proof.json', (report) => {
      report.params.fix = 'none'
      for (const result of report.results) (result.certificate as Record<string, unknown>).script = easy
    })
    const { status, stdout } = verify(file)
    expect(status).toBe(12)
    expect(stdout).toContain('fix=none')
    expect(stdout).toMatch(/nothingLost +DOES NOT HOLD/)
  })

  it('checks the model that it is given, not the one that the file was made of', () => {
    const { status, stdout } = place.premortem(['verify-certificate', 'proof.json', 'twice.ts'])
    expect(status).toBe(12)
    expect(stdout).toMatch(/nothingLost +DOES NOT HOLD/)
  })

  it('says what is told of a trace that is none, and of a bound that is none', () => {
    const trace = altered('race.json', (report) => {
      const [first] = report.results
      const { states } = first!.trace as { states: Record<string, unknown>[] }
      states[2]!.total = 7
    })
    expect(verify(trace, '--property', 'nothingLost')).toMatchObject({
      status: 12,
      stdout: expect.stringMatching(
        /DOES NOT HOLD: after step 2 .*total is 0, not 7 as the trace says/,
      ) as string,
    })
    const bound = altered('race.json', (report) => {
      report.results = [{ property: 'nothingLost', kind: 'invariant', verdict: 'holds', depth: 4 }]
    })
    const { status, stdout } = verify(bound)
    expect(status).toBe(12)
    expect(stdout).toContain('nothingLost  DOES NOT HOLD: violated after 4 steps\n')
    expect(stdout).toContain('How nothingLost is violated, in 4 steps\n')
  })

  it('writes JSON', () => {
    const file = altered('proof.json', (report) => {
      certificateIn(report, 'nothingLost').invariant = 'true'
      report.results = report.results.filter(({ property }) => property !== 'deadlock')
    })
    const { status, stdout } = verify(file, '--format', 'json')
    expect(status).toBe(12)
    const { premortem, ...report } = JSON.parse(stdout) as Record<string, unknown>
    expect(premortem).toEqual(read('proof.json').premortem)
    const by = expect.stringMatching(/^z3 [\d.]+ \(WASM\)$/) as string
    expect(report).toEqual({
      verified: 'altered.json',
      origin: `a report of premortem ${String(premortem)}`,
      model: 'lost-update',
      params: { workers: 2, fix: 'atomic' },
      exitCode: 12,
      claims: [
        {
          property: 'nothingLost',
          kind: 'invariant',
          verdict: 'proved',
          evidence: 'inductive-invariant',
          outcome: 'refuted',
          by,
          reason: 'where the invariant holds, nothingLost is not decided otherwise',
          counterexample: { states: [expect.objectContaining({ total: expect.any(Number) as number })] },
        },
        {
          property: 'range',
          kind: 'range',
          verdict: 'proved',
          evidence: 'inductive-invariant',
          outcome: 'holds',
          by,
        },
      ],
    })
  })

  it('leaves open what is not answered in time, and what is not claimed', () => {
    const solver = fakeSolver(place.folder, 'never')
    const { status, stdout } = verify(
      'proof.json',
      '--solver',
      solver,
      '--timeout',
      '3',
      '--property',
      'range',
    )
    expect(status).toBe(10)
    expect(stdout).toMatch(/range {2}not decided: no answer within [\d.]+ s\n/)
    const file = altered('race.json', (report) => {
      report.results = [
        { property: 'range', kind: 'range', verdict: 'undecided', depth: null, reason: 'tired' },
      ]
    })
    expect(verify(file)).toMatchObject({
      status: 10,
      stdout: expect.stringContaining('range  not decided: nothing is claimed of it\n') as string,
    })
  })

  it.skipIf(!TELLS_PROCESSES)('can be interrupted', async () => {
    const solver = fakeSolver(place.folder, 'never')
    const one = new Running(place.folder, [
      'verify-certificate',
      'proof.json',
      'lost-update.ts',
      '--solver',
      solver,
    ])
    running.push(one)
    // The program, the worker, and the solver.
    await one.until(() => one.processes().length === 3)
    one.child.kill('SIGINT')
    expect((await one.ended).status).toBe(130)
    expect(one.stdout).toContain('Interrupted: this is what was established until then.')
    expect(one.stdout).toContain('not decided: interrupted')
    await one.until(() => one.processes().length === 0)
  })
})

describe('a file that cannot be verified is refused with one message', () => {
  it.each<[string, (report: Report) => void, RegExp]>([
    [
      'no certificate',
      (report) => delete report.results[0]!.certificate,
      /results\[0\]: the field `certificate` is missing/,
    ],
    [
      'no formula',
      (report) => delete certificateIn(report, 'range').invariant,
      /results\[2\]\.certificate: the field `invariant` is missing/,
    ],
    [
      'a formula that is cut off',
      (report) => (certificateIn(report, 'range').invariant = '(and '),
      /results\[2\]\.certificate\.invariant: this is no formula of SMT-LIB: /,
    ],
    [
      'a formula that is none',
      (report) => (certificateIn(report, 'range').invariant = 7),
      /invariant: a string is expected, and there is 7/,
    ],
    [
      'integers of no kind',
      (report) => (certificateIn(report, 'range').integers = 'small'),
      /integers: one of `bit-vector`, `unbounded` is expected/,
    ],
    [
      'a certificate of no kind',
      (report) => (certificateIn(report, 'range').kind = 'oath'),
      /kind: one of `executions-end`, /,
    ],
    [
      'steps by halves',
      (report) => (report.results[2]!.certificate = { kind: 'executions-end', depth: 1.5 }),
      /depth: a whole number is expected/,
    ],
    [
      'states that differ from nothing',
      (report) => (report.results[2]!.certificate = { kind: 'k-induction', k: 2, distinct: [[1]] }),
      /distinct\[0\]: a pair of numbers is expected/,
    ],
    [
      'a goal that is proved',
      (report) => (report.results[0]!.kind = 'reachable'),
      /verdict: one of `reached`, `unreached`, `undecided` is expected/,
    ],
    [
      'two verdicts',
      (report) => report.results.push(report.results[0]!),
      /results: `nothingLost` is there twice/,
    ],
    ['no results', (report) => (report.results = []), /claims nothing/],
    ['another parameter', (report) => (report.params.speed = 3), /The model has no parameter `speed`/],
    [
      'a parameter that cannot be',
      (report) => (report.params.workers = 99),
      /The parameter `workers` cannot be `99`/,
    ],
    [
      'another model',
      (report) => (report.model = 'x'),
      /altered\.json is about the model `x`, and lost-update\.ts is `lost-update`/,
    ],
    ['no premortem', (report) => delete report.premortem, /neither a report of premortem nor a trace in ITF/],
  ])('with %s', (_, change, message) => {
    const { status, stdout, stderr } = verify(altered('proof.json', change))
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(/^premortem: [^\n]+\n( {2}[^\n]+\n)?$/)
    expect(stderr).toMatch(message)
  })

  it('with evidence that is not about the model, and the rest is verified', () => {
    const file = altered('proof.json', (report) => {
      certificateIn(report, 'nothingLost').invariant = '(bvult count #b1111)'
      report.results.push({ ...report.results[0], property: 'somethingElse' })
      report.novelty = { of: 'another version' }
    })
    const { status, stdout } = verify(file)
    expect(status).toBe(2)
    expect(stdout).toMatch(
      /nothingLost +does not fit the model: its formula cannot be read: the symbol count\n/,
    )
    expect(stdout).toMatch(/somethingElse +does not fit the model: the model has no such property\n/)
    expect(stdout).toMatch(/range +certificate holds/)
  })

  it('about other parameters than are given', () => {
    const words = ['--param', 'fix=atomic', '--quiet']
    expect(verify('proof.json', ...words, '--property', 'range').status).toBe(0)
    const { status, stderr } = verify('proof.json', '--param', 'fix=none')
    expect(status).toBe(2)
    expect(stderr).toBe(
      'premortem: proof.json is about fix=atomic, not fix=none.\n  Leave --param out: the parameters are those of the file.\n',
    )
  })

  it('about another model than is given', () => {
    expect(place.premortem(['verify-certificate', 'proof.json', 'other.ts'])).toMatchObject({
      status: 2,
      stdout: '',
    })
    expect(place.premortem(['verify-certificate', 'proof.json']).status).toBe(2)
    expect(place.premortem(['verify-certificate', 'none.json', 'lost-update.ts']).stderr).toContain(
      'There is no file none.json.',
    )
    expect(verify('proof.json', '--property', 'rnge').stderr).toBe(
      'premortem: There is nothing about `rnge` in proof.json.\n  Did you mean `range`? There is `nothingLost`, `deadlock`, `range`.\n',
    )
  })
})

describe('show', () => {
  it('tells what a proof says, and that nobody has verified it here', () => {
    const { status, stdout } = place.premortem(['show', 'proof.json'])
    expect(status).toBe(0)
    expect(stdout).toMatch(/^lost-update {2}workers=2 fix=atomic\nFrom a report of premortem [\d.]+\.\n\n/)
    expect(stdout).toMatch(/^ {2}nothingLost {2}PROVED: an inductive invariant of \d+ clauses excludes it$/m)
    expect(stdout).toContain(
      'Not verified: this is what the file says. `premortem verify-certificate` finds out whether it is so.\n',
    )
    expect(stdout).toMatch(
      /^Why nothingLost holds at every depth\n\nAll of this holds at the start, .*:\n( {2}.*total.*\n)+/m,
    )
  })

  it('tells proofs beside traces, in other formats too', () => {
    const { stdout } = place.premortem(['show', 'race.json', '--out', 'race.html'])
    expect(stdout).toMatch(/^ {2}range +holds to depth 5$/m)
    expect(stdout).toContain('How nothingLost is violated, in 4 steps\n')
    place.premortem(['show', 'proof.json', '--out', 'proof.html', '--property', 'nothingLost'])
    const page = readFileSync(join(place.folder, 'proof.html'), 'utf8')
    expect(page).toContain('Why nothingLost holds at every depth')
    expect(page).not.toContain('>range<')
  })
})
