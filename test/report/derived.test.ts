import {
  invariant,
  map,
  nothing,
  option,
  oneOf,
  process,
  range,
  sequence,
  setOf,
  state,
  step,
  transition,
  tuple,
  union,
  next,
  array,
} from 'premortem'
import { describe, expect, it } from 'vitest'
import { attempt } from '../../src/ir/execute.js'
import type { TransitionSystem } from '../../src/ir/system.js'
import { traceLines } from '../../src/report/trace/trace-text.js'
import { createPalette } from '../../src/report/line/palette.js'
import { endingLines } from '../../src/report/trace/ending-text.js'
import { rendered, type Line } from '../../src/report/line/styled-line.js'
import type { Trace } from '../../src/trace/trace.js'
import { actionOf, built, startOf } from '../dsl/building.js'

const show = (lines: readonly Line[]): string => rendered(lines, createPalette({ color: false }))
const layout = { width: 100, full: true, showPlace: () => '' }

/** The trace of these steps of a process `p`. */
function traceOf(system: TransitionSystem, ...labels: readonly string[]): Trace {
  const states = [startOf(system)]
  const steps = labels.map((label) => {
    const action = actionOf(system, `p.${label}`)
    const outcome = attempt(system, action, {}, states.at(-1) ?? {})
    if (outcome.kind !== 'fired') throw new Error(`${label}: ${JSON.stringify(outcome)}`)
    states.push(outcome.state)
    return { action: action.name, process: 'p', label, choices: {} }
  })
  return { states, steps }
}

function specimen(): TransitionSystem {
  return built(() => {
    const queue = state(sequence(range(1, 3), 3).initially([1, 2]))
    const seen = state(setOf(oneOf('a', 'b')))
    const holder = state(option(range(0, 2)))
    const msg = state(union({ idle: {}, request: { key: range(0, 3) } }))
    const last = state(tuple(range(0, 2), setOf(2)))
    const cache = state(map(oneOf('a', 'b'), option(range(0, 2))))
    const box = state({ in: array(3, sequence(union({ idle: {}, request: { key: range(0, 3) } }), 1)) })
    const p = process({
      steps: () => ({
        first: step(queue.becomes(queue.append(3)), seen.becomes(seen.with('a')), holder.becomes(1)),
        second: step(
          msg.becomes({ request: { key: 1 } }),
          last.becomes([2, [1]]),
          cache.becomes([['b', nothing]]),
        ),
        third: step(
          box.in.at(1).becomes([{ request: { key: 2 } }]),
          holder.becomes(nothing),
          queue.becomes([]),
        ),
        inside: step(box.in.at(1).at(0).becomes('idle'), last[1].becomes([0])),
        idle: step(queue.becomes(queue), seen.becomes(seen.with('a'))),
        slot: step(box.in.at(1).at(0).becomes('idle')),
      }),
    })
    return {
      queue,
      seen,
      holder,
      msg,
      last,
      cache,
      box,
      p,
      properties: {
        short: invariant(queue.length.below(3)),
        kept: transition(next(seen).is(seen)),
        other: invariant(holder.match({ none: true, some: (who) => who.is(0) })),
      },
    }
  })
}

describe('a trace', () => {
  it('shows what is more than a scalar as one value', () => {
    const system = specimen()
    const trace = traceOf(system, 'first', 'second', 'third', 'inside', 'idle', 'slot')
    const text = show(traceLines(system, trace, layout))
    for (const shown of [
      'queue = [1, 2]',
      'seen = {}',
      'holder = nothing',
      'msg = idle',
      'last = (0, {})',
      'cache = {}',
      'box.in[0..2] = []',
      'queue [1, 2] -> [1, 2, 3], seen {} -> {a}, holder nothing -> 1',
      'msg idle -> request { key: 1 }, last (0, {}) -> (2, {1}), cache {} -> {b: nothing}',
      'queue [1, 2, 3] -> [], holder 1 -> nothing, box.in[1] [] -> [request { key: 2 }]',
      'last (2, {1}) -> (2, {0}), box.in[1] [request { key: 2 }] -> [idle]',
      'queue stays [], seen stays {a}',
      'box.in[1] stays [idle]',
    ]) {
      expect(text).toContain(shown)
    }
    expect(text.split('\n').filter((line) => line.includes('stays'))).toHaveLength(2)
  })

  it.each([
    ['short', 'queue = [1, 2, 3]'],
    ['kept', 'seen {} -> {a}'],
    ['other', 'holder = 1'],
  ])('ends with the values that decide %s', (name, shown) => {
    const system = specimen()
    const property = system.properties.find((other) => other.name === name)
    if (property === undefined) throw new Error('the property is missing')
    const text = show(endingLines(system, property, traceOf(system, 'first'), layout))
    expect(text.split('\n').slice(1)).toEqual([`  ${shown}`, ''])
  })
})
