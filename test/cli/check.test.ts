import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ENDLESS, LOST_UPDATE, OVERFLOW, STUCK } from './models.js'
import { Workplace } from './running.js'

const place = new Workplace()
/** A check that needs no solver. */
const QUICK = ['lost-update.ts', '--engine', 'explicit']
beforeAll(() => {
  place.write('lost-update.ts', LOST_UPDATE)
  place.write('stuck.ts', STUCK)
  place.write('overflow.ts', OVERFLOW)
  place.write('endless.ts', ENDLESS)
})
afterAll(() => {
  place.close()
})

describe('premortem check', () => {
  it('tells the schedule of a violation, and exits with 12', () => {
    const { status, stdout, stderr } = place.premortem(['check', ...QUICK])
    expect(stderr).toBe('')
    expect(status).toBe(12)
    expect(`\n${stdout}`).toMatchInlineSnapshot(`
      "
      lost-update  workers=2 fix=none

        nothingLost  VIOLATED at depth 4
        deadlock     PROVED: all 13 reachable states were visited
        range        PROVED: all 13 reachable states were visited

      How nothingLost is violated, in 4 steps

        0  total = 0, worker[0,1].seen = 0
        #  worker[0]  worker[1]
        1  read       │          worker[0].seen stays 0  lost-update.ts:14
        2  │          read       worker[1].seen stays 0  lost-update.ts:14
        3  │          write      total 0 -> 1            lost-update.ts:15
        4  write                 total stays 1           lost-update.ts:15

      After step 4, nothingLost does not hold (lost-update.ts:19):
        nothingLost: invariant(finished.implies(total.is(workers)))

        (for every i in 0..1: worker[i].pc = done) implies total = 2 is false
          for every i in 0..1: worker[i].pc = done is true
            worker[0].pc = done  since step 4 (worker[0].write)
            worker[1].pc = done  since step 3 (worker[1].write)
          total = 2 is false
            total = 1            since step 3 (worker[1].write)

      The race: worker[0] acted in step 4 (write) on total = 0, which it had read in step 1 (read), 3
      steps before. In between, worker[1] changed it to 1 in step 3 (write).

      Every step is needed: without any one of them, a later one is not possible, or nothingLost is not
      violated.
      "
    `)
  })

  it('is what premortem does when no command is named', () => {
    expect(place.premortem(QUICK)).toEqual(place.premortem(['check', ...QUICK]))
  })

  it.each([
    [0, ['lost-update.ts', '--param', 'fix=atomic']],
    [0, ['lost-update.ts', '--depth', '3', '--engine', 'bmc']],
    [0, ['lost-update.ts', '--property', 'deadlock']],
    [11, ['stuck.ts']],
    [12, ['overflow.ts']],
    [0, ['overflow.ts', '--length', '2', '--inv', 'deadlock']],
    [12, ['overflow.ts', '--max-steps', '3', '--invariant', 'range,deadlock']],
    [10, ['endless.ts', '--depth', '100000', '--timeout', '1', '--engine', 'bmc']],
  ])('exits with %i for %j', (code, words) => {
    const { status, stderr } = place.premortem(words)
    expect(stderr).toBe('')
    expect(status).toBe(code)
  })

  it('prints only the verdicts when it is to be quiet', () => {
    const { stdout } = place.premortem([...QUICK, '--quiet', '--property', 'nothingLost'])
    expect(stdout).toBe('  nothingLost  VIOLATED at depth 4\n')
  })

  it('uses the width it is told', () => {
    const { stdout } = place.premortem(QUICK, { COLUMNS: '60' })
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60)
  })

  it('has colours only when someone insists', () => {
    const escape = '\u001b['
    const words = [...QUICK, '--property', 'nothingLost']
    expect(place.premortem(words).stdout).not.toContain(escape)
    expect(place.premortem(words, { FORCE_COLOR: '1' }).stdout).toContain(escape)
    expect(place.premortem([...words, '--no-color'], { FORCE_COLOR: '1' }).stdout).not.toContain(escape)
    expect(place.premortem(words, { FORCE_COLOR: '1', NO_COLOR: '1' }).stdout).not.toContain(escape)
  })
})

