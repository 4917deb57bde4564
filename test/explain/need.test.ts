import { flag, invariant, model, not, reachable, state, step, when } from 'premortem'
import { describe, expect, it } from 'vitest'
import { needsOf } from '../../src/explain/need.js'
import { firing } from '../report/firing.js'

const system = model({
  name: 'needs',
  build() {
    const lit = state(flag())
    const wet = state(flag())
    const burnt = state(flag())
    return {
      lit,
      wet,
      burnt,
      light: step(lit.becomes(true)),
      rain: step(wet.becomes(true)),
      dry: step(wet.becomes(false)),
      burn: step(when(lit), burnt.becomes(not(wet))),
      properties: { safe: invariant(not(burnt)), goal: reachable(burnt) },
    }
  },
}).instantiate()

function needs(schedule: readonly string[], name = 'safe'): readonly unknown[] {
  const property = system.properties.find((candidate) => candidate.name === name)
  if (property === undefined) throw new Error('no property')
  return needsOf(system, property, firing(system, schedule))
}

describe('a step is needed', () => {
  it('to make a later one possible, or to decide; or it is not needed', () => {
    expect(needs(['light', 'rain', 'dry', 'burn'])).toEqual([
      { kind: 'enables', step: 4 },
      { kind: 'nothing' },
      { kind: 'decides' },
      { kind: 'decides' },
    ])
  })

  it('for a goal as for a violation', () => {
    expect(needs(['light', 'burn'], 'goal')).toEqual([{ kind: 'enables', step: 2 }, { kind: 'decides' }])
  })

  it('not, where the others decide on the way', () => {
    expect(needs(['light', 'rain', 'dry', 'burn', 'burn'])).toMatchObject([
      { kind: 'enables', step: 4 },
      { kind: 'nothing' },
      { kind: 'decides' },
      { kind: 'nothing' },
      { kind: 'nothing' },
    ])
  })
})
