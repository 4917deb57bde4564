import { describe, expect, it } from 'vitest'
import type { Verdict } from '../../../src/engine/verdict.js'
import { createPalette } from '../../../src/report/line/palette.js'
import { rendered } from '../../../src/report/line/styled-line.js'
import { verdictLine } from '../../../src/report/verdict/verdict-line.js'
import { verdictTable } from '../../../src/report/verdict/verdict-table.js'
import { EMPTY_TRACE, result } from '../verdicts.js'

const plain = createPalette({ color: false })
const fault = { code: 'out-of-range', message: 'counter := 6 leaves range(0, 5)' } as const

describe('a verdict in one line', () => {
  it.each<readonly ['invariant' | 'reachable' | 'deadlock' | 'range', Verdict, string]>([
    ['invariant', { kind: 'violated', depth: 8, trace: EMPTY_TRACE }, 'VIOLATED at depth 8'],
    [
      'deadlock',
      { kind: 'violated', depth: 8, trace: EMPTY_TRACE },
      'VIOLATED at depth 8 (no step is possible)',
    ],
    [
      'range',
      { kind: 'violated', depth: 2, trace: { ...EMPTY_TRACE, fault } },
      'VIOLATED at depth 2 (counter := 6 leaves range(0, 5))',
    ],
    [
      'invariant',
      { kind: 'holds', depth: 20 },
      'holds to depth 20 (no execution of up to 20 steps violates it)',
    ],
    ['invariant', { kind: 'holds', depth: 1 }, 'holds to depth 1 (no execution of up to 1 step violates it)'],
    ['reachable', { kind: 'reached', depth: 9, trace: EMPTY_TRACE }, 'reached at depth 9'],
    ['reachable', { kind: 'unreached', depth: 20 }, 'never reached (to depth 20)'],
    [
      'reachable',
      {
        kind: 'unreached',
        depth: 17,
        certificate: { kind: 'executions-end', depth: 17, script: '(check-sat)' },
      },
      'PROVED never reached: every execution ends by step 17, as far as it matters here',
    ],
    [
      'invariant',
      { kind: 'proved', certificate: { kind: 'executions-end', depth: 17, script: '(check-sat)' } },
      'PROVED: every execution ends by step 17, as far as it matters here',
    ],
    [
      'invariant',
      { kind: 'proved', certificate: { kind: 'executions-end', depth: 0, script: '(check-sat)' } },
      'PROVED: no step can make a difference to it',
    ],
    [
      'invariant',
      { kind: 'proved', certificate: { kind: 'all-states-visited', states: 12345 } },
      'PROVED: all 12,345 reachable states were visited',
    ],
    [
      'invariant',
      { kind: 'undecided', depth: 12, reason: 'the time was up' },
      'undecided: safe to depth 12 (the time was up)',
    ],
    [
      'reachable',
      { kind: 'undecided', depth: 12, reason: 'the time was up' },
      'undecided: not reached to depth 12 (the time was up)',
    ],
    [
      'invariant',
      { kind: 'undecided', depth: null, reason: 'the time was up' },
      'undecided: the time was up',
    ],
  ])('%s, %j: %s', (kind, verdict, text) => {
    expect(rendered([verdictLine({ kind, verdict }, { explained: true })], plain)).toBe(`${text}\n`)
  })
})

describe('the table of verdicts', () => {
  const results = [
    result('short', 'invariant', { kind: 'holds', depth: 20 }),
    result('aRatherLongName', 'invariant', { kind: 'holds', depth: 20 }),
    result(
      'other',
      'invariant',
      { kind: 'undecided', depth: null, reason: 'the solver gave up half way' },
      1.234,
    ),
  ]

  it('aligns the verdicts, folds them under themselves, and says only once what `holds` means', () => {
    expect(`\n${rendered(verdictTable(results, { width: 50, full: false }), plain)}`).toMatchInlineSnapshot(`
      "
        short            holds to depth 20 (no execution
                         of up to 20 steps violates it)
        aRatherLongName  holds to depth 20
        other            undecided: the solver gave up
                         half way
      "
    `)
  })

  it('says how each came about when all is wanted', () => {
    const text = rendered(verdictTable(results, { width: 100, full: true }), plain)
    expect(text).toContain('undecided: the solver gave up half way  [bmc, 1.23 s]\n')
  })
})
