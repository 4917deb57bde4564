import { describe, expect, it } from 'vitest'
import type { SweepRow } from '../../../src/run/sweep.js'
import { createPalette } from '../../../src/report/line/palette.js'
import { sweepCsv } from '../../../src/report/sweep/sweep-csv.js'
import {
  caseEventJson,
  caseProgressJson,
  sweepEndJson,
  sweepJson,
  sweepStartJson,
} from '../../../src/report/sweep/sweep-json.js'
import { exitCodeOfSweep } from '../../../src/report/sweep/sweep-outcome.js'
import { sweepText } from '../../../src/report/sweep/sweep-text.js'
import { verdictAtDepth } from '../../../src/report/verdict/verdict-at-depth.js'
import { dnsRace } from '../dns-race.js'
import { EMPTY_TRACE, result } from '../verdicts.js'

const system = dnsRace()
const depths = [1, 2, 3, 4, 5, 6]
const fine = result('fine', 'invariant', { kind: 'holds', depth: 6 })
const row = (enactors: number, fix: string, ...results: SweepRow['results']): SweepRow => ({
  params: { enactors, plans: 3, fix },
  system,
  results,
  seconds: 0.314,
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
const asked = { model: 'dns', named: 'the models/dns.ts', depths }
const outcome = { ...asked, rows }
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
        enactors  fix   found      time  1    6
        2         none      4    0.31 s  ...XXX  VIOLATED at depth 4
        2         cas            0.31 s  ======  PROVED
        10        none           0.31 s  ...???  undecided: safe to depth 3

      goal
        enactors  fix   found      time  1    6
        2         none      2    0.31 s  .ooooo  reached at depth 2
        2         cas            0.31 s  ......  never reached (to depth 6)
        10        none           0.31 s  ??????  undecided

      fine  holds to depth 6 in all 3 cases

        X violated   o goal reached   ? undecided   . nothing found to this depth
        = proved at every depth

      undecided in 1 case: timeout

      A trace:
        premortem check 'the models/dns.ts' --param enactors=2 --param plans=3 \\
          --param fix=none --property safe --depth 4
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
    const text = sweepText({ ...asked, depths: many, rows: [found] }, { width: 56, palette: plain })
    const bar = text.split('\n').find((line) => line.includes('..')) ?? ''
    expect(bar.trim()).toBe(`60    0.31 s  ${'.'.repeat(14)}X  VIOLATED at depth 60`)
  })

  it('drops the words where they would leave no room for the depths', () => {
    const late = result('aGoal', 'reachable', { kind: 'undecided', depth: 3, reason: 'x' })
    const text = sweepText({ ...asked, rows: [row(2, 'none', late)] }, { width: 40, palette: plain })
    expect(text).toContain('\n           0.31 s  ...???\n')
  })

  it('drops what was measured where even that leaves too little', () => {
    const late = result('aGoal', 'reachable', { kind: 'undecided', depth: 3, reason: 'x' })
    const text = sweepText({ ...asked, rows: [row(2, 'none', late)] }, { width: 20, palette: plain })
    expect(text).toContain('\n  ...???\n')
  })

  it.each(Array.from({ length: 15 }, (_, place) => 60 + 10 * place))('fits %i columns', (width) => {
    const text = sweepText(outcome, { width, palette: plain, commands: 'all' })
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(width)
  })

  it('names the command for each violation when asked', () => {
    const twice = [...rows, { ...rows[0]!, params: { enactors: 3, plans: 3, fix: 'none' } }]
    const told = (commands: 'first' | 'all'): number =>
      sweepText({ ...asked, rows: twice }, { width: 200, palette: plain, commands }).split('premortem check')
        .length - 1
    expect(told('first')).toBe(1)
    expect(told('all')).toBe(2)
  })

  it('says how many depths a column stands for', () => {
    const many = Array.from({ length: 200 }, (_, place) => place + 1)
    const held = row(2, 'none', result('safe', 'invariant', { kind: 'undecided', depth: 200, reason: 'x' }))
    expect(sweepText({ ...asked, depths: many, rows: [held] }, { width: 100, palette: plain })).toMatch(
      / 200 {2}\(\d depths a column\)/,
    )
  })
})

describe('a sweep as CSV', () => {
  it('has a line for each case, property and depth', () => {
    const lines = sweepCsv(outcome).split('\n')
    expect(lines).toHaveLength(1 + 3 * 3 * 6 + 1)
    expect(lines.slice(0, 6)).toEqual([
      'enactors,plans,fix,property,kind,depth,verdict,found,seconds',
      '2,3,none,safe,invariant,1,holds,,0.250',
      '2,3,none,safe,invariant,2,holds,,0.250',
      '2,3,none,safe,invariant,3,holds,,0.250',
      '2,3,none,safe,invariant,4,violated,4,0.250',
      '2,3,none,safe,invariant,5,violated,4,0.250',
    ])
  })

  it('quotes what has commas or quotes', () => {
    expect(sweepCsv({ ...asked, depths: [1], rows: [row(1, 'a,"b"', fine)] })).toContain('1,3,"a,""b""",fine')
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

  it('has the first depth at which something is found, and the command that shows it', () => {
    const [first, second] = (
      JSON.parse(sweepJson(outcome, { version: '1', showPlace: () => '' })) as {
        readonly cases: readonly { readonly seconds: number; readonly results: readonly object[] }[]
      }
    ).cases
    expect(first?.seconds).toBe(0.314)
    expect(first?.results[0]).toMatchObject({
      found: 4,
      seconds: 0.25,
      command:
        "premortem check 'the models/dns.ts' --param enactors=2 --param plans=3 --param fix=none --property safe --depth 4",
    })
    expect(second?.results[0]).toMatchObject({ found: null })
    expect(second?.results[0]).not.toHaveProperty('command')
  })

  it('streams what it is about, what is going on in each case, each case, and how it ended', () => {
    const layout = { version: '1', showPlace: () => '' }
    const line = caseEventJson(rows[1]!, 1, asked, layout)
    expect(line.indexOf('\n')).toBe(line.length - 1)
    expect(JSON.parse(line)).toMatchObject({ event: 'case', case: 1, params: rows[1]!.params, exitCode: 0 })
    expect(JSON.parse(sweepStartJson(asked, rows, layout))).toEqual({
      event: 'start',
      premortem: '1',
      model: 'dns',
      depths,
      cases: rows.map(({ params }) => params),
    })
    const news = { kind: 'depth', engine: 'bmc', depth: 3, properties: ['safe'] } as const
    expect(caseProgressJson(news, 2, { ...layout, seconds: 1 })).toBe(
      '{"event":"depth","case":2,"engine":"bmc","seconds":1,"depth":3,"properties":["safe"]}\n',
    )
    const told = { kind: 'verdict', engine: 'bmc', result: fine } as const
    expect(caseProgressJson(told, 2, { ...layout, seconds: 1 })).toBeUndefined()
    expect(JSON.parse(sweepEndJson(outcome))).toEqual({ event: 'end', exitCode: 12 })
  })
})

it('a sweep is worth its gravest case', () => {
  expect(exitCodeOfSweep(outcome)).toBe(12)
  expect(exitCodeOfSweep({ ...outcome, rows: rows.slice(1) })).toBe(10)
  expect(exitCodeOfSweep({ ...outcome, rows: rows.slice(1, 2) })).toBe(0)
  expect(exitCodeOfSweep({ ...outcome, rows: [{ ...rows[1]!, stopped: 'interrupted' }] })).toBe(130)
})
