import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { SourcePlace } from '../../../src/ir/system.js'
import { checkText, type TextLayout } from '../../../src/report/check/check-text.js'
import { displayWidth } from '../../../src/report/line/display-width.js'
import { createPalette } from '../../../src/report/line/palette.js'
import { raceReport, result } from '../verdicts.js'

const subject = { model: 'dns', params: { enactors: 2, fix: 'none', fast: true } }
const usual: TextLayout = {
  width: 100,
  palette: createPalette({ color: false }),
  detail: 'usual',
  stories: 'gravest',
  showPlace: ({ file, line }: SourcePlace) => `${basename(file)}:${String(line)}`,
}

describe('the report of a check', () => {
  it('has the verdicts, and the story of the violation that the model names first', () => {
    expect(`\n${checkText({ subject, report: raceReport() }, usual)}`).toMatchInlineSnapshot(`
      "
      dns  enactors=2 fix=none fast=true

        noEmptyEndpoint  VIOLATED at depth 8
        noRegression     VIOLATED at depth 6
        recovers         never reached (to depth 20)
        deadlock         VIOLATED at depth 6 (no step is possible)
        range            holds to depth 20 (no execution of up to 20 steps violates it)

      How noEmptyEndpoint is violated, in 8 steps

        0  gen = 0, active[0] = 0, tree[0][0..3] = false, enactor[0,1].plan = 0
        #  planner  enactor[0]  enactor[1]
        1  emit     │           │           gen 0 -> 1                                  model.ts:33
        2  │        pick        │           enactor[0].plan 0 -> 1                      model.ts:41
        3  emit     │           │           gen 1 -> 2                                  model.ts:33
        4  emit     │           │           gen 2 -> 3                                  model.ts:33
        5           │           pick        enactor[1].plan 0 -> 3                      model.ts:41
        6           │           flip        active[0] 0 -> 3, tree[0][3] false -> true  model.ts:47
        7           flip        │           active[0] 3 -> 1, tree[0][1] false -> true  model.ts:47
        8           │           clean       tree[0][1] true -> false                    model.ts:53

      After step 8, noEmptyEndpoint does not hold (model.ts:70):
        for every e in 0..0: active[e] = 0 or tree[e][active[e]] is false for e = 0
          active[0] = 0 is false
            active[0] = 1     since step 7 (enactor[0].flip)
          tree[0][1] = false  since step 8 (enactor[1].clean)

      The race: enactor[0] acted in step 7 (flip) on active[0] = 0, which it had read in step 2 (pick), 5
      steps before. In between, enactor[1] changed it to 3 in step 6 (flip).

      Every step is needed: without any one of them, a later one is not possible, or noEmptyEndpoint is
      not violated.

      noRegression is violated on the way, by step 7.

      Further traces: --property deadlock (6 steps)
      "
    `)
  })

  it('fits on two screens', () => {
    const lines = checkText({ subject, report: raceReport() }, { ...usual, width: 80 }).split('\n')
    expect(lines.length).toBeLessThanOrEqual(48)
    expect(lines.map(displayWidth).filter((width) => width > 80)).toEqual([])
  })

  it('prefers a broken invariant to a deadlock, whichever comes first in the model', () => {
    const report = raceReport()
    const text = checkText({ subject, report: { ...report, results: report.results.toReversed() } }, usual)
    expect(text).toContain('How noRegression is violated, in 6 steps')
    expect(text).not.toContain('How everything comes to a halt')
    expect(text).not.toContain('How noEmptyEndpoint is violated')
  })

  it('tells every story when asked to, the deadlock by where everyone stands', () => {
    const text = checkText({ subject, report: raceReport() }, { ...usual, stories: 'all' })
    expect(text.match(/^How .*$/gm)).toEqual([
      'How noEmptyEndpoint is violated, in 8 steps',
      'How noRegression is violated, in 6 steps',
      'How everything comes to a halt, in 6 steps',
    ])
    expect(text).toContain(
      [
        'After step 6, noRegression does not hold across this step (model.ts:74):',
        '  for every e in 0..0: active[e] <= next(active[e]) is false for e = 0',
        '    active[0] <= next(active[0]) is false',
        '      active[0] = 2        since step 5 (enactor[1].flip)',
        '      next(active[0]) = 1  since step 6 (enactor[0].flip)',
        '',
        'The race: enactor[0] acted in step 6 (flip) on active[0] = 0, which it had read in step 2 (pick), 4',
        'steps before. In between, enactor[1] changed it to 2 in step 5 (flip).',
      ].join('\n'),
    )
    expect(text).toContain(
      [
        'After step 6, no step is possible, and not every process is where it may end:',
        '  planner has no step left (at done)',
        '  enactor[0] has no step left (at done)',
        '  enactor[1] waits before pick  model.ts:41',
        '',
      ].join('\n'),
    )
    expect(text).not.toContain('Further traces')
  })

  it('tells what a proof rests on when asked to', () => {
    const { system, depth } = raceReport()
    const certificate = {
      kind: 'inductive-invariant',
      clauses: ['active[0] < 3  or  tree[0][3]', 'for all enactor i:  enactor[i].plan < 3'],
      count: 3,
      integers: 'bit-vector',
      formula: 'true',
      frame: 4,
      script: '',
    } as const
    const results = [
      result('noEmptyEndpoint', 'invariant', { kind: 'proved', certificate }),
      result('range', 'range', {
        kind: 'proved',
        certificate: { kind: 'executions-end', depth: 3, script: '(check-sat)' },
      }),
    ]
    const report = { system, depth, results, warnings: [] }
    expect(checkText({ subject, report }, usual)).not.toContain('Why')
    const text = checkText({ subject, report }, { ...usual, stories: 'all' })
    expect(text.match(/^Why .*$/gm)).toEqual(['Why noEmptyEndpoint holds at every depth'])
    expect(text).toContain(':\n  active[0] < 3  or  tree[0][3]\n  for all enactor i:  enactor[i].plan < 3\n')
  })

  it('says nothing but the verdicts when it is to be brief', () => {
    const lines = checkText({ subject, report: raceReport() }, { ...usual, detail: 'brief' }).split('\n')
    expect(lines).toHaveLength(6)
    expect(lines[0]).toBe('  noEmptyEndpoint  VIOLATED at depth 8')
  })

  it('names engines and times when nothing is to be left out', () => {
    expect(checkText({ subject, report: raceReport() }, { ...usual, detail: 'full' })).toContain(
      'VIOLATED at depth 8  [bmc, 0.25 s]',
    )
  })

  it('says that it was cut short', () => {
    const text = (stopped: 'interrupted' | 'timeout'): string =>
      checkText({ subject, report: { ...raceReport(), stopped } }, usual)
    expect(text('interrupted')).toContain('\nInterrupted: this is what was established until then.\n')
    expect(text('timeout')).toContain('\nThe time was up: this is what was established until then.\n')
  })

  it('tells no story where nothing is violated, and names the goals that have one', () => {
    const { system, depth, results } = raceReport()
    const [first, ...others] = results
    const reached = {
      ...first!,
      property: 'recovers',
      kind: 'reachable',
      verdict: { ...first!.verdict, kind: 'reached' },
    }
    const fine = others.filter(({ verdict }) => verdict.kind === 'holds')
    const report = { system, depth, results: [reached as typeof first & object, ...fine], warnings: [] }
    const text = checkText({ subject, report }, usual)
    expect(text).not.toContain('How ')
    expect(text).toContain('Further traces: --property recovers (8 steps)')
  })

  it('warns before them; of goals only where that counts, and so of what is not settled', () => {
    const report = {
      ...raceReport(),
      warnings: [
        { code: 'vacuous', subject: 'p', message: 'It says nothing.' },
        { code: 'unreached-goal', subject: 'g', message: 'It is never reached.' },
      ],
      unsettled: ['q', 'r'],
    } as const
    const sentences = ['As expected.']
    expect(checkText({ subject, report, sentences }, usual)).toMatch(
      /\n\nWarning \(vacuous\): It says nothing\.\nAs expected\.\n$/,
    )
    expect(checkText({ subject, report, strict: true }, usual).split('\n').slice(-4)).toEqual([
      'Warning (vacuous): It says nothing.',
      'Warning (unreached-goal): It is never reached.',
      'Undecided whether there is something to warn of: `q`, `r`.',
      '',
    ])
  })

  it('ends with the sentences it is given', () => {
    const text = checkText({ subject, report: raceReport(), sentences: ['As expected.'] }, usual)
    expect(text).toMatch(/\n\nAs expected\.\n$/)
  })

  it('has colours only when they are wanted', () => {
    const escape = '\u001b['
    expect(checkText({ subject, report: raceReport() }, usual)).not.toContain(escape)
    expect(
      checkText({ subject, report: raceReport() }, { ...usual, palette: createPalette({ color: true }) }),
    ).toContain(`${escape}31mVIOLATED at depth 8`)
  })
})

describe('a fault', () => {
  const told = (subjectOfFault: string): string => {
    const { system, depth, results } = raceReport()
    const [first] = results
    const fault = {
      code: 'out-of-range',
      message: 'gen := 4 leaves range(0, 3)',
      subject: subjectOfFault,
      source: { file: '/models/dns/model.ts', line: 33 },
    } as const
    if (first?.verdict.kind !== 'violated') throw new Error('the race is gone')
    const verdict = { ...first.verdict, trace: { ...first.verdict.trace, fault } }
    const results_ = [{ ...first, property: 'range', kind: 'range', verdict } as const]
    return checkText({ subject, report: { system, depth, results: results_, warnings: [] } }, usual)
  }

  it('is blamed on the step that cannot complete', () => {
    expect(told('planner.emit')).toContain(
      'After step 8, planner.emit cannot complete: gen := 4 leaves range(0, 3) (model.ts:33)\n',
    )
  })

  it('or on the property that has no value', () => {
    expect(told('noEmptyEndpoint')).toContain('After step 8, noEmptyEndpoint has no value: gen := 4')
  })
})
