import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LOST_UPDATE } from './models.js'
import { Workplace } from './running.js'

const place = new Workplace()
const words = ['lost-update.ts', '--property', 'nothingLost', '--engine', 'explicit', '--quiet']
const VERDICT = '  nothingLost  VIOLATED at depth 4\n'
beforeAll(() => {
  place.write('lost-update.ts', LOST_UPDATE)
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

  it('that cannot be written costs no verdict, but the exit code', () => {
    const { status, stdout, stderr } = place.premortem([...words, '--out', join('nowhere', 'report.json')])
    expect(stdout).toBe(VERDICT)
    expect(stderr).toBe(
      'premortem: nowhere/report.json cannot be written: no such file or directory.\n  Choose another file.\n',
    )
    expect(status).toBe(2)
  })
})

describe.skipIf(!existsSync('/dev/full'))('a full disk', () => {
  it('is reported, whether under a file or under standard output', () => {
    const file = place.premortem([...words, '--out', '/dev/full'])
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
