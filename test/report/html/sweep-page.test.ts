import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sweepPage } from '../../../src/report/html/sweep-page.js'
import type { SweepOutcome } from '../../../src/report/sweep/sweep-outcome.js'
import { dnsRace } from '../dns-race.js'
import { raceReport, result } from '../verdicts.js'
import { Reader } from './browser.js'

let reader: Reader
beforeAll(async () => {
  reader = await Reader.start()
})
afterAll(async () => {
  await reader.close()
})

/** Two cases: the race, and one in which something is proved, something undecided and a goal reached. */
function outcome(): SweepOutcome {
  const { system, results } = raceReport()
  const fixed = dnsRace({ enactors: 3 })
  const reached = results.find(({ property }) => property === 'noRegression')!.verdict
  if (reached.kind !== 'violated') throw new Error('no trace')
  const row = { seconds: 1.5 }
  return {
    model: 'dns',
    named: 'dns',
    depths: [4, 5, 6, 7, 8],
    rows: [
      { ...row, params: { fix: 'none', plans: 3 }, system, results },
      {
        ...row,
        params: { fix: 'cas', plans: 3 },
        system: fixed,
        results: [
          result('noEmptyEndpoint', 'invariant', {
            kind: 'proved',
            certificate: { kind: 'all-states-visited', states: 12 },
          }),
          result('noRegression', 'transition', { kind: 'undecided', depth: 5, reason: 'time' }),
          result('recovers', 'reachable', { kind: 'reached', depth: 6, trace: reached.trace }),
        ],
      },
    ],
  }
}

const page = (): string => sweepPage(outcome(), { version: '1.2.3', showPlace: () => 'model.ts:1' })

describe('a page about a sweep', () => {
  it('has a map for each property, with a sign in each field', async () => {
    const { page: opened, complaints } = await reader.read(page())
    const rows: readonly (readonly string[])[] =
      await opened.evaluate(`[...document.querySelectorAll('.property')].map((map) =>
        [...map.querySelectorAll('tr')].map((row) => [...row.cells].map((cell) => cell.textContent).join(' ')))`)
    expect(rows.slice(0, 3)).toEqual([
      [
        'fix 4 5 6 7 8 Verdict First depth Seconds',
        'none . . . . X VIOLATED at depth 8 8 0.25',
        'cas = = = = = PROVED  0.25',
      ],
      [
        'fix 4 5 6 7 8 Verdict First depth Seconds',
        'none . . X X X VIOLATED at depth 6 6 0.25',
        'cas . . ? ? ? undecided: safe to depth 5  0.25',
      ],
      [
        'fix 4 5 6 7 8 Verdict First depth Seconds',
        'none . . . . . never reached (to depth 20)  0.25',
        'cas . . o o o reached at depth 6 6 0.25',
      ],
    ])
    expect(await opened.locator('.params').innerText()).toBe('plans=3')
    expect(complaints).toEqual([])
    await reader.photograph(opened, 'sweep')
  })

  it('leads from a failing field to its trace', async () => {
    const { page: opened, complaints } = await reader.read(page())
    await opened.locator('.mark a').nth(2).click()
    expect(await opened.locator('.story h2:visible').allInnerTexts()).toEqual([
      'How noRegression is violated, in 6 steps',
    ])
    expect(await opened.locator('.story:visible').innerText()).toContain('fix=none')
    await opened.keyboard.press('ArrowLeft')
    expect(await opened.locator('.shown output').innerText()).toBe('Step 5 of 6')
    expect(complaints).toEqual([])
  })

  it('leads there without scripts, too', async () => {
    const { page: opened } = await reader.read(page(), { javaScriptEnabled: false })
    const targets: readonly string[] = await opened.evaluate(
      `[...document.querySelectorAll('.mark a')].map((link) => link.getAttribute('href'))`,
    )
    expect(new Set(targets)).toEqual(new Set(['#story-1', '#story-2', '#story-3']))
    for (const target of new Set(targets)) expect(await opened.locator(target).isVisible()).toBe(true)
  })
})
