import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { IDLE, LOST_UPDATE } from './models.js'
import { Workplace } from './running.js'

const place = new Workplace()
const QUICK = ['idle.ts', '--engine', 'explicit']
beforeAll(() => {
  place.write('idle.ts', IDLE)
  place.write('lost-update.ts', LOST_UPDATE)
})
afterAll(() => {
  place.close()
})

const WARNINGS = [
  { code: 'never-enabled', subject: 'visitor.enter' },
  { code: 'vacuous', subject: 'safe' },
  { code: 'unreached-goal', subject: 'enters' },
]

describe('warnings', () => {
  it('follow the verdicts, and change nothing about the exit code', () => {
    const { status, stdout, stderr } = place.premortem([...QUICK, '--quiet'])
    expect(stderr).toBe('')
    expect(status).toBe(0)
    expect(`\n${stdout}`).toMatchInlineSnapshot(`
      "
        safe      PROVED: all 2 reachable states were visited
        enters    PROVED never reached: all 2 reachable states were visited
        deadlock  PROVED: all 2 reachable states were visited
        range     PROVED: all 2 reachable states were visited
      Warning (never-enabled): No reachable state enables \`visitor.enter\`.
      Warning (vacuous): \`safe\` says nothing: its condition is never true.
      "
    `)
  })

  it('are in the JSON', () => {
    const { status, stdout } = place.premortem([...QUICK, '--format', 'json'])
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ exitCode: 0, warnings: WARNINGS })
  })

  it('are events after the verdicts', () => {
    const { stdout } = place.premortem([...QUICK, '--format', 'jsonl'])
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(events.slice(-4)).toMatchObject([
      ...WARNINGS.map((warning) => ({ event: 'warning', ...warning })),
      { event: 'end', exitCode: 0 },
    ])
  })
})

describe('--strict', () => {
  it('makes failures of warnings, and names the goals among them', () => {
    const { status, stdout } = place.premortem([...QUICK, '--strict', '--quiet'])
    expect(status).toBe(14)
    expect(stdout).toContain('Warning (unreached-goal): The goal `enters` is never reached.')
    expect(JSON.parse(place.premortem([...QUICK, '--strict', '--format', 'json']).stdout)).toMatchObject({
      exitCode: 14,
    })
  })

  it('counts for proofs too, and only for what was asked', () => {
    expect(place.premortem(['prove', 'idle.ts', '--strict']).status).toBe(14)
    const { stdout } = place.premortem([...QUICK, '--strict', '--property', 'deadlock', '--format', 'json'])
    expect(JSON.parse(stdout)).toMatchObject({ warnings: WARNINGS.slice(0, 1) })
  })

  it('is content where there is nothing to warn of, and a violation is graver', () => {
    expect(
      place.premortem(['lost-update.ts', '--param', 'fix=atomic', '--strict', '--engine', 'explicit']).status,
    ).toBe(0)
    expect(place.premortem(['lost-update.ts', '--strict', '--engine', 'explicit']).status).toBe(12)
  })

  it('lets a goal be unreached that is pinned so', () => {
    const expected = place.premortem([...QUICK, '--as-expected'])
    expect(expected.status).toBe(0)
    expect(place.premortem([...QUICK, '--as-expected', '--strict']).status).toBe(14)
    place.write(
      'pinned.ts',
      IDLE.replace(", enter: step(when(open)) }), restsAt: ['enter']", ' })')
        .replace("visitor.at('done').implies(open)", 'true')
        .replace("reachable(visitor.at('done'))", 'reachable(open)'),
    )
    expect(place.premortem(['pinned.ts', '--strict', '--engine', 'explicit']).status).toBe(14)
    expect(place.premortem(['pinned.ts', '--strict', '--as-expected', '--engine', 'explicit']).status).toBe(0)
  })
})
