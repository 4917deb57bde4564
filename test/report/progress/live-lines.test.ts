import { describe, expect, it } from 'vitest'
import { followed, type Activity } from '../../../src/report/progress/activity.js'
import { liveLines } from '../../../src/report/progress/live-lines.js'
import { displayWidth } from '../../../src/report/line/display-width.js'
import type { RunEvent } from '../../../src/run/run-event.js'

/** What is known after these events, each told at its second. */
function after(...told: readonly (readonly [number, RunEvent])[]): readonly Activity[] {
  return told.reduce<readonly Activity[]>((known, [at, event]) => followed(known, event, at), [])
}

function lines(activities: readonly Activity[], now: number, width = 200): readonly string[] {
  return liveLines(activities, { width, now, depth: 20 })
}

const begins = (engine: string, attempt = 1): RunEvent => ({ kind: 'engine-start', engine, attempt })
const ends = (engine: string): RunEvent => ({ kind: 'engine-end', engine, ending: 'stopped' })
const depth = (at: number, ...properties: readonly string[]): RunEvent => ({
  kind: 'depth',
  engine: 'bmc',
  memory: 184_400_000,
  depth: at,
  properties,
})
const result = {
  property: 'safe',
  kind: 'invariant',
  verdict: { kind: 'holds', depth: 3 },
  engine: 'bmc',
  seconds: 1,
} as const

describe('live lines', () => {
  it('tell of each engine how far it is', () => {
    const activities = after(
      [0, begins('bmc')],
      [0.5, begins('pdr')],
      [1, depth(7, 'safe', 'range')],
      [1.5, { kind: 'frame', engine: 'pdr', memory: 96_000_000, property: 'safe', frame: 3, clauses: 212 }],
      [2, { kind: 'lemmas', engine: 'bmc', memory: 190_000_000, clauses: 1 }],
      [2, begins('k-induction')],
      [2, { kind: 'induction', engine: 'k-induction', property: 'safe', k: 3 }],
      [2, begins('spacer')],
      [2, { kind: 'attempt', engine: 'spacer', property: 'safe', seconds: 10 }],
      [2, begins('vacuity')],
    )
    expect(lines(activities, 12.34)).toEqual([
      'bmc          depth 7 of 20, 1 clause  12.3 s  190 MB  safe, range',
      'pdr          frame 3, 212 clauses  11.8 s  96 MB  safe',
      'k-induction  k = 3  10.3 s  safe',
      'spacer       for up to 10 s  10.3 s  safe',
      'vacuity      starting  10.3 s',
    ])
  })

  it('tell about which verdict a second solver is asked, and how far it has come', () => {
    const asking: RunEvent = { kind: 'confirming', engine: 'confirm', property: 'safe' }
    const confirmed: RunEvent = {
      kind: 'confirmed',
      engine: 'confirm',
      property: 'safe',
      confirmation: { by: 'z3', what: ['bound'] },
    }
    const asked = after([0, begins('confirm')], [1, asking])
    expect(lines(asked, 2)).toEqual(['confirm  asking again  2.0 s  safe'])
    const further = followed(asked, { ...depth(7, 'safe'), engine: 'confirm' }, 3)
    expect(lines(further, 4)).toEqual(['confirm  depth 7 of 20  4.0 s  184 MB  safe'])
    expect(lines(followed(followed(further, ends('confirm'), 5), confirmed, 5), 6)).toEqual([])
  })

  it('go with their engine, or say why it had to start again', () => {
    const died = { kind: 'engine-died', engine: 'pdr', reason: 'out of memory' } as const
    expect(lines(after([0, begins('bmc')], [0, begins('pdr')], [1, ends('bmc')]), 2)).toEqual([
      'pdr  starting  2.0 s',
    ])
    const again = after([0, begins('pdr')], [1, { ...died, isTriedAgain: true }], [1, begins('pdr', 2)])
    expect(lines(again, 2)).toEqual(['pdr  starting  2.0 s  started again: out of memory'])
    expect(after([0, begins('pdr')], [1, { ...died, isTriedAgain: false }])).toEqual([])
  })

  it('tell when a simpler trace is looked for', () => {
    const activities = after(
      [0, begins('bmc')],
      [1, { kind: 'verdict', engine: 'bmc', memory: 1e6, result }],
      [1, { kind: 'minimising', engine: 'bmc', property: 'safe' }],
    )
    expect(lines(activities, 2)).toEqual(['bmc  looking for the simplest trace  2.0 s  1 MB  safe'])
    expect(followed(activities, { kind: 'minimised', engine: 'bmc', memory: 2e6, result }, 3)).toEqual([
      { ...activities[0], memory: 2e6 },
    ])
  })

  it('estimate the time to the last depth from that of recent ones', () => {
    const steady = after(...Array.from({ length: 11 }, (_, k) => [k, depth(k, 'safe')] as const))
    expect(lines(steady, 10)).toEqual(['bmc  depth 10 of 20  10.0 s  184 MB  about 10 s to depth 20  safe'])
    expect(lines(steady, 10.5)[0]).toContain('about 10 s to depth 20')
    expect(lines(steady, 14)[0]).not.toContain('about')
  })

  it.each(Array.from({ length: 141 }, (_, place) => 60 + place))('fit into %i columns', (width) => {
    const wide = 'プロパティ'.repeat(12)
    const activities = after(
      [0, begins('bmc')],
      [1, depth(7, wide, `control \u001b[2J character`)],
      [1, begins('プロ')],
      [1, { kind: 'frame', engine: 'プロ', property: wide, frame: 3, clauses: 212 }],
    )
    const shown = lines(activities, 12.34, width)
    expect(shown).toHaveLength(2)
    for (const line of shown) {
      expect(displayWidth(line)).toBeLessThanOrEqual(width)
      expect(line).not.toContain('\u001b')
    }
    expect(shown[0]).toMatch(/^bmc {3}depth 7 of 20 {2}12\.3 s {2}184 MB/)
    // The second column begins where the first does.
    expect(displayWidth(shown[1]?.split('frame')[0] ?? '')).toBe(6)
  })
})
