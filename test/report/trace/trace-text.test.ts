import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { SourcePlace, TransitionSystem } from '../../../src/ir/system.js'
import { displayWidth } from '../../../src/report/line/display-width.js'
import { createPalette } from '../../../src/report/line/palette.js'
import { rendered } from '../../../src/report/line/styled-line.js'
import { traceLines } from '../../../src/report/trace/trace-text.js'
import type { Trace } from '../../../src/trace/trace.js'
import { dnsRace } from '../dns-race.js'
import { firing } from '../firing.js'
import { rounds, tokenRing } from '../token-ring.js'

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

const showPlace = ({ file, line }: SourcePlace): string => `${basename(file)}:${String(line)}`

function show(system: TransitionSystem, trace: Trace, width: number, full = false): string {
  return rendered(traceLines(system, trace, { width, full, showPlace }), createPalette({ color: false }))
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').slice(0, -1)
}

describe('a trace', () => {
  it('has a lane for each process, drawn until the process has ended', () => {
    const system = dnsRace()
    expect(`\n${show(system, firing(system, RACE), 100)}`).toMatchInlineSnapshot(`
      "
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
      "
    `)
  })

  it('folds what changed where the line is too short', () => {
    const system = dnsRace()
    expect(`\n${show(system, firing(system, RACE), 72)}`).toMatchInlineSnapshot(`
      "
        0  gen = 0, active[0] = 0, tree[0][0..3] = false,
           enactor[0,1].plan = 0
        #  planner  enactor[0]  enactor[1]
        1  emit     │           │           gen 0 -> 1
        2  │        pick        │           enactor[0].plan 0 -> 1
        3  emit     │           │           gen 1 -> 2
        4  emit     │           │           gen 2 -> 3
        5           │           pick        enactor[1].plan 0 -> 3
        6           │           flip        active[0] 0 -> 3,
                    │           │           tree[0][3] false -> true
        7           flip        │           active[0] 3 -> 1,
                    │           │           tree[0][1] false -> true
        8           │           clean       tree[0][1] true -> false
      "
    `)
  })

  it('names the kind of several processes once where that makes room for lanes', () => {
    const system = dnsRace({ enactors: 5, endpoints: 2 })
    const trace = firing(system, [...RACE, 'enactor[2].pick', 'enactor[3].pick', 'enactor[4].pick'])
    expect(`\n${show(system, trace, 90)}`).toMatchInlineSnapshot(`
      "
         0  gen = 0, active[0,1] = 0, tree[0,1][0..3] = false, enactor[0..4].plan = 0
                     enactor
         #  planner  [0]   [1]    [2]   [3]   [4]
         1  emit     │     │      │     │     │     gen 0 -> 1                  model.ts:33
         2  │        pick  │      │     │     │     enactor[0].plan 0 -> 1      model.ts:41
         3  emit     │     │      │     │     │     gen 1 -> 2                  model.ts:33
         4  emit     │     │      │     │     │     gen 2 -> 3                  model.ts:33
         5           │     pick   │     │     │     enactor[1].plan 0 -> 3      model.ts:41
         6           │     flip   │     │     │     active[0,1] 0 -> 3,         model.ts:47
                     │     │      │     │     │     tree[0,1][3] false -> true
         7           flip  │      │     │     │     active[0,1] 3 -> 1,         model.ts:47
                     │     │      │     │     │     tree[0,1][1] false -> true
         8           │     clean  │     │     │     tree[0,1][1] true -> false  model.ts:53
         9           │            pick  │     │     enactor[2].plan 0 -> 3      model.ts:41
        10           │            │     pick  │     enactor[3].plan 0 -> 3      model.ts:41
        11           │            │     │     pick  enactor[4].plan 0 -> 3      model.ts:41
      "
    `)
  })

  it('names each step in full where there is no room for lanes', () => {
    const system = dnsRace({ enactors: 5, endpoints: 2 })
    const trace = firing(system, [...RACE, 'enactor[2].pick', 'enactor[3].pick'])
    expect(`\n${show(system, trace, 60)}`).toMatchInlineSnapshot(`
      "
         0  gen = 0, active[0,1] = 0, tree[0,1][0..3] = false,
            enactor[0..4].plan = 0
         #  step
         1  planner.emit      gen 0 -> 1
         2  enactor[0].pick   enactor[0].plan 0 -> 1
         3  planner.emit      gen 1 -> 2
         4  planner.emit      gen 2 -> 3
         5  enactor[1].pick   enactor[1].plan 0 -> 3
         6  enactor[1].flip   active[0,1] 0 -> 3,
                              tree[0,1][3] false -> true
         7  enactor[0].flip   active[0,1] 3 -> 1,
                              tree[0,1][1] false -> true
         8  enactor[1].clean  tree[0,1][1] true -> false
         9  enactor[2].pick   enactor[2].plan 0 -> 3
        10  enactor[3].pick   enactor[3].plan 0 -> 3
        enactor[4] takes no step here.
      "
    `)
  })

  it('puts what changed below each step where there is no room beside it', () => {
    const system = dnsRace()
    expect(`\n${show(system, firing(system, RACE.slice(0, 2)), 40)}`).toMatchInlineSnapshot(`
      "
        0  gen = 0, active[0] = 0,
           tree[0][0..3] = false,
           enactor[0,1].plan = 0
        1  planner.emit  model.ts:33
           gen 0 -> 1
        2  enactor[0].pick  model.ts:41
           enactor[0].plan 0 -> 1
        enactor[1] takes no step here.
      "
    `)
  })

  it('says who does not take part', () => {
    const system = dnsRace({ enactors: 3 })
    const text = show(system, firing(system, ['planner.emit', 'enactor[1].pick']), 80)
    expect(text).toContain('enactor[0], enactor[2] take no step here.')
    expect(text).not.toMatch(/^ *#.*enactor\[0\]/m)
  })

  it('shows the initial state alone when there are no steps', () => {
    const system = dnsRace({ endpoints: 2 })
    expect(show(system, firing(system, []), 80)).toBe(
      [
        '  0  gen = 0, active[0,1] = 0, tree[0,1][0..3] = false, enactor[0,1].plan = 0',
        '  planner, enactor[0], enactor[1] take no step here.',
        '',
      ].join('\n'),
    )
  })

  it('tells the choices of a step', () => {
    const system = dnsRace()
    const trace = firing(system, RACE.slice(0, 1))
    const chosen = {
      ...trace,
      steps: trace.steps.map((step) => ({ ...step, choices: { from: 1, fast: true } })),
    }
    expect(show(system, chosen, 80)).toContain('with from = 1 and fast = true, gen 0 -> 1')
  })

  it('says what a step wrote when that changes nothing', () => {
    const system = dnsRace()
    const steps = ['planner.emit', 'enactor[0].pick', 'enactor[1].pick', 'enactor[0].flip', 'enactor[1].flip']
    const lines = linesOf(show(system, firing(system, steps), 100))
    expect(lines.find((line) => line.includes('  5 '))).toContain('active[0] stays 1, tree[0][1] stays true')
    expect(lines.filter((line) => line.includes('stays'))).toHaveLength(1)
  })

  it('shows a program counter when another process sets it', () => {
    const system = dnsRace()
    const [emit] = system.actions
    const crash = {
      ...emit!,
      name: 'planner.crash',
      label: 'crash',
      updates: [
        {
          target: system.actions.find(({ name }) => name === 'enactor[1].pick')!.control!.cell,
          value: {
            kind: 'literal',
            type: { kind: 'enum', values: ['pick', 'flip', 'clean', 'done'] },
            value: 'done',
          },
        },
      ],
    } as const
    const crashing = { ...system, actions: [...system.actions, crash] }
    const text = show(crashing, firing(crashing, ['planner.crash', 'planner.emit', 'enactor[0].pick']), 80)
    expect(text).toContain('crash    │           enactor[1].pc pick -> done')
    expect(text).not.toContain('enactor[0].pc')
  })
})

describe('a long initial state', () => {
  const system = dnsRace({ endpoints: 1 })
  const wide: TransitionSystem = {
    ...system,
    variables: [
      ...system.variables,
      ...Array.from({ length: 12 }, (_, place) => ({
        name: `setting${String(place)}`,
        type: { kind: 'bool' } as const,
      })),
    ],
  }
  const base = firing(system, RACE)
  const settings = Object.fromEntries(
    Array.from({ length: 12 }, (_, place) => [`setting${String(place)}`, place % 2 === 0]),
  )
  const trace = { ...base, states: base.states.map((state) => ({ ...state, ...settings })) }

  it('is cut to what changes, and says how much is left out', () => {
    const text = show(wide, trace, 80)
    expect(text).toMatch(/enactor\[0,1\].plan = 0,\s+and 12 more \(--verbose\)/)
    expect(text).not.toContain('setting')
  })

  it('is shown whole when all is wanted', () => {
    const text = show(wide, trace, 80, true)
    expect(text).toContain('setting0 = true')
    expect(text).toContain('setting11 = false')
    expect(text).not.toContain('more')
  })
})

const WIDTHS = [60, 72, 80, 100, 132, 200]

describe.each(WIDTHS)('at %i columns', (width) => {
  const cases = [
    ...[2, 3, 5, 12].flatMap((enactors) =>
      [1, 3].map((endpoints) => {
        const system = dnsRace({ enactors, endpoints })
        const others = Array.from(
          { length: enactors - 2 },
          (_, other) => `enactor[${String(other + 2)}].pick`,
        )
        return {
          name: `${String(enactors)} enactors, ${String(endpoints)} endpoints`,
          system,
          steps: [...RACE, ...others],
        }
      }),
    ),
    { name: '200 steps of 4', system: tokenRing(4), steps: rounds(4, 200) },
    { name: '30 steps of 12', system: tokenRing(12), steps: rounds(12, 30) },
    {
      name: 'wide letters',
      system: tokenRing(3, { kind: 'ノード', label: '渡す', token: '🔑' }),
      steps: rounds(3, 9, 'ノード', '渡す'),
    },
  ]

  it.each(cases)('$name: no line is too long or ends in blanks', ({ system, steps }) => {
    for (const line of linesOf(show(system, firing(system, steps), width))) {
      expect(displayWidth(line)).toBeLessThanOrEqual(width)
      expect(line).not.toMatch(/\s$/)
    }
  })

  it.each(cases)('$name: what changed begins in one column', ({ system, steps }) => {
    const trace = firing(system, steps)
    const lines = linesOf(show(system, trace, width)).filter((line) => line.includes(' -> '))
    const columns = lines.map((line) => {
      const [before = ''] = line.split(/(?=[^\s,│]+(?: [^\s]+) -> )/)
      return displayWidth(before)
    })
    expect(new Set(columns).size).toBe(1)
    expect(lines.length).toBeGreaterThanOrEqual(
      trace.steps.filter(({ label }) => label !== 'clean').length - 1,
    )
  })

  it.each(cases)('$name: every step is told once, in order', ({ system, steps }) => {
    const numbers = linesOf(show(system, firing(system, steps), width)).flatMap((line) => {
      const [, number] = /^ +(\d+) /.exec(line) ?? []
      return number === undefined ? [] : [Number(number)]
    })
    expect(numbers).toEqual(Array.from({ length: steps.length + 1 }, (_, step) => step))
  })
})

describe('lanes', () => {
  it('put each step under the name of its process', () => {
    const system = dnsRace({ enactors: 3 })
    const trace = firing(system, [...RACE, 'enactor[2].pick'])
    const lines = linesOf(show(system, trace, 140))
    const headings = lines.find((line) => line.includes('#')) ?? ''
    for (const { action, process, label } of trace.steps) {
      const row = lines.filter((line) => new RegExp(`\\b${label}\\b`).test(line))
      expect(
        row.map((line) => line.indexOf(label)),
        action,
      ).toContain(headings.indexOf(process ?? '?'))
    }
  })

  it('are headed again in a long trace', () => {
    const system = tokenRing(4)
    const lines = linesOf(show(system, firing(system, rounds(4, 200)), 100))
    expect(lines.filter((line) => line.includes('node[0]'))).toHaveLength(5)
  })

  it('take the actions of no process together', () => {
    const system = dnsRace()
    const free = {
      ...system,
      actions: system.actions.map((action) => {
        if (action.process?.kind !== 'planner') return action
        const { name, label, guard, updates, choices } = action
        return { name, label, guard, updates, choices }
      }),
    }
    expect(show(free, firing(free, RACE), 100)).toMatch(/# +environment {2}enactor\[0\]/)
  })
})
