import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { COUNTER, WORDS } from '../format/vmt/texts.js'
import { Workplace } from './running.js'

const place = new Workplace()
beforeAll(() => {
  place.write('counter.vmt', COUNTER)
  place.write('words.vmt', WORDS)
})
afterAll(() => {
  place.close()
})

interface Report {
  readonly results: readonly {
    readonly property: string
    readonly verdict: string
    readonly depth?: number
    readonly checked?: { readonly replay?: boolean }
  }[]
}

function verdicts(stdout: string): readonly string[] {
  const { results } = JSON.parse(stdout) as Report
  return results.map(({ property, verdict, depth }) => `${property} ${verdict} ${String(depth)}`)
}

describe('a VMT-LIB file as a model', () => {
  it('is checked: violations at their depth, with a trace in which each next state shows once', () => {
    const { status, stdout } = place.premortem(['check', 'words.vmt'])
    expect(status).toBe(12)
    expect(stdout).toMatch(/^ {2}parity +(PROVED|holds)/m)
    expect(stdout).toMatch(/^ {2}invar-property-3 +VIOLATED at depth 3$/m)
    expect(stdout).toContain('with by = ')
    expect(stdout).not.toContain("a' =")
    expect(stdout).toMatch(/words\.vmt:9/)
  })

  it('is proved, or not', () => {
    expect(place.premortem(['prove', 'counter.vmt', '--property', 'positive']).status).toBe(0)
    expect(place.premortem(['prove', 'counter.vmt']).status).toBe(12)
  })

  it('may have alternatives that leave integers open', () => {
    place.write(
      'open.vmt',
      COUNTER.replace(
        '(and (<= x x_next) (<= x_next (+ x 1)))',
        '(or (= x_next 2) (and (<= x x_next) (<= x_next (+ x 1))))',
      ),
    )
    const { status, stdout, stderr } = place.premortem(['check', 'open.vmt', '--property', 'positive'])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(/positive +PROVED/)
  })

  it('is swept over depths', () => {
    const { status, stdout } = place.premortem(['sweep', 'counter.vmt', '--depth', '1..4', '--format', 'csv'])
    expect(status).toBe(12)
    expect(stdout).toContain('below-four')
    expect(stdout).toContain('violated')
  })

  it('is exported, and its trace shown again', () => {
    const { stdout } = place.premortem(['export', 'words.vmt', '--depth', '2'])
    expect(stdout).toContain('(set-logic QF_BV)')
    const found = place.premortem(['check', 'words.vmt', '--out', 'report.json', '--out', 'trace.itf.json'])
    expect(found.status).toBe(12)
    expect(verdicts(readFileSync(join(place.folder, 'report.json'), 'utf8'))).toContain(
      'invar-property-3 violated 3',
    )
    for (const file of ['report.json', 'trace.itf.json']) {
      const shown = place.premortem(['show', file])
      expect(shown.stdout).toContain('Replayed on words.vmt: every step is possible')
    }
  })

  it('is not simulated, and says why', () => {
    const { status, stderr } = place.premortem(['simulate', 'counter.vmt'])
    expect(status).toBe(2)
    expect(stderr).toBe(
      'premortem: The steps of counter.vmt are a relation: which states come next has to be solved for, and cannot be drawn.\n' +
        '  Use `premortem check`, which does that.\n',
    )
  })

  it('has no parameters', () => {
    expect(place.premortem(['check', 'counter.vmt', '--param', 'x=1']).status).toBe(2)
  })

  it('that is wrong is refused with one message, its line and its column', () => {
    place.write('wrong.vmt', COUNTER.replace('(< x 4)', '(< x true)'))
    const { status, stdout, stderr } = place.premortem(['check', 'wrong.vmt'])
    expect(status).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toBe(
      'premortem: wrong.vmt:8:35: `<` is not for an operand of sort Bool.\n' +
        '    8 | (define-fun below-four () Bool (! (< x true) :invar-property 1))\n',
    )
  })

  it('is named by --property, and by nothing else', () => {
    const { status, stderr } = place.premortem(['check', 'counter.vmt', '--property', 'below-for'])
    expect(status).toBe(2)
    expect(stderr).toContain('below-four')
  })
})
