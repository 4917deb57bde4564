import { describe, expect, it } from 'vitest'
import type { SweepRow } from '../../../src/run/sweep.js'
import { createPalette } from '../../../src/report/line/palette.js'
import { sweepCsv } from '../../../src/report/sweep/sweep-csv.js'
import { caseEventJson, sweepJson } from '../../../src/report/sweep/sweep-json.js'
import { exitCodeOfSweep } from '../../../src/report/sweep/sweep-outcome.js'
import { sweepText } from '../../../src/report/sweep/sweep-text.js'
import { verdictAtDepth } from '../../../src/report/verdict/verdict-at-depth.js'
import { EMPTY_TRACE, result } from '../verdicts.js'

const depths = [1, 2, 3, 4, 5, 6]
const fine = result('fine', 'invariant', { kind: 'holds', depth: 6 })
const row = (enactors: number, fix: string, ...results: SweepRow['results']): SweepRow => ({
  params: { enactors, plans: 3, fix },
  results,
})
const rows = [
  row(
    2,
    'none',
    result('safe', 'invariant', { kind: 'violated', depth: 4, trace: EMPTY_TRACE }),
    result('goal', 'reachable', { kind: 'reached', depth: 2, trace: EMPTY_TRACE }),
    fine,
  ),
  row(
    2,
    'cas',
    result('safe', 'invariant', {
      kind: 'proved',
      certificate: { kind: 'executions-end', depth: 5, script: '(check-sat)' },
    }),
    result('goal', 'reachable', { kind: 'unreached', depth: 6 }),
    fine,
  ),
  row(
    10,
    'none',
    result('safe', 'invariant', { kind: 'undecided', depth: 3, reason: 'timeout' }),
    result('goal', 'reachable', { kind: 'undecided', depth: null, reason: 'timeout' }),
    fine,
  ),
]
const outcome = { model: 'dns', depths, rows }
const plain = createPalette({ color: false })

describe('a verdict, had one looked less deep', () => {
  it.each([
    ['violated', rows[0]!.results[0]!, ['holds', 'holds', 'holds', 'violated', 'violated', 'violated']],
    ['reached', rows[0]!.results[1]!, ['unreached', 'reached', 'reached', 'reached', 'reached', 'reached']],
    ['proved', rows[1]!.results[0]!, Array.from({ length: 6 }, () => 'proved')],
    ['unreached', rows[1]!.results[1]!, Array.from({ length: 6 }, () => 'unreached')],
    ['undecided', rows[2]!.results[0]!, ['holds', 'holds', 'holds', 'undecided', 'undecided', 'undecided']],
    ['undecided from the start', rows[2]!.results[1]!, Array.from({ length: 6 }, () => 'undecided')],
    [
      'to a smaller depth than asked',
      result('p', 'invariant', { kind: 'holds', depth: 2 }),
      ['holds', 'holds', 'undecided', 'undecided', 'undecided', 'undecided'],
    ],
  ])('%s', (_, of, expected) => {
    expect(depths.map((depth) => verdictAtDepth(of, depth))).toEqual(expected)
  })
})

