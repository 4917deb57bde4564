import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LOST_UPDATE } from './models.js'
import { Workplace } from './running.js'

const place = new Workplace()
/** A comparison that needs no solver. */
const QUICK = ['compare', 'lost-update.ts', '--param', 'fix=none,atomic', '--engine', 'explicit']

/** A till with a fix to be put into a file of its own. */
function till(pay: string): string {
  return `
import { flag, invariant, model, processes, range, reachable, state, step, when } from 'premortem'

export default model({
  name: 'till',
  build() {
    const paid = state(range(0, 2))
    const kasse = processes(2, {
      locals: { frei: flag() },
      steps: ({ frei }) => ({
        sehen: step(frei.becomes(paid.is(0))),
        ${pay}
      }),
      restsAt: ['zahlen'],
    })
    return { paid, kasse, properties: { einmal: invariant(paid.below(2)), zahlt: reachable(paid.is(1)) } }
  },
})
`
}

beforeAll(() => {
  place.write('lost-update.ts', LOST_UPDATE)
  place.write('broken.ts', till('zahlen: step(when(frei), paid.becomes(paid.plus(1))),'))
  place.write('gelöst.ts', till('zahlen: step(when(frei, paid.is(0)), paid.becomes(paid.plus(1))),'))
  place.write('late.ts', till('nochmal: step(), zahlen: step(when(frei), paid.becomes(paid.plus(1))),'))
  place.write('idle.ts', till('zahlen: step(when(paid.above(1)), paid.becomes(paid.plus(1))),'))
})
afterAll(() => {
  place.close()
})

describe('premortem compare', () => {
  it('judges a fix that is a value of a parameter', () => {
    const { status, stdout, stderr } = place.premortem(QUICK)
    expect(stderr).toBe('')
    expect(status).toBe(0)
    expect(stdout).toMatch(/^ {15}fix=none +fix=atomic$/m)
    expect(stdout).toMatch(/^ {2}nothingLost +VIOLATED at depth 4 +PROVED$/m)
    expect(stdout).toContain('The schedule that violates nothingLost with fix=none, taken with fix=atomic')
    expect(stdout).toMatch(/^fix=atomic closes the race: nothingLost is proved at every depth/m)
  })

  it('judges a file beside another, in whatever letters its names are written', () => {
    const { status, stdout } = place.premortem(['compare', 'broken.ts', 'gelöst.ts', '--engine', 'explicit'])
    expect(status).toBe(0)
    expect(stdout).toMatch(
      /is blocked\s+\(gelöst\.ts:12\): its guard needs `paid = 0`,\s+and\s+here paid = 1\./,
    )
    expect(stdout).toContain('gelöst.ts closes the race: einmal is proved at every depth')
  })

  it('says that a fix does nothing, and exits with 14', () => {
    const { status, stdout } = place.premortem(['compare', 'broken.ts', 'idle.ts', '--engine', 'explicit'])
    expect(stdout).toContain(
      'idle.ts closes it by doing nothing: kasse.zahlen can no longer happen; zahlt is never reached any',
    )
    expect(status).toBe(14)
  })

  it('exits with 12 where something is still violated', () => {
    const { status, stdout } = place.premortem(['compare', 'broken.ts', 'late.ts', '--engine', 'explicit'])
    expect(stdout).toContain('einmal is still violated')
    expect(status).toBe(12)
  })

  it('makes a table of all values, with the default first', () => {
    const words = [
      '--param',
      'fix=*',
      '--engine',
      'explicit',
      '--depth',
      '60',
      '--property',
      'noEmptyEndpoint,noRegression,recovers',
    ]
    const { status, stdout } = place.premortem(['compare', 'dynamodb-dns', ...words])
    expect(status).toBe(12)
    const [, table = ''] = stdout.split('\n\n')
    expect(`\n${table}\n`).toMatchInlineSnapshot(`
      "
        fix             noEmptyEndpoint  noRegression  recovers
        none            in 8 steps       in 6 steps    never
        recheck         in 10 steps      in 8 steps    never
        cas             never            never         never
        cleaner-racy    in 12 steps      in 6 steps    never
        cleaner-atomic  never            in 6 steps    never
        tolerant        in 8 steps       in 6 steps    in 11 steps
      "
    `)
    expect(stdout).toMatch(
      /^fix=recheck only moves it: noEmptyEndpoint is still violated in 10 steps instead of 8/m,
    )
    expect(stdout.match(/closes the race/g)).toHaveLength(1)
  })

  it('writes JSON and a page', () => {
    const { stdout } = place.premortem([...QUICK, '--format', 'json'])
    const json: unknown = JSON.parse(stdout)
    expect(json).toMatchObject({
      model: 'lost-update',
      parameter: 'fix',
      exitCode: 0,
      broken: { label: 'fix=none' },
      candidates: [{ label: 'fix=atomic', exitCode: 0, work: { lost: [] } }],
    })
    const { stdout: page } = place.premortem([...QUICK, '--format', 'html'])
    expect(page).toMatch(/^<!doctype html>/)
    expect(page).toContain('fix=atomic closes the race')
  })

  it.each([
    [['lost-update.ts'], 'There is no fix to compare with.', '--param fix=none,atomic'],
    [
      ['lost-update.ts', '--param', 'fix=none'],
      'There is no fix to compare with.',
      '--param fix=none,atomic',
    ],
    [
      ['lost-update.ts', '--param', 'fix=none,none'],
      'There is no fix to compare with.',
      '--param fix=none,atomic',
    ],
    [
      ['lost-update.ts', '--param', 'fix=atomic,none'],
      'there is nothing to fix',
      'Name the broken model first',
    ],
    [['lost-update.ts', 'lost-update.ts'], 'are the same model', 'Give two files'],
    [['lost-update.ts', '--param', 'fix=none,atmic'], 'cannot be `atmic`', 'Did you mean `atomic`?'],
    [['lost-update.ts', '--param', 'fx=none,atomic'], 'no parameter `fx`', 'Did you mean `fix`?'],
    [
      ['lost-update.ts', '--param', 'workers=*'],
      '`*` stands only for values that have names',
      'workers=1..3',
    ],
    [
      ['lost-update.ts', '--param', 'workers=2,3', '--param', 'fix=*'],
      'Both `workers` and `fix`',
      'one parameter',
    ],
    [['broken.ts', 'gelöst.ts', '--param', 'fix=1'], 'Neither model has a parameter `fix`', 'There is none'],
    [
      ['broken.ts', 'lost-update.ts', '--param', 'fix=none,atomic'],
      'there are two models',
      'values of one parameter',
    ],
    [
      ['broken.ts', 'gelöst.ts', '--property', 'einmall'],
      'No model here has a property `einmall`',
      '`einmal`',
    ],
    [['broken.ts', 'nowhere.ts'], 'There is no file nowhere.ts', 'Give the path'],
  ])('refuses %j', (words, problem, remedy) => {
    const { status, stdout, stderr } = place.premortem(['compare', ...words, '--engine', 'explicit'])
    expect(stdout).toBe('')
    expect(stderr).toContain(problem)
    expect(stderr).toContain(remedy)
    expect(status).toBe(2)
  })
})