describe('--as-expected', () => {
  it('exits with 0 exactly when the model file is right', () => {
    const confirmed = place.premortem(['lost-update.ts', '--as-expected'])
    expect(confirmed.status).toBe(0)
    expect(confirmed.stdout).toContain('VIOLATED at depth 4')
    expect(confirmed.stdout).toMatch(/\nAs expected: all 2 pinned verdicts are confirmed\.\n$/)
    expect(
      place.premortem(['lost-update.ts', '--as-expected', '--depth', '3', '--engine', 'bmc']).status,
    ).toBe(2)
  })

  it('compares with what is pinned for the parameters given', () => {
    const other = place.premortem([...QUICK, '--as-expected', '--param', 'workers=3'])
    expect(other.stdout).toContain('Not as expected: nothingLost is pinned as `violated at depth 5`')
    expect(other.status).toBe(2)
    const unknown = place.premortem([...QUICK, '--as-expected', '--param', 'workers=4'])
    expect(unknown.stdout).toContain('Nothing to compare with')
    expect(unknown.status).toBe(2)
  })

  it('keeps its sentence out of the JSON', () => {
    const { status, stdout, stderr } = place.premortem([
      'lost-update.ts',
      '--as-expected',
      '--format',
      'json',
    ])
    expect(JSON.parse(stdout)).toMatchObject({ exitCode: 0 })
    expect(stderr).toContain('As expected')
    expect(status).toBe(0)
  })
})

describe('--format json', () => {
  it('prints one object and nothing else, and the exit code is in it', () => {
    const { status, stdout, stderr } = place.premortem(['lost-update.ts', '--format', 'json', '--depth', '9'])
    expect(stderr).toBe('')
    const report = JSON.parse(stdout) as { readonly results: readonly unknown[] }
    expect(report).toMatchObject({
      model: 'lost-update',
      params: { workers: 2, fix: 'none' },
      depth: 9,
      exitCode: status,
    })
    expect(report.results[0]).toMatchObject({
      property: 'nothingLost',
      kind: 'invariant',
      verdict: 'violated',
      depth: 4,
      checked: { replay: true },
      trace: { loopStart: null, states: [{ total: 0 }, {}, {}, {}, { total: 1 }] },
    })
    expect(report.results[0]).toHaveProperty('trace.steps.3', {
      action: 'worker[0].write',
      process: 'worker[0]',
      label: 'write',
      choices: {},
      source: 'lost-update.ts:15',
    })
  })
})

describe('--format jsonl', () => {
  it('streams events, the last of which says how it ended', () => {
    const { status, stdout } = place.premortem(['lost-update.ts', '--format', 'jsonl', '--depth', '6'])
    const events = stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as { readonly event: string; readonly property?: string })
    expect(
      events
        .filter(({ event }) => event === 'verdict')
        .map(({ property }) => property)
        .toSorted(),
    ).toEqual(['deadlock', 'nothingLost', 'range'])
    expect(events.some(({ event }) => event === 'depth')).toBe(true)
    expect(events.at(-1)).toEqual({ event: 'end', exitCode: status })
  })
})

describe('Ctrl-C', () => {
  it('ends a check with what is established', async () => {
    const words = ['endless.ts', '--engine', 'bmc', '--depth', '100000', '--format', 'jsonl']
    const { status, stdout, stderr } = await place.interrupted(words, 'SIGINT')
    expect(stderr).toBe('')
    expect(status).toBe(130)
    const events = stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(events.at(-1)).toEqual({ event: 'end', exitCode: 130, stopped: 'interrupted' })
    const verdicts = events.filter(({ event }) => event === 'verdict')
    expect(verdicts.map(({ property }) => property).toSorted()).toEqual(['deadlock', 'range', 'together'])
    expect(verdicts.some(({ verdict }) => verdict === 'undecided')).toBe(true)
  })
})
