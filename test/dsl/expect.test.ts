import { holds, meets, proved, reached, showExpected, unreached, violated } from 'premortem'
import { describe, expect, it } from 'vitest'

const certificate = { kind: 'executions-end', depth: 4 } as const

const CASES = [
  [violated(8), { kind: 'violated', depth: 8 }, true],
  [violated(8), { kind: 'violated', depth: 9 }, false],
  [violated(8), { kind: 'reached', depth: 8 }, false],
  [violated(8), { kind: 'holds', depth: 20 }, false],
  [violated(8), { kind: 'undecided', depth: 8 }, false],
  [reached(3), { kind: 'reached', depth: 3 }, true],
  [reached(3), { kind: 'reached', depth: 2 }, false],
  [reached(3), { kind: 'unreached', depth: 20 }, false],
  [holds(20), { kind: 'holds', depth: 20 }, true],
  [holds(20), { kind: 'holds', depth: 21 }, true],
  [holds(20), { kind: 'holds', depth: 19 }, false],
  [holds(20), { kind: 'proved', certificate }, true],
  [holds(20), { kind: 'undecided', depth: 20 }, false],
  [holds(0), { kind: 'undecided', depth: null }, false],
  [unreached(20), { kind: 'unreached', depth: 20 }, true],
  [unreached(20), { kind: 'unreached', depth: 19 }, false],
  [unreached(20), { kind: 'unreached', depth: 4, certificate }, true],
  [unreached(20), { kind: 'holds', depth: 20 }, false],
  [unreached(), { kind: 'unreached', depth: 20 }, false],
  [unreached(), { kind: 'unreached', depth: 4, certificate }, true],
  [proved(), { kind: 'proved', certificate }, true],
  [proved(), { kind: 'holds', depth: 1000 }, false],
] as const

describe('what was expected', () => {
  it.each(CASES)('%j is borne out by %j: %s', (expected, found, verdict) => {
    expect(meets(expected, found)).toBe(verdict)
  })

  it('can be said in words', () => {
    expect(
      [violated(8), reached(3), holds(20), unreached(20), unreached(), proved()].map(showExpected),
    ).toEqual([
      'violated at depth 8',
      'reached at depth 3',
      'holds to depth 20',
      'unreached to depth 20',
      'never reached',
      'proved',
    ])
  })
})
