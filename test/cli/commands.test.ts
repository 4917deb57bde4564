import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LOST_UPDATE, STUCK } from './models.js'
import { MAIN, Workplace } from './running.js'

const place = new Workplace()
beforeAll(() => {
  place.write('lost-update.ts', LOST_UPDATE)
  mkdirSync(join(place.folder, 'story'))
  place.write(
    join('story', 'model.ts'),
    LOST_UPDATE.replace("'lost-update'", "'in-a-folder'").replace("'seen'", "'seen'"),
  )
  place.write('names.js', "export const name = 'in-javascript'\n")
  place.write(
    'javascript.mjs',
    STUCK.replace("'stuck'", 'name').replace('\n\n', "\nimport { name } from './names.js'\n\n"),
  )
})
afterAll(() => {
  place.close()
})

describe('a model can be', () => {
  it.each([
    ['a file', 'lost-update.ts', 'lost-update'],
    ['a folder', 'story', 'in-a-folder'],
    ['JavaScript, with imports of its own', 'javascript.mjs', 'in-javascript'],
    ['a story of the gallery', 'dynamodb-dns', 'dynamodb-dns'],
  ])('%s', (_, named, model) => {
    const { stdout } = place.premortem([
      'check',
      named,
      '--depth',
      '1',
      '--engine',
      'explicit',
      '--format',
      'json',
    ])
    expect(JSON.parse(stdout)).toMatchObject({ model })
  })
})

describe('premortem sweep', () => {
  const words = [
    'sweep',
    'lost-update.ts',
    '--param',
    'workers=2..3',
    '--param',
    'fix=none,atomic',
    '--depth',
    '3..6',
    '--property',
    'nothingLost',
  ]
  /** The same without a solver. */
  const quick = [...words, '--engine', 'explicit']

  it('shows every case at every depth, and exits with the gravest', () => {
    const { status, stdout, stderr } = place.premortem([...words, '--jobs', '2'])
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^ {2}2 +none +4 +[\d.]+ s {2}\.XXX {2}VIOLATED at depth 4$/m)
    expect(stdout).toMatch(/^ {2}2 +atomic +[\d.]+ s {2}(\.{4}|={4}) {2}(holds to depth 6|PROVED)$/m)
    expect(status).toBe(12)
    const [, command = ''] = stdout.split('A trace:\n')
    expect(command.replace(/\s+\\?\s*/g, ' ').trim()).toBe(
      'premortem check lost-update.ts --param workers=2 --param fix=none --property nothingLost --depth 4',
    )
    const shown = place.shell(command)
    expect(shown.stdout).toContain('How nothingLost is violated, in 4 steps')
    expect(shown.status).toBe(12)
  })

  it('takes a star for all values of a parameter', () => {
    const starred = words.map((word) => (word.startsWith('fix=') ? 'fix=*' : word))
    const cases = (output: string): readonly string[] =>
      output.split('\n').map((line) => line.replace(/,[^,]*$/, ''))
    const [all, listed] = [starred, words].map((asked) => place.premortem([...asked, '--format', 'csv']))
    expect(all?.status).toBe(12)
    expect(cases(all?.stdout ?? '')).toEqual(cases(listed?.stdout ?? ''))
  })

  it('is CSV too', () => {
    const lines = place.premortem([...quick, '--format', 'csv']).stdout.split('\n')
    expect(lines).toHaveLength(1 + 4 * 4 + 1)
    expect(lines.slice(0, 3)).toEqual([
      expect.stringMatching(/^workers,fix,property,kind,depth,verdict,found,seconds$/),
      expect.stringMatching(/^2,none,nothingLost,invariant,3,holds,,\d+\.\d{3}$/),
      expect.stringMatching(/^2,none,nothingLost,invariant,4,violated,4,\d+\.\d{3}$/),
    ])
  })

  it('is JSON too, and streams', () => {
    const { status, stdout } = place.premortem([...quick, '--format', 'json'])
    expect(JSON.parse(stdout)).toMatchObject({ depths: [3, 4, 5, 6], exitCode: status })
    const lines = place
      .premortem([...quick, '--format', 'jsonl'])
      .stdout.split('\n')
      .slice(0, -1)
    const events = lines.map((line) => JSON.parse(line) as { readonly event: string; readonly case?: number })
    expect(events[0]).toMatchObject({ event: 'start', model: 'lost-update', depths: [3, 4, 5, 6] })
    expect(
      events
        .filter(({ event }) => event === 'case')
        .map((each) => each.case?.toString())
        .sort(),
    ).toEqual(['0', '1', '2', '3'])
    expect(events.some(({ event }) => event === 'depth')).toBe(true)
    expect(events.at(-1)).toEqual({ event: 'end', exitCode: status })
  })
})

