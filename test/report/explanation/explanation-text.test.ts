import { flag, invariant, model, process, range, reachable, state, step, when } from 'premortem'
import { describe, expect, it } from 'vitest'
import { explanationLines } from '../../../src/report/explanation/explanation-text.js'
import { displayWidth } from '../../../src/report/line/display-width.js'
import { createPalette } from '../../../src/report/line/palette.js'
import { rendered } from '../../../src/report/line/styled-line.js'
import type { TransitionSystem } from '../../../src/ir/system.js'
import type { Trace } from '../../../src/trace/trace.js'
import { dnsRace } from '../dns-race.js'
import { firing } from '../firing.js'

const RACE = [
  'planner.emit',
  'enactor[0].pick',
  'planner.emit',
  'planner.emit',
  'enactor[1].pick',
  'enactor[1].flip',
  'enactor[0].flip',
  'enactor[1].clean',
]

function ending(
  system: TransitionSystem,
  name: string,
  trace: Trace,
  layout: { readonly width?: number; readonly full?: boolean; readonly quote?: () => string } = {},
): string {
  const property = system.properties.find((candidate) => candidate.name === name)
  if (property === undefined) throw new Error('no property')
  const lines = explanationLines(system, property, trace, {
    width: 100,
    full: false,
    showPlace: ({ line }) => `model.ts:${String(line)}`,
    ...layout,
  })
  return rendered(lines, createPalette({ color: false }))
}

describe('the end of a story', () => {
  const system = dnsRace()
  const trace = firing(system, RACE)

  it('quotes the property below the sentence', () => {
    const text = ending(system, 'noEmptyEndpoint', trace, {
      quote: () => 'noEmptyEndpoint: invariant(\n  x,\n)',
    })
    expect(text.split('\n').slice(0, 6)).toEqual([
      'After step 8, noEmptyEndpoint does not hold (model.ts:70):',
      '  noEmptyEndpoint: invariant(',
      '    x,',
      '  )',
      '',
      '  for every e in 0..0: active[e] = 0 or tree[e][active[e]] is false for e = 0',
    ])
  })

  it.each([60, 80, 120, 200])('stays within %i columns, and loses nothing', (width) => {
    const text = ending(system, 'noEmptyEndpoint', trace, { width, full: true })
    expect(text.split('\n').filter((line) => displayWidth(line) > width)).toEqual([])
    const words = (told: string): string => told.replace(/\s+/g, ' ')
    expect(words(text)).toBe(words(ending(system, 'noEmptyEndpoint', trace, { width: 1_000, full: true })))
  })

  it('says with --verbose what each step is needed for', () => {
    const text = ending(system, 'noEmptyEndpoint', trace, { full: true })
    expect(text).toContain('without step 6, step 8 (enactor[1].clean) is not possible\n')
    expect(text).toContain('without step 8, noEmptyEndpoint is not violated\n')
    expect(ending(system, 'noEmptyEndpoint', trace)).not.toContain('without step 6')
  })

  it('says which steps are not needed', () => {
    const longer = firing(dnsRace({ enactors: 3 }), ['planner.emit', 'enactor[2].pick', ...RACE.slice(1)])
    expect(ending(dnsRace({ enactors: 3 }), 'noEmptyEndpoint', longer)).toContain(
      'Step 2 is not needed: without it, the others come to the same.\n',
    )
  })

  const small = model({
    name: 'small',
    build() {
      const up = state(flag())
      const level = state(range(0, 2))
      return {
        up,
        level,
        one: process({ steps: () => ({ look: step(when(up.is(false))), act: step(level.becomes(2)) }) }),
        two: process({
          steps: () => ({ raise: step(up.becomes(true)), more: step(level.becomes(level.plus(1))) }),
        }),
        properties: { low: invariant(level.is(0)), high: reachable(level.is(2).and(up)) },
      }
    },
  }).instantiate()

  it('tells of no race where a goal is reached', () => {
    const text = ending(small, 'high', firing(small, ['one.look', 'two.raise', 'one.act']))
    expect(text).toContain('After step 3, high is reached')
    expect(text).not.toContain('The race')
  })

  it('says what a step that cannot complete had read', () => {
    const trace = firing(small, ['one.look', 'one.act', 'two.raise'])
    const fault = {
      code: 'out-of-range',
      message: 'level := 3 leaves range(0, 2)',
      subject: 'two.more',
    } as const
    const text = ending(small, 'range', { ...trace, fault })
    expect(text).toContain('After step 3, two.more cannot complete: level := 3 leaves range(0, 2)')
    expect(text).toContain('  level = 2  since step 2 (one.act)\n')
  })

  it('tells of a trace that the system does not have its ending only', () => {
    const [first, ...others] = trace.states
    if (first === undefined) throw new Error('no states')
    const text = ending(system, 'noEmptyEndpoint', { ...trace, states: [{ ...first, gen: 1 }, ...others] })
    expect(text).toBe(
      'After step 8, noEmptyEndpoint does not hold (model.ts:70):\n  active[0] = 1, tree[0][1] = false\n',
    )
  })
})
