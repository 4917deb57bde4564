import { describe, expect, it } from 'vitest'
import { compareWithExpectation } from '../../src/cli/expectation.js'
import { holds, proved, violated, type ExpectedVerdict } from '../../src/dsl/expect.js'
import type { PropertyResult } from '../../src/engine/verdict.js'
import { raceReport, result } from '../report/verdicts.js'

function compare(
  verdicts: Readonly<Record<string, ExpectedVerdict>> | undefined,
  results: readonly PropertyResult[],
  stopped?: 'interrupted' | 'timeout',
) {
  const { system, depth } = raceReport()
  return compareWithExpectation(
    { system, depth, results, warnings: [], ...(stopped === undefined ? {} : { stopped }) },
    verdicts === undefined ? undefined : { params: {}, verdicts },
  )
}

const broken = result('safe', 'invariant', { kind: 'violated', depth: 8, trace: { states: [], steps: [] } })
const fine = result('fine', 'invariant', { kind: 'holds', depth: 20 })
const open = result('fine', 'invariant', { kind: 'undecided', depth: 3, reason: 'timeout' })

describe('--as-expected', () => {
  it('is content exactly when everything that is pinned was found', () => {
    expect(compare({ safe: violated(8), fine: holds(20) }, [broken, fine])).toEqual({
      exitCode: 0,
      lines: ['As expected: all 2 pinned verdicts are confirmed.'],
    })
    expect(compare({ safe: violated(8) }, [broken, fine]).exitCode).toBe(0)
  })

  it('looks only at the properties that were asked for', () => {
    expect(compare({ safe: violated(8), fine: proved() }, [broken])).toEqual({
      exitCode: 0,
      lines: ['As expected: the pinned verdict is confirmed.'],
    })
  })

  it('names each surprise, and fails even where the verdict alone would not', () => {
    expect(compare({ safe: violated(7), fine: proved() }, [broken, fine])).toEqual({
      exitCode: 2,
      lines: [
        'Not as expected: safe is pinned as `violated at depth 7`, and the verdict is `VIOLATED at depth 8`.',
        'Not as expected: fine is pinned as `proved`, and the verdict is `holds to depth 20`.',
      ],
    })
  })

  it('is undecided where only time was lacking', () => {
    expect(compare({ safe: violated(8), fine: holds(20) }, [broken, open], 'timeout').exitCode).toBe(10)
    expect(compare({ safe: violated(7), fine: holds(20) }, [broken, open], 'timeout').exitCode).toBe(2)
  })

  it('does not call an interrupted check anything else', () => {
    expect(compare({ safe: violated(8), fine: holds(20) }, [broken, open], 'interrupted').exitCode).toBe(130)
  })

  it('has nothing to go by where nothing is pinned', () => {
    for (const verdicts of [undefined, {}, { other: proved() }]) {
      const { exitCode, lines } = compare(verdicts, [broken])
      expect(exitCode).toBe(2)
      expect(lines.join()).toContain('Nothing to compare with')
    }
  })
})