describe('premortem export', () => {
  it('prints a script, or writes it', () => {
    const words = [
      'export',
      'lost-update.ts',
      '--depth',
      '2',
      '--property',
      'nothingLost',
      '--format',
      'smt2',
    ]
    const { status, stdout } = place.premortem(words)
    expect(stdout.match(/^\(check-sat-assuming/gm)).toHaveLength(3)
    expect(stdout).not.toContain('deadlock')
    expect(status).toBe(0)
    expect(place.premortem([...words, '--out', 'script.smt2'])).toEqual({ status: 0, stdout: '', stderr: '' })
    expect(readFileSync(join(place.folder, 'script.smt2'), 'utf8')).toBe(stdout)
  })

  it('writes the whole system where the format, or the ending of a file, says so', () => {
    const words = ['export', 'lost-update.ts', '--property', 'nothingLost']
    const files = ['system.vmt', 'system.btor2', 'system.btor']
    expect(place.premortem([...words, ...files.flatMap((file) => ['--out', file])]).status).toBe(0)
    const [vmt, btor2, btor] = files.map((file) => readFileSync(join(place.folder, file), 'utf8'))
    expect(vmt).toContain('(define-fun |nothingLost| () Bool (! ')
    expect(btor2).toMatch(/^\d+ bad \d+ nothingLost$/m)
    expect(btor).toBe(btor2)
    for (const [format, text] of Object.entries({ vmt, btor2 })) {
      expect(text).not.toContain('deadlock')
      expect(place.premortem([...words, '--format', format])).toEqual({ status: 0, stdout: text, stderr: '' })
    }
  })

  it('has a depth for the file that is a search, beside one that is not', () => {
    const words = ['export', 'lost-update.ts', '--depth', '1', '--out', 'both.vmt', '--out', 'both.smt2']
    expect(place.premortem(words).status).toBe(0)
    expect(
      readFileSync(join(place.folder, 'both.smt2'), 'utf8').match(/^\(check-sat-assuming/gm),
    ).toHaveLength(2)
  })
})

describe('premortem simulate', () => {
  const words = ['simulate', 'lost-update.ts', '--runs', '40', '--seed', '5']

  it('is repeatable, and exits as a check would with what it saw', () => {
    const first = place.premortem(words)
    expect(first.stdout).toContain('40 random runs of up to 20 steps (seed 5): 160 steps in all')
    expect(first.stdout).toContain('nothingLost VIOLATED by step 4 of run ')
    expect(first.status).toBe(12)
    expect(place.premortem(words)).toEqual(first)
    expect(place.premortem([...words, '--param', 'fix=atomic']).status).toBe(0)
  })

  it('writes what it saw in other formats, which can be shown again', () => {
    const files = ['run.json', 'run.itf.json', 'run.html', 'run.mmd']
    const outs = files.flatMap((file) => ['--out', file])
    const { status, stdout } = place.premortem([...words, ...outs])
    const [json = '', itf = '', page = '', diagram = ''] = files.map((file) =>
      readFileSync(join(place.folder, file), 'utf8'),
    )
    expect(JSON.parse(json)).toMatchObject({ runs: 40, seed: 5, exitCode: status, file: 'lost-update.ts' })
    const story = stdout.slice(stdout.indexOf('How nothingLost is violated')).trimEnd()
    expect(story).toContain('The race: ')
    for (const file of ['run.json', 'run.itf.json']) {
      const shown = place.premortem(['show', file, '--property', 'nothingLost'])
      expect(shown.stdout).toContain('Replayed on lost-update.ts: every step is possible')
      expect(shown.stdout.trimEnd().endsWith(story)).toBe(true)
      expect(shown.status).toBe(0)
    }
    expect(JSON.parse(itf)).toHaveProperty('states.length', 5)
    expect(page).toContain('VIOLATED at depth 4')
    expect(page).toContain('not seen in 40 random runs')
    expect(page).toContain('Random runs are hardly ever the shortest')
    expect(diagram).toMatch(/^sequenceDiagram\n {2}title How nothingLost is violated, in 4 steps\n/)
  })

  it('says where there is no trace to write', () => {
    const fixed = [...words, '--param', 'fix=atomic', '--property', 'nothingLost', '--format', 'itf']
    const { status, stdout, stderr } = place.premortem(fixed)
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
    expect(stderr).toBe('There is no trace to write as ITF: nothing is violated.\n')
  })
})

it('premortem list names the stories and what they can be varied by', () => {
  const { status, stdout } = place.premortem(['list'])
  expect(stdout).toMatch(/^dynamodb-dns /m)
  expect(stdout).toContain('enactors=2')
  expect(status).toBe(0)
  expect(place.premortem(['list', '--verbose']).stdout).toMatch(/^ +fix=cas {2,}\S/m)
})

it('premortem --version and --help exit with 0', () => {
  const manifest = JSON.parse(readFileSync(join(MAIN, '..', '..', '..', 'package.json'), 'utf8')) as {
    readonly version: string
  }
  expect(place.premortem(['--version'])).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: '' })
  const { status, stdout, stderr } = place.premortem(['check', '--help'])
  expect(stdout).toMatch(/^Usage: premortem check /)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
})