describe('a sweep as text', () => {
  it('has a grid for each property, and a line for those that are always fine', () => {
    expect(`\n${sweepText(outcome, { width: 80, palette: plain })}`).toMatchInlineSnapshot(`
      "
      dns  plans=3

      safe
        enactors  fix   1    6
        2         none  ...XXX  VIOLATED at depth 4
        2         cas   ======  PROVED
        10        none  ...???  undecided: safe to depth 3

      goal
        enactors  fix   1    6
        2         none  .ooooo  reached at depth 2
        2         cas   ......  never reached (to depth 6)
        10        none  ??????  undecided

      fine  holds to depth 6 in all 3 cases

        X violated   o goal reached   ? undecided   . nothing found to this depth
        = proved at every depth

      undecided in 1 case: timeout
      "
    `)
  })

  it('puts several depths in a column where there is no room, which never hides a finding', () => {
    const many = Array.from({ length: 60 }, (_, place) => place + 1)
    const found = row(
      2,
      'none',
      result('safe', 'invariant', { kind: 'violated', depth: 60, trace: EMPTY_TRACE }),
    )
    const text = sweepText({ model: 'dns', depths: many, rows: [found] }, { width: 40, palette: plain })
    const bar = text.split('\n').find((line) => line.includes('..')) ?? ''
    expect(bar.trim()).toBe(`${'.'.repeat(14)}X  VIOLATED at depth 60`)
  })

  it('drops the words where they would leave no room for the depths', () => {
    const late = result('aGoal', 'reachable', { kind: 'undecided', depth: 3, reason: 'x' })
    const text = sweepText(
      { model: 'dns', depths, rows: [row(2, 'none', late)] },
      { width: 36, palette: plain },
    )
    expect(text).toContain('\n  ...???\n')
  })

  it('says how many depths a column stands for', () => {
    const many = Array.from({ length: 200 }, (_, place) => place + 1)
    const held = row(2, 'none', result('safe', 'invariant', { kind: 'undecided', depth: 200, reason: 'x' }))
    expect(sweepText({ model: 'dns', depths: many, rows: [held] }, { width: 100, palette: plain })).toMatch(
      / 200 {2}\(\d depths a column\)/,
    )
  })
})

describe('a sweep as CSV', () => {
  it('has a line for each case, property and depth', () => {
    const lines = sweepCsv(outcome).split('\n')
    expect(lines).toHaveLength(1 + 3 * 3 * 6 + 1)
    expect(lines.slice(0, 6)).toEqual([
      'enactors,plans,fix,property,kind,depth,verdict,found',
      '2,3,none,safe,invariant,1,holds,',
      '2,3,none,safe,invariant,2,holds,',
      '2,3,none,safe,invariant,3,holds,',
      '2,3,none,safe,invariant,4,violated,4',
      '2,3,none,safe,invariant,5,violated,4',
    ])
  })

  it('quotes what has commas or quotes', () => {
    expect(sweepCsv({ model: 'm', depths: [1], rows: [row(1, 'a,"b"', fine)] })).toContain(
      '1,3,"a,""b""",fine',
    )
  })
})

describe('a sweep as JSON', () => {
  it('has each case with its results, and each result with a verdict for each depth', () => {
    const parsed = JSON.parse(sweepJson(outcome, { version: '1.2.3', showPlace: () => '' })) as Record<
      string,
      unknown
    >
    expect(parsed).toMatchObject({ premortem: '1.2.3', model: 'dns', depths, exitCode: 12 })
    const cases = parsed.cases as readonly Record<string, unknown>[]
    expect(cases.map(({ params, exitCode }) => ({ params, exitCode }))).toEqual([
      { params: rows[0]!.params, exitCode: 12 },
      { params: rows[1]!.params, exitCode: 0 },
      { params: rows[2]!.params, exitCode: 10 },
    ])
    expect(cases[0]).toHaveProperty('results.0.verdicts', [
      'holds',
      'holds',
      'holds',
      'violated',
      'violated',
      'violated',
    ])
  })

  it('streams a case in a line', () => {
    const line = caseEventJson(rows[1]!, depths, { version: '1', showPlace: () => '' })
    expect(line.indexOf('\n')).toBe(line.length - 1)
    expect(JSON.parse(line)).toMatchObject({ event: 'case', params: rows[1]!.params, exitCode: 0 })
  })
})

it('a sweep is worth its gravest case', () => {
  expect(exitCodeOfSweep(outcome)).toBe(12)
  expect(exitCodeOfSweep({ ...outcome, rows: rows.slice(1) })).toBe(10)
  expect(exitCodeOfSweep({ ...outcome, rows: rows.slice(1, 2) })).toBe(0)
  expect(exitCodeOfSweep({ ...outcome, rows: [{ ...rows[1]!, stopped: 'interrupted' }] })).toBe(130)
})
