import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LOST_UPDATE } from './models.js'
import { Workplace } from './running.js'

const place = new Workplace()
const MODEL = 'lost-update.ts'
const words = [MODEL, '--property', 'nothingLost', '--engine', 'explicit', '--quiet']
const VERDICT = '  nothingLost  VIOLATED at depth 4\n'
beforeAll(() => {
  place.write(MODEL, LOST_UPDATE)
})
afterAll(() => {
  place.close()
})

describe('--out', () => {
  it('writes a file, and leaves the text on the screen', () => {
    const { status, stdout } = place.premortem([
      ...words,
      '--out',
      'report.json',
      '--out',
      'report.txt',
      '--format',
      'json',
    ])
    expect(stdout).toBe(VERDICT)
    expect(status).toBe(12)
    expect(JSON.parse(readFileSync(join(place.folder, 'report.json'), 'utf8'))).toMatchObject({
      exitCode: 12,
    })
    expect(readFileSync(join(place.folder, 'report.txt'), 'utf8')).toBe(VERDICT)
  })

  it.each([
    [['check', MODEL]],
    [['prove', MODEL]],
    [['check', MODEL, '--watch']],
    [['sweep', MODEL]],
    [['compare', MODEL, '--param', 'fix=none,atomic']],
    [['simulate', MODEL]],
    [['export', MODEL, '--format', 'smt2']],
    [['show', 'trace.json']],
  ])('that cannot be written is noticed before anything is done: %j', (command) => {
    const { status, stdout, stderr } = place.premortem([...command, '--out', join('nowhere', 'report.json')])
    expect(stdout).toBe('')
    expect(stderr).toBe(
      'premortem: nowhere/report.json cannot be written: there is no folder nowhere.\n  Make the folder first, or choose another file.\n',
    )
    expect(status).toBe(2)
  })

  it('leaves files alone when the command is refused for another reason', () => {
    place.write('old.json', 'precious')
    const { status } = place.premortem([
      ...words,
      '--property',
      'x',
      '--out',
      'old.json',
      '--out',
      'new.json',
    ])
    expect(status).toBe(2)
    expect(readFileSync(join(place.folder, 'old.json'), 'utf8')).toBe('precious')
    expect(existsSync(join(place.folder, 'new.json'))).toBe(false)
  })
})

describe('--out-itf', () => {
  it('writes ITF, whatever the file is called', () => {
    const { status, stdout } = place.premortem([...words, '--out-itf', 'trace', '--out', 'trace.itf.json'])
    expect({ status, stdout }).toEqual({ status: 12, stdout: VERDICT })
    const [named, unnamed] = ['trace.itf.json', 'trace'].map((file) =>
      readFileSync(join(place.folder, file), 'utf8'),
    )
    expect(JSON.parse(unnamed ?? '')).toMatchObject({ '#meta': { format: 'ITF' } })
    expect(unnamed).toBe(named)
    place.premortem(['show', 'trace', '--out-itf', 'again'])
    expect(readFileSync(join(place.folder, 'again'), 'utf8')).toBe(unnamed)
  })

  it('is not there where there is no ITF', () => {
    const { status, stderr } = place.premortem(['sweep', MODEL, '--out-itf', 'trace'])
    expect(stderr).toContain("Unknown option '--out-itf'.")
    expect(status).toBe(2)
  })
})

describe.skipIf(!existsSync('/dev/full'))('a full disk', () => {
  it('is reported with the verdicts, whether under a file or under standard output', () => {
    const file = place.premortem([...words, '--format', 'json', '--out', '/dev/full'])
    expect(file).toEqual({
      status: 2,
      stdout: VERDICT,
      stderr: 'premortem: /dev/full cannot be written: no space left on device.\n  Choose another file.\n',
    })
    const { status, stderr } = place.shell(`premortem ${words.join(' ')} > /dev/full`)
    expect(stderr).toMatch(/^premortem: Standard output cannot be written: .*no space left on device.*\.\n$/)
    expect(status).toBe(2)
  })
})

it('a reader that goes away is no error', () => {
  const line = `{ premortem ${words.slice(0, 5).join(' ')} --format json; echo "status $?" >&2; } | head -c 1`
  expect(place.shell(line)).toEqual({ status: 0, stdout: '{', stderr: 'status 12\n' })
})
