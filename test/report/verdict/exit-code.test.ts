import { describe, expect, it } from 'vitest'
import {
  EXIT,
  byGravity,
  exitCodeOf,
  exitCodeOfCheck,
  gravest,
  type Judged,
} from '../../../src/report/verdict/exit-code.js'

const judged = (kind: Judged['kind'], verdict: Judged['verdict']['kind']): Judged => ({
  kind,
  verdict: { kind: verdict },
})

describe('the exit code', () => {
  it.each<readonly [Judged['kind'], Judged['verdict']['kind'], number]>([
    ['invariant', 'violated', 12],
    ['transition', 'violated', 12],
    ['range', 'violated', 12],
    ['deadlock', 'violated', 11],
    ['invariant', 'undecided', 10],
    ['reachable', 'undecided', 10],
    ['invariant', 'holds', 0],
    ['invariant', 'proved', 0],
    ['reachable', 'reached', 0],
    ['reachable', 'unreached', 0],
  ])('of %s %s is %i', (kind, verdict, code) => {
    expect(exitCodeOf(judged(kind, verdict))).toBe(code)
  })

  it('is that of the gravest finding', () => {
    const order = [70, 2, 12, 11, 14, 10, 0] as const
    for (const [place, code] of order.entries()) {
      expect(gravest(order.slice(place).toReversed())).toBe(code)
    }
    expect(gravest([])).toBe(EXIT.holds)
  })

  it('of a check that was interrupted is 130, whatever was found', () => {
    const results = [judged('invariant', 'violated')]
    expect(exitCodeOfCheck({ results, stopped: 'interrupted' })).toBe(130)
  })

  it('of a check whose time was up is that of what was found, or 10', () => {
    expect(exitCodeOfCheck({ results: [judged('invariant', 'violated')], stopped: 'timeout' })).toBe(12)
    expect(exitCodeOfCheck({ results: [judged('invariant', 'holds')], stopped: 'timeout' })).toBe(10)
  })

  it('of warnings is 14, where they count, and 10 where some may be missing', () => {
    const results = [judged('invariant', 'holds')]
    const warnings = ['vacuous']
    expect(exitCodeOfCheck({ results, warnings })).toBe(0)
    expect(exitCodeOfCheck({ results, warnings }, { strict: true })).toBe(14)
    expect(exitCodeOfCheck({ results, unsettled: ['p'] })).toBe(0)
    expect(exitCodeOfCheck({ results, unsettled: ['p'] }, { strict: true })).toBe(10)
    expect(exitCodeOfCheck({ results, warnings: [], unsettled: [] }, { strict: true })).toBe(0)
  })

  it('sorts results, the gravest first', () => {
    const sorted = [
      judged('invariant', 'holds'),
      judged('deadlock', 'violated'),
      judged('range', 'violated'),
    ].toSorted(byGravity)
    expect(sorted.map(({ kind }) => kind)).toEqual(['range', 'deadlock', 'invariant'])
  })
})
