import { all, array, next, process, range, reachable, some, state, step, transition } from 'premortem'
import { describe, expect, it } from 'vitest'
import { groundsJson, readGrounds } from '../../src/format/saved/grounds-json.js'
import { parseJson } from '../../src/format/json/json-part.js'
import { jsonText } from '../../src/format/json/json.js'
import { built } from '../dsl/building.js'
import { firing } from '../report/firing.js'

/** Two tanks are filled, and then the second runs out. */
const tanks = built(() => {
  const level = state(array(2, range(0, 3)))
  const tap = process({
    steps: () => ({
      fill: step(level.at(0).becomes(3), level.at(1).becomes(2)),
      drain: step(level.at(1).becomes(0)),
    }),
  })
  return {
    level,
    tap,
    properties: {
      neverFalls: transition(all(level, (one) => next(one).atLeast(one))),
      falls: reachable(some(level, (one) => next(one).below(one))),
      runsOut: reachable(some(level, (one) => one.is(0))),
    },
  }
})
const trace = firing(tanks, ['tap.fill', 'tap.drain'])

function groundsOf(name: string) {
  const property = tanks.properties.find((candidate) => candidate.name === name)
  if (property === undefined) throw new Error(`there is no property ${name}`)
  const json = groundsJson(tanks, property, trace, () => 'model.ts:1')
  const { isAboutSteps, restsOn } = readGrounds(parseJson(jsonText(json)), tanks.variables, 2)
  return { isAboutSteps, restsOn: restsOn.map(({ variable, keys }) => [variable, ...keys].join('.')) }
}

describe('the grounds of what is about a step', () => {
  it('are the parts that decide it between the state before the step and the one after', () => {
    expect(groundsOf('neverFalls')).toEqual({ isAboutSteps: true, restsOn: ['level.1'] })
  })

  it('are those of a goal, too', () => {
    expect(groundsOf('falls')).toEqual({ isAboutSteps: true, restsOn: ['level.1'] })
    expect(groundsOf('runsOut')).toEqual({ isAboutSteps: false, restsOn: ['level.1'] })
  })
})
